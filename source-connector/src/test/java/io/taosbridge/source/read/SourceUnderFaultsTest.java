package io.taosbridge.source.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.source.testing.Harness;
import io.taosbridge.source.testing.TestServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong with a server, provoked on the embedded one. */
@DisabledIfSystemProperty(named = "tdengine.url", matches = ".+")
public class SourceUnderFaultsTest {

  private final TestServer server = new TestServer("vgroups 1");
  private final Map<Map<String, ?>, Map<String, ?>> stored = new HashMap<>();
  private String topic;
  private Harness run;

  private Harness start(String... settings) {
    if (topic == null) {
      server.execute("create stable $db.st (ts timestamp, v int) tags (t1 int)");
      topic = server.topic("t");
      server.execute("create topic " + topic + " as stable $db.st");
    }
    Map<String, String> all = new HashMap<>();
    all.put("connection.url", server.url() + "?read_timeout=5&conn_retries=0");
    all.put("name", "faults");
    all.put("topics", topic);
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    run = new Harness(all, stored);
    return run;
  }

  @AfterEach
  void stop() {
    run.close();
    server.close();
  }

  private void insert(int... values) {
    for (int value : values) {
      server.execute(
          "insert into $db.a using $db.st tags (1) values ("
              + (1_700_000_000_000L + value)
              + ", "
              + value
              + ")");
    }
  }

  private static List<Object> values(List<SourceRecord> records) {
    return records.stream().map(record -> ((Struct) record.value()).get("v")).toList();
  }

  private int vgroup() {
    return Integer.parseInt((String) run.received().get(0).sourcePartition().get("vgroup"));
  }

  @Test
  void goesOnWhenItsConsumerIsLost() throws InterruptedException {
    // Given
    start();
    insert(1);
    run.receive(1);

    // When
    int lost = server.faults().loseConsumers(server.groupOf(topic));
    insert(2);
    List<SourceRecord> records = run.receive(2);

    // Then
    assertThat(lost).isEqualTo(1);
    assertThat(values(records)).containsExactly(1, 2);
  }

  /** After a seek in mid-stream an earlier message may still be under way. */
  @Test
  void seeksInNoConsumerThatHasPolled() throws InterruptedException {
    // Given
    server.faults().staleAfterSeek(1);
    start();
    insert(1);
    run.receive(1);

    // When
    server.faults().loseConsumers(server.groupOf(topic));
    server.faults().resetAfter("poll");
    insert(2, 3);
    List<SourceRecord> records = run.receive(3);

    // Then
    assertThat(values(records)).containsExactly(1, 2, 3);
    assertThat(server.faults().pending()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"poll", "fetch_raw_data", "assignment"})
  void goesOnWhenTheSocketBreaks(String action) throws InterruptedException {
    // Given
    start();
    insert(1);
    run.receive(1);

    // When
    server.faults().resetAfter(action);
    insert(2, 3);
    run.pollUntil(harness -> server.faults().pending() == 0);
    List<SourceRecord> records = run.receive(3);

    // Then
    assertThat(values(records)).containsExactly(1, 2, 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"subscribe", "assignment", "seek"})
  void startsAgainWhenTheSocketBreaksAtTheStart(String action) throws InterruptedException {
    // Given
    start().close();
    insert(1);
    server.faults().resetBefore(action);

    // When
    List<SourceRecord> records = start().receive(1);

    // Then
    assertThat(values(records)).containsExactly(1);
    assertThat(server.faults().pending()).isZero();
  }

  @Test
  void getsAMessageWhoseReplyWasLost() throws InterruptedException {
    // Given
    start();
    insert(1);
    run.receive(1);

    // When
    insert(2);
    server.faults().dropReply("poll", 1);
    insert(3);
    List<SourceRecord> records = run.receive(3);

    // Then
    assertThat(values(records)).containsExactly(1, 2, 3);
  }

  @Test
  void noticesThatTheLogWasRecycledWhileItWasStopped() throws InterruptedException {
    // Given
    start();
    insert(1);
    run.receive(1);
    long next = (Long) run.received().get(0).sourceOffset().get("offset");
    int vgroup = vgroup();
    run.close();
    insert(2, 3, 4);
    server.faults().recycleLog(topic, vgroup, next + 2);

    // Then
    assertThatThrownBy(() -> start().receive(1))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("next version to read is " + next)
        .hasMessageContaining("begins at " + (next + 2));
  }

  @Test
  void noticesThatTheLogWasRecycledWhileItReads() throws InterruptedException {
    // Given
    start();
    insert(1);
    run.receive(1);
    long next = (Long) run.received().get(0).sourceOffset().get("offset");
    insert(2, 3, 4);
    server.faults().recycleLog(topic, vgroup(), next + 2);

    // Then
    assertThatThrownBy(() -> run.receive(4))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("recycled");
    // The second row may have been under way before.
    assertThat(values(run.received())).isIn(List.of(1), List.of(1, 2));
  }

  @Test
  void goesOnAfterARecycledStretchIfTold() throws InterruptedException {
    // Given
    start("offset.out.of.range", "earliest");
    insert(1);
    run.receive(1);
    long next = (Long) run.received().get(0).sourceOffset().get("offset");
    int vgroup = vgroup();
    run.close();
    insert(2, 3, 4);
    server.faults().recycleLog(topic, vgroup, next + 2);

    // When
    List<SourceRecord> records = start("offset.out.of.range", "earliest").receive(1);

    // Then
    assertThat(values(records)).contains(4).doesNotContain(1, 2);
  }

  @Test
  void failsWhenAVgroupIsSilentAndItsLogGoesOn() throws InterruptedException {
    // Given
    start("stall.timeout.ms", "1000");
    insert(1);
    run.receive(1);
    int vgroup = vgroup();
    server.faults().silence(vgroup);
    insert(2);

    // Then
    assertThatThrownBy(() -> run.receive(2))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("vgroup " + vgroup + " of topic " + topic + " has stood at version");
  }

  @Test
  void goesOnWhenASilentVgroupSpeaksAgain() throws InterruptedException {
    // Given
    start("stall.timeout.ms", "60000");
    insert(1);
    run.receive(1);
    int vgroup = vgroup();
    server.faults().silence(vgroup);
    insert(2);
    run.poll();

    // When
    server.faults().speak(vgroup);

    // Then
    assertThat(values(run.receive(2))).containsExactly(1, 2);
  }

  @Test
  void endsAPollOfADeafServerWhenItIsStopped() throws InterruptedException {
    // Given
    start();
    insert(1);
    run.receive(1);
    server.faults().mute("poll");
    CompletableFuture<Boolean> polling = CompletableFuture.supplyAsync(this::pollUntilStopped);
    Awaitility.await().until(() -> server.faults().pending() == 0);

    // When
    run.engine().stop();

    // Then
    assertThat(polling.orTimeout(60, TimeUnit.SECONDS).join()).isTrue();
  }

  private boolean pollUntilStopped() {
    try {
      while (!run.engine().isStopped()) {
        run.engine().poll();
      }
      return true;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
