package io.taosbridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taosbridge.embedded.EmbeddedTDengine;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What becomes of a sink under load while TDengine cannot take rows; {@code -Doutage.seconds} makes
 * the longest outage longer.
 */
@ExtendWith(Scenarios.class)
class SinkOutageIT {

  private static final Duration OUTAGE =
      Duration.ofSeconds(Integer.getInteger("outage.seconds", 15));

  /** Requests fail before the consumer is missed in its group. */
  private static final String READ_TIMEOUT = "?read_timeout=2";

  /** Bytes at once that only a bind has. */
  private static final int LARGE = 2_048;

  private final EmbeddedTDengine server = EmbeddedTDengine.start();
  private Scenario scenario;

  @BeforeEach
  void createScenario(Cluster cluster) {
    scenario = new Scenario(cluster, server.url("ws"));
  }

  @AfterEach
  void close() {
    scenario.close();
    server.close();
  }

  private SinkUnderLoad start(String url, String maxBackoff) throws Exception {
    return new SinkUnderLoad(scenario, url, Map.of("retry.backoff.max.ms", maxBackoff));
  }

  @Test
  void goesOnAfterTheServerWasGoneForLong() throws Exception {
    // Given
    assertThat(OUTAGE).isGreaterThan(SinkUnderLoad.SILENCE.multipliedBy(2));
    String backoff = Long.toString(SinkUnderLoad.SILENCE.multipliedBy(2).toMillis());
    try (SinkUnderLoad sink = start(server.url("ws"), backoff)) {

      // When
      server.stop();
      await().during(OUTAGE).atMost(OUTAGE.plus(Scenario.PATIENCE)).until(sink::runsInItsGroup);
      long lag = sink.lag();
      server.restart();
      sink.finish();

      // Then
      assertThat(lag).isPositive();
      sink.assertAllIsWell();
    }
  }

  @Test
  void goesOnWhenTheServerIsRestartedAgainAndAgain() throws Exception {
    // Given
    try (SinkUnderLoad sink = start(server.url("ws"), "500")) {

      // When
      for (int restart = 1; restart <= 3; restart++) {
        server.stop();
        server.restart();
        sink.awaitProgress();
      }
      sink.finish();

      // Then
      sink.assertAllIsWell();
    }
  }

  @Test
  void sendsAgainWhatAResetCutInsideABind() throws Exception {
    // Given
    try (CuttableProxy proxy = new CuttableProxy("127.0.0.1:" + server.port());
        SinkUnderLoad sink =
            start(server.url("ws").replace(":" + server.port(), ":" + proxy.port()), "500")) {

      // When
      for (int cut = 1; cut <= 3; cut++) {
        proxy.resetInsideNext(LARGE);
        await().atMost(Scenario.PATIENCE).until(proxy::hasReset);
        sink.awaitProgress();
      }
      sink.finish();

      // Then
      sink.assertAllIsWell();
    }
  }

  @Test
  void writesAgainWhatWasWrittenWithoutAReply() throws Exception {
    // Given
    try (SinkUnderLoad sink = start(server.url("ws") + READ_TIMEOUT, "500")) {

      // When
      server.faults().dropReply("stmt2_exec", 1);
      sink.awaitProgress();
      server.faults().resetAfter("stmt2_exec");
      sink.awaitProgress();
      sink.finish();

      // Then
      assertThat(server.faults().pending()).isZero();
      sink.assertAllIsWell();
    }
  }

  /** All of it together takes longer than the consumer may be silent for. */
  @Test
  void staysInItsGroupWhileTheServerIsSlow() throws Exception {
    // Given
    Duration delay = Duration.ofSeconds(1);
    try (SinkUnderLoad sink = start(server.url("ws"), "500")) {

      // When
      server.faults().delay("stmt2_exec", delay, 8);
      await().atMost(Scenario.PATIENCE).until(() -> server.faults().pending() == 0);
      sink.finish();

      // Then
      sink.assertAllIsWell();
    }
  }
}
