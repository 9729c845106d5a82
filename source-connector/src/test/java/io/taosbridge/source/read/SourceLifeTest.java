package io.taosbridge.source.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.client.error.Errors;
import io.taosbridge.connect.Backoff;
import io.taosbridge.source.testing.FakeTDengine;
import io.taosbridge.source.testing.Harness;
import io.taosbridge.source.topic.TopicInfo;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Heartbeats, and failures between two messages. */
class SourceLifeTest {

  /** Looks at positions before every poll. */
  private static final Timing EAGER =
      new Timing(
          Duration.ofMillis(20),
          Duration.ofSeconds(20),
          Duration.ofMillis(20),
          Duration.ZERO,
          new Backoff(Duration.ofMillis(10), Duration.ofMillis(100)));

  private final FakeTDengine server =
      new FakeTDengine(3).topic("t", TopicInfo.Kind.STABLE).table("a", 1, "x");
  private final Map<Map<String, ?>, Map<String, ?>> stored = new HashMap<>();
  private Harness harness;

  private Harness start(String... settings) {
    Map<String, String> all = new HashMap<>(Map.of("topics", "t"));
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    if (harness != null) {
      harness.close();
    }
    harness = Harness.on(server, all, stored, EAGER);
    return harness;
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  private List<SourceRecord> heartbeats() {
    return harness.received().stream()
        .filter(record -> record.topic().equals("taosbridge-heartbeat"))
        .toList();
  }

  private List<Object> rows() {
    return harness.received().stream()
        .filter(record -> record.topic().equals("t"))
        .map(record -> ((Struct) record.value()).get("v"))
        .toList();
  }

  private long offset() {
    return (Long) stored.values().iterator().next().get("offset");
  }

  @Test
  void losesNoRowsWhenLookingAtPositionsFails() throws InterruptedException {
    // Given
    start();
    server.write(3, "a", 1);
    harness.receive(1);

    // When
    server.write(3, "a", 2);
    server.assignmentFailures.add(Errors.lost("the connection broke", null));
    harness.receive(2);

    // Then
    assertThat(server.assignmentFailures).isEmpty();
    assertThat(rows()).containsExactly(1, 2);
    assertThat(server.consumers).hasSize(2);
  }

  @Test
  void storesThePositionOfAnIdleVgroup() throws InterruptedException {
    // Given
    start("heartbeat.interval.ms", "1");
    server.write(3, "a", 1).internal(3, 10);

    // When
    harness.pollUntil(run -> !heartbeats().isEmpty() && offset() == 11);
    harness.pollUntil(run -> server.consumerNow().polls() > 5);

    // Then
    SourceRecord beat = heartbeats().get(heartbeats().size() - 1);
    assertThat(beat.key()).hasToString("Struct{topic=t,vgroup=3}");
    assertThat(((Struct) beat.value()).get("offset")).isEqualTo(11L);
    assertThat(heartbeats())
        .extracting(each -> each.sourceOffset().get("offset"))
        .doesNotHaveDuplicates();
  }

  @Test
  void restartsAfterTheLogOfAnIdleVgroupWasRecycled() throws InterruptedException {
    // Given
    start("heartbeat.interval.ms", "1");
    server.write(3, "a", 1).internal(3, 10);
    harness.pollUntil(run -> !stored.isEmpty() && offset() == 11);
    harness.close();
    server.recycle(3, 11);
    server.write(3, "a", 2);

    // When
    start("heartbeat.interval.ms", "1");
    harness.pollUntil(run -> !rows().isEmpty());

    // Then
    assertThat(rows()).containsExactly(2);
  }

  @Test
  void cannotTellThatFromALossWithoutHeartbeats() throws InterruptedException {
    // Given
    start();
    server.write(3, "a", 1);
    harness.receive(1);
    server.internal(3, 10);
    harness.pollUntil(run -> run.engine().positions().all().containsValue(11L));
    harness.close();
    server.recycle(3, 11);

    // Then
    assertThat(heartbeats()).isEmpty();
    assertThatThrownBy(() -> start().receive(1)).isInstanceOf(ConnectException.class);
  }

  @Test
  void keepsWhereItStartedWithNewRows() throws InterruptedException {
    // Given
    server.write(3, "a", 1);
    start("heartbeat.interval.ms", "1", "auto.offset.reset", "latest");
    harness.pollUntil(run -> !stored.isEmpty());
    harness.close();
    server.write(3, "a", 2);

    // When
    start("auto.offset.reset", "latest").receive(1);

    // Then
    assertThat(rows()).containsExactly(2);
  }
}
