package io.taosbridge.source.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.source.testing.Harness;
import io.taosbridge.source.testing.TestServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong with a server, provoked on the embedded one. */
@DisabledIfSystemProperty(named = "tdengine.url", matches = ".+")
class SnapshotUnderFaultsTest {

  private final TestServer server = new TestServer("vgroups 1 keep 36500");
  private final Map<Map<String, ?>, Map<String, ?>> stored = new HashMap<>();
  private final List<Harness> started = new ArrayList<>();
  private String topic;

  @BeforeEach
  void makeTopic() {
    server.execute("create stable $db.st (ts timestamp, v int) tags (t1 int)");
    topic = server.topic("t");
    server.execute("create topic " + topic + " as stable $db.st");
  }

  @AfterEach
  void stop() {
    started.forEach(Harness::close);
    server.close();
  }

  private Harness start(String... settings) {
    Map<String, String> all = new HashMap<>();
    all.put("connection.url", server.url() + "?read_timeout=60&conn_retries=0");
    all.put("name", "faults");
    all.put("topics", topic);
    all.put("snapshot.chunk.rows", "3");
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    Harness run = new Harness(all, stored);
    started.add(run);
    return run;
  }

  private void insert(int from, int to) {
    for (int table = 0; table < 2; table++) {
      server.execute(
          "insert into $db.a"
              + table
              + " using $db.st tags (1) values "
              + IntStream.rangeClosed(from, to)
                  .mapToObj(value -> "(" + value + ", " + value + ")")
                  .collect(Collectors.joining(" ")));
    }
  }

  /** What each record says: its kind, table and value. */
  private static List<String> texts(List<SourceRecord> records, String kind) {
    return records.stream()
        .filter(record -> record.headers().lastWithName("tdengine.kind").value().equals(kind))
        .map(record -> record.key() + " " + ((Struct) record.value()).get("v"))
        .toList();
  }

  private static List<String> expected(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .boxed()
        .flatMap(value -> List.of("a0 " + value, "a1 " + value).stream())
        .toList();
  }

  private static boolean isRead(Harness run) {
    return !run.engine().snapshotProgress().isEmpty()
        && run.engine().snapshotProgress().stream().allMatch(SnapshotProgress::done);
  }

  @ParameterizedTest
  @CsvSource({"binary_query, 0", "binary_query, 1", "fetch_raw_block, 0", "fetch_raw_block, 1"})
  void goesOnWithTheQueryAtWhichTheSocketBroke(String action, int after)
      throws InterruptedException {
    // Given
    insert(1, 20);
    Harness run = start("snapshot.mode", "only");
    run.receive(1);

    // When
    if (after == 0) {
      server.faults().resetBefore(action);
    } else {
      server.faults().resetAfter(action);
    }
    run.pollUntil(SnapshotUnderFaultsTest::isRead);

    // Then
    assertThat(server.faults().pending()).isZero();
    assertThat(texts(run.received(), "snapshot")).containsOnlyOnceElementsOf(expected(20, 20));
    assertThat(texts(run.received(), "snapshot")).containsAll(expected(1, 20));
    assertThat(run.received()).hasSizeLessThanOrEqualTo(40 + 6);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x2602, 0x2603, 0x0362, 0x0903})
  void goesOnWhenTheServerRefusesAQueryForNow(int code) throws InterruptedException {
    // Given
    insert(1, 20);
    Harness run = start("snapshot.mode", "only");
    run.receive(1);

    // When
    server.faults().fail("binary_query", code, "provoked", 1);
    run.pollUntil(SnapshotUnderFaultsTest::isRead);

    // Then
    assertThat(server.faults().pending()).isZero();
    assertThat(texts(run.received(), "snapshot")).containsAll(expected(1, 20));
  }

  @Test
  void failsIfNothingButAChangeElsewhereHelps() throws InterruptedException {
    // Given
    insert(1, 20);
    Harness run = start("snapshot.mode", "only");
    run.receive(1);

    // When
    server.faults().fail("binary_query", 0x0357, "Authentication failure", 1);

    // Then
    assertThatThrownBy(() -> run.pollUntil(SnapshotUnderFaultsTest::isRead))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("Authentication failure");
  }

  @Test
  void endsAPollOfADeafServerWhenItIsStopped() throws InterruptedException {
    // Given
    insert(1, 20);
    Harness run = start("snapshot.mode", "only");
    run.receive(1);
    server.faults().mute("binary_query");
    CompletableFuture<Integer> polling =
        CompletableFuture.supplyAsync(
            () -> {
              int polls = 0;
              try {
                while (!run.engine().isStopped()) {
                  run.engine().poll();
                  polls++;
                }
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              return polls;
            });
    Awaitility.await().until(() -> server.faults().pending() == 0);

    // When
    run.engine().stop();

    // Then
    assertThat(polling.orTimeout(30, TimeUnit.SECONDS).join()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({"never, snapshot", "when_needed, fail"})
  void readsByQueryWhatWasRecycledWhileItWasStopped(String mode, String policy)
      throws InterruptedException {
    // Given
    String[] settings = {"snapshot.mode", mode, "offset.out.of.range", policy};
    insert(1, 1);
    int vgroup;
    try (Harness run = start(settings)) {
      run.receive(2);
      insert(2, 2);
      run.receive(4);
      vgroup = vgroup(run);
    }
    insert(3, 9);
    server.faults().recycleLog(topic, vgroup, end());

    // When
    Harness run = start(settings);
    run.receive(18);
    insert(10, 10);
    List<SourceRecord> records = run.receive(20);

    // Then
    assertThat(texts(records, "snapshot")).containsExactlyInAnyOrderElementsOf(expected(1, 9));
    assertThat(texts(records, "data")).containsExactlyElementsOf(expected(10, 10));
  }

  @Test
  void readsByQueryWhatWasRecycledWhileItReads() throws InterruptedException {
    // Given
    Harness run = start("offset.out.of.range", "snapshot");
    insert(1, 1);
    run.receive(2);
    insert(2, 9);
    server.faults().recycleLog(topic, vgroup(run), end());

    // When
    // How many rows came from the log before it was recycled is left to chance.
    run.pollUntil(harness -> texts(harness.received(), "snapshot").size() >= 18);
    insert(10, 10);
    run.pollUntil(
        harness -> texts(harness.received(), "data").containsAll(List.of("a0 10", "a1 10")));
    List<SourceRecord> records = run.received();

    // Then
    assertThat(texts(records, "snapshot")).containsExactlyInAnyOrderElementsOf(expected(1, 9));
    assertThat(texts(records, "data")).contains("a0 10", "a1 10");
  }

  @Test
  void goesOnWithASecondSnapshotAfterAStopInItsMiddle() throws InterruptedException {
    // Given
    String[] settings = {"snapshot.mode", "when_needed"};
    insert(1, 4);
    int vgroup;
    try (Harness run = start(settings)) {
      run.receive(8);
      insert(5, 5);
      run.receive(10);
      vgroup = vgroup(run);
    }
    insert(6, 20);
    server.faults().recycleLog(topic, vgroup, end());
    List<SourceRecord> received = new ArrayList<>();
    try (Harness run = start(settings)) {
      received.addAll(run.receive(12));
    }

    // When
    Harness run = start(settings);
    run.pollUntil(SnapshotUnderFaultsTest::isRead);
    insert(21, 21);
    run.pollUntil(harness -> !texts(harness.received(), "data").isEmpty());
    received.addAll(run.received());

    // Then
    assertThat(texts(received, "snapshot")).containsAll(expected(1, 20));
    assertThat(received).hasSizeLessThanOrEqualTo(40 + 6 + 2);
    assertThat(texts(received, "data")).contains("a0 21");
  }

  @Test
  void saysIfTheLogWasRecycledDuringTheSnapshot() throws InterruptedException {
    // Given
    insert(1, 20);
    Harness run = start("snapshot.mode", "initial");
    run.receive(1);
    insert(21, 22);
    server.faults().recycleLog(topic, vgroup(run), end());

    // Then
    assertThatThrownBy(() -> run.pollUntil(harness -> false))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("recycled");
    assertThat(texts(run.received(), "snapshot")).containsAll(expected(1, 20));
  }

  private static int vgroup(Harness run) {
    return Integer.parseInt((String) run.received().get(0).sourcePartition().get("vgroup"));
  }

  /** The version after the last one in the log. */
  private long end() {
    return LogPositions.read(server.connection(), server.database(), vgroupOfDatabase());
  }

  private int vgroupOfDatabase() {
    return (int)
        server
            .connection()
            .query(
                "select vgroup_id from information_schema.ins_vgroups where db_name = '"
                    + server.database()
                    + "'")
            .fetchAll()
            .get(0)
            .getLong(0);
  }
}
