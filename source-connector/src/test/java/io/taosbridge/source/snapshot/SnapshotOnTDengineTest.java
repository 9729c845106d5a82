package io.taosbridge.source.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.source.TDengineSourceConnector;
import io.taosbridge.source.testing.Harness;
import io.taosbridge.source.testing.TestServer;
import io.taosbridge.source.topic.Topics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Snapshots of a server: the embedded one, or with {@code -Dtdengine.url} a real one. */
class SnapshotOnTDengineTest {

  private final long seed = Long.getLong("snapshot.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Map<Map<String, ?>, Map<String, ?>> stored = new HashMap<>();
  private final List<Harness> started = new ArrayList<>();
  private TestServer server;

  SnapshotOnTDengineTest() {
    System.out.println("-Dsnapshot.seed=" + seed);
  }

  @AfterEach
  void stop() {
    started.forEach(Harness::close);
    server.close();
  }

  private void database(String options) {
    server = new TestServer(options + " keep 36500");
  }

  private Harness start(String... settings) {
    Map<String, String> all = new HashMap<>();
    all.put("connection.url", server.url());
    all.put("name", server.database());
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    Harness harness = new Harness(all, stored);
    started.add(harness);
    return harness;
  }

  /** A topic on a supertable with a composite key. */
  private String stableTopic() {
    server.execute(
        "create stable $db.st (ts timestamp, k int composite key, v int, s nchar(8))"
            + " tags (t1 int)");
    String topic = server.topic("t");
    server.execute("create topic " + topic + " as stable $db.st");
    return topic;
  }

  /** Rows of child tables, many of them at the same times, some before 1970, some NULL. */
  private void fill(int tables, int rows) {
    for (int table = 0; table < tables; table++) {
      StringBuilder values = new StringBuilder();
      for (int row = 0; row < rows; row++) {
        values.append(
            String.format(
                "(%d, %d, %s, %s) ",
                time(),
                random.nextInt(3),
                random.nextInt(5) == 0 ? "null" : String.valueOf(random.nextInt(100)),
                random.nextInt(5) == 0 ? "null" : "'s" + random.nextInt(100) + "'"));
      }
      server.execute(
          "insert into $db.c" + table + " using $db.st tags (" + table + ") values " + values);
    }
  }

  private long time() {
    return switch (random.nextInt(4)) {
      case 0 -> -1_000_000L + random.nextInt(5);
      case 1 -> 1_700_000_000_000L;
      case 2 -> 1_700_000_000_000L + random.nextInt(10);
      default -> 1_600_000_000_000L + random.nextInt(100_000_000) * 1_000L;
    };
  }

  /** The rows that the supertable holds, by table, time and key. */
  private Map<String, String> rows() {
    Map<String, String> rows = new TreeMap<>();
    String sql = "select tbname, ts, k, v, s from " + server.database() + ".st";
    try (QueryResult result = server.connection().query(sql)) {
      for (Row row : result) {
        rows.put(
            row.getString(0) + " " + row.getLong(1) + " " + row.get(2),
            row.get(3) + " " + row.get(4));
      }
    }
    return rows;
  }

  /** What a sink holds that overwrites by key; it fails on a row that contradicts its table. */
  private static Map<String, String> replica(List<SourceRecord> records) {
    Map<String, String> rows = new TreeMap<>();
    records.forEach(record -> rows.put(key(record), text(record)));
    return rows;
  }

  private static String key(SourceRecord record) {
    Struct value = (Struct) record.value();
    return value.get("tbname") + " " + time(record) + " " + value.get("k");
  }

  private static long time(SourceRecord record) {
    return Timestamp.fromLogical(Timestamp.SCHEMA, (Date) ((Struct) record.value()).get("ts"));
  }

  private static String text(SourceRecord record) {
    Struct value = (Struct) record.value();
    return value.get("v") + " " + value.get("s");
  }

  private static String kind(SourceRecord record) {
    return (String) record.headers().lastWithName("tdengine.kind").value();
  }

  private static boolean isRead(Harness run) {
    return !run.engine().snapshotProgress().isEmpty()
        && run.engine().snapshotProgress().stream().allMatch(SnapshotProgress::done);
  }

  private static List<SourceRecord> snapshot(Harness run) throws InterruptedException {
    run.pollUntil(SnapshotOnTDengineTest::isRead);
    return run.received();
  }

  @Test
  void readsRowsByQueryAndThenTheLog() throws InterruptedException {
    // Given
    database("vgroups 2");
    String topic = stableTopic();
    fill(6, 30);
    int before = rows().size();

    // When
    Harness run = start("topics", topic, "snapshot.mode", "initial", "snapshot.chunk.rows", "20");
    run.receive(before);
    server.execute("insert into $db.c0 values (1800000000000, 1, 7, 'new')");
    List<SourceRecord> records = run.receive(before + 1);

    // Then
    assertThat(replica(records)).isEqualTo(rows());
    assertThat(records.subList(0, before))
        .extracting(record -> kind(record))
        .containsOnly("snapshot");
    SourceRecord last = records.get(before);
    assertThat(kind(last)).isEqualTo("data");
    assertThat(last.valueSchema()).isEqualTo(records.get(0).valueSchema());
    assertThat(last.topic()).isEqualTo(records.get(0).topic());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "7", "100000"})
  void readsEachRowOnce(String chunkRows) throws InterruptedException {
    // Given
    database("vgroups 3");
    String topic = stableTopic();
    fill(10, 40);

    // When
    List<SourceRecord> records =
        snapshot(start("topics", topic, "snapshot.mode", "only", "snapshot.chunk.rows", chunkRows));

    // Then
    assertThat(replica(records)).isEqualTo(rows());
    assertThat(records).hasSize(rows().size());
  }

  @Test
  void keepsTheRowsOfATableInOrder() throws InterruptedException {
    // Given
    database("vgroups 1");
    String topic = stableTopic();
    fill(5, 40);

    // When
    List<SourceRecord> records =
        snapshot(start("topics", topic, "snapshot.mode", "only", "snapshot.chunk.rows", "20"));

    // Then
    Map<Object, List<SourceRecord>> byTable =
        records.stream().collect(Collectors.groupingBy(SourceRecord::key));
    assertThat(byTable).hasSize(5);
    byTable
        .values()
        .forEach(rows -> assertThat(rows).extracting(record -> time(record)).isSorted());
  }

  @Test
  void sharesTheWorkWithOtherTasks() throws InterruptedException {
    // Given
    database("vgroups 2");
    String topic = stableTopic();
    fill(10, 20);
    Set<Integer> vgroups = Topics.vgroups(server.connection(), server.database());
    String[] settings = {"topics", topic, "snapshot.mode", "only"};

    // When
    List<SourceRecord> records = new ArrayList<>();
    for (int vgroup : vgroups) {
      List<SourceRecord> some = snapshot(start(with(settings, vgroup, topic)));
      assertThat(some)
          .extracting(record -> record.headers().lastWithName("tdengine.vgroup").value())
          .containsOnly(vgroup);
      records.addAll(some);
    }

    // Then
    assertThat(vgroups).hasSize(2);
    assertThat(replica(records)).isEqualTo(rows());
    assertThat(records).hasSize(rows().size());
  }

  private static String[] with(String[] settings, int vgroup, String topic) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.addAll(List.of("task.number", String.valueOf(vgroup)));
    all.addAll(List.of("task.vgroups", topic + "=" + vgroup));
    return all.toArray(new String[0]);
  }

  @Test
  void goesOnAfterAStopAtAnyRecord() throws InterruptedException {
    // Given
    database("vgroups 2");
    String topic = stableTopic();
    fill(4, 12);
    String[] settings = {"topics", topic, "snapshot.mode", "only", "snapshot.chunk.rows", "5"};
    Map<String, String> rows = rows();

    for (int stop = 0; stop <= rows.size(); stop++) {
      // Given
      stored.clear();
      List<SourceRecord> received = new ArrayList<>();
      Harness first = start(settings);
      while (received.size() < stop) {
        for (SourceRecord record : first.engine().poll()) {
          if (received.size() < stop) {
            first.deliver(record);
            received.add(record);
          }
        }
      }
      first.close();

      // When
      Harness second = start(settings);
      boolean done =
          stored.values().stream().filter(offset -> offset.containsKey("done")).count() == 2;
      if (!done) {
        received.addAll(snapshot(second));
      }
      second.close();

      // Then
      assertThat(replica(received)).as("stopped after %s", stop).isEqualTo(rows);
      assertThat(received.size() - rows.size()).isLessThan(received.size() / 2 + 15);
    }
  }

  @Test
  void losesNothingThatIsWrittenMeanwhile() throws InterruptedException {
    // Given
    database("vgroups 2");
    String topic = stableTopic();
    fill(6, 30);
    Harness run = start("topics", topic, "snapshot.mode", "initial", "snapshot.chunk.rows", "10");

    // When
    while (run.received().isEmpty() || !isRead(run)) {
      run.poll();
      fill(8, 2); // new rows, changed rows, new tables
    }
    server.execute("insert into $db.c0 values (1800000000000, 1, 7, 'last')");
    run.pollUntil(harness -> replica(harness.received()).equals(rows()));

    // Then
    assertThat(run.received()).extracting(record -> kind(record)).contains("data", "snapshot");
  }

  @Test
  void readsTheLogOnlyWhenKafkaHasTheSnapshot() throws InterruptedException {
    // Given
    database("vgroups 1");
    String topic = stableTopic();
    server.execute("insert into $db.a using $db.st tags (1) values (1, 1, 1, 'a') (2, 1, 2, 'b')");
    Harness run = start("topics", topic, "snapshot.mode", "initial");
    List<SourceRecord> polled = new ArrayList<>();
    while (polled.size() < 2) {
      polled.addAll(run.engine().poll());
    }
    server.execute("insert into $db.a values (3, 1, 3, 'c')");

    // When
    List<SourceRecord> early = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      early.addAll(run.engine().poll());
    }
    polled.forEach(run::deliver);
    List<SourceRecord> records = run.receive(3);

    // Then
    assertThat(early).isEmpty();
    assertThat(records)
        .extracting(record -> kind(record))
        .containsExactly("snapshot", "snapshot", "data");
  }

  @Test
  void takesNoSnapshotOfWhatWasReadBefore() throws InterruptedException {
    // Given
    database("vgroups 1");
    String topic = stableTopic();
    server.execute("insert into $db.a using $db.st tags (1) values (1, 1, 1, 'a')");
    try (Harness run = start("topics", topic)) {
      run.receive(1);
    }
    server.execute("insert into $db.a values (2, 1, 2, 'b')");

    // When
    List<SourceRecord> records = start("topics", topic, "snapshot.mode", "initial").receive(1);

    // Then
    assertThat(records).extracting(record -> kind(record)).containsExactly("data");
    assertThat(text(records.get(0))).isEqualTo("2 b");
  }

  @Test
  void readsTheLogFromWhereTheSnapshotBeganEvenIfSnapshotsAreOffLater()
      throws InterruptedException {
    // Given
    database("vgroups 1");
    String topic = stableTopic();
    server.execute("insert into $db.a using $db.st tags (1) values (1, 1, 1, 'a')");
    try (Harness run = start("topics", topic, "snapshot.mode", "only")) {
      snapshot(run);
    }
    server.execute("insert into $db.a values (2, 1, 2, 'b')");

    // When
    List<SourceRecord> records =
        start("topics", topic, "snapshot.mode", "never", "auto.offset.reset", "latest").receive(1);

    // Then
    assertThat(text(records.get(0))).isEqualTo("2 b");
  }

  @Test
  void readsNoLogIfTold() throws InterruptedException {
    // Given
    database("vgroups 1");
    String topic = stableTopic();
    server.execute("insert into $db.a using $db.st tags (1) values (1, 1, 1, 'a')");
    Harness run = start("topics", topic, "snapshot.mode", "only");
    snapshot(run);

    // When
    server.execute("insert into $db.a values (2, 1, 2, 'b')");
    for (int i = 0; i < 10; i++) {
      run.poll();
    }

    // Then
    assertThat(run.received()).hasSize(1);
    assertThat(stored.values())
        .extracting(offset -> (Object) offset.get("done"))
        .containsExactly(true);
  }

  @Test
  void readsADatabase() throws InterruptedException {
    // Given
    database("vgroups 2");
    server.execute("create stable $db.st (ts timestamp, v int) tags (t1 int)");
    server.execute("create stable $db.su (ts timestamp, w double) tags (t1 int)");
    server.execute("create table $db.n1 (ts timestamp, x bool)");
    server.execute("create table $db.n2 (ts timestamp, x bool)");
    server.execute("create table $db.m (ts timestamp, x bool)");
    String topic = server.topic("d");
    server.execute("create topic " + topic + " as database $db");
    for (int i = 0; i < 5; i++) {
      server.execute("insert into $db.a" + i + " using $db.st tags (1) values (1, 1) (2, 2)");
      server.execute("insert into $db.b" + i + " using $db.su tags (1) values (1, 1) (2, 2)");
    }
    server.execute("insert into $db.n1 values (1, true) (2, false) (3, null)");
    server.execute("insert into $db.m values (1, true)");
    Set<String> expected = new HashSet<>(List.of("n1 1", "n1 2", "n1 3", "m 1"));
    for (int i = 0; i < 5; i++) {
      expected.addAll(List.of("a" + i + " 1", "a" + i + " 2", "b" + i + " 1", "b" + i + " 2"));
    }

    for (int stop = 0; stop < expected.size(); stop += 3) {
      // When
      stored.clear();
      List<SourceRecord> received = new ArrayList<>();
      String[] settings = {"topics", topic, "snapshot.mode", "only", "snapshot.chunk.rows", "2"};
      try (Harness run = start(settings)) {
        while (run.received().size() < stop) {
          for (SourceRecord record : run.engine().poll()) {
            if (run.received().size() < stop) {
              run.deliver(record);
            }
          }
        }
        received.addAll(run.received());
      }
      try (Harness run = start(settings)) {
        received.addAll(snapshot(run));
      }

      // Then
      assertThat(received)
          .extracting(record -> record.key() + " " + time(record))
          .as("stopped after %s", stop)
          .containsAll(expected);
      assertThat(received)
          .extracting(record -> record.valueSchema().name())
          .contains(server.database() + ".st", server.database() + ".n1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ms", "us", "ns"})
  void givesRecordsAsTheLogDoes(String precision) throws InterruptedException {
    // Given
    database("vgroups 1 precision '" + precision + "'");
    server.execute(
        "create stable $db.st (ts timestamp, b bool, i8 tinyint, i16 smallint, i32 int, i64 bigint,"
            + " u8 tinyint unsigned, u16 smallint unsigned, u32 int unsigned, u64 bigint unsigned,"
            + " f float, d double, c varchar(20), n nchar(10), x varbinary(16), g geometry(64),"
            + " t timestamp, d1 decimal(10,2), d2 decimal(30,5))"
            + " tags (t1 int, t2 nchar(8), t3 timestamp)");
    server.execute(
        "insert into $db.a using $db.st tags (1, 'é', 1700000000000) values"
            + " (1700000000000, true, -128, -32768, -2147483648, -9223372036854775807, 255, 65535,"
            + " 4294967295, 18446744073709551615, 1.5, -2.5e300, 'text', '日本', '\\x0aff',"
            + " 'POINT(1 2)', 1600000000000, 12345678.25, -1234567890123456789012345.12345)"
            + " (1700000000001, null, null, null, null, null, null, null, null, null, null, null,"
            + " null, null, null, null, null, null, null)");
    String topic = server.topic("t");
    server.execute("create topic " + topic + " as stable $db.st");
    List<SourceRecord> fromLog;
    try (Harness run = start("topics", topic)) {
      fromLog = run.receive(2);
    }
    stored.clear();

    // When
    List<SourceRecord> records = snapshot(start("topics", topic, "snapshot.mode", "only"));

    // Then
    assertThat(records).hasSize(2);
    for (int i = 0; i < 2; i++) {
      SourceRecord expected = fromLog.get(i);
      assertThat(records.get(i).topic()).isEqualTo(expected.topic());
      assertThat(records.get(i).kafkaPartition()).isEqualTo(expected.kafkaPartition());
      assertThat(records.get(i).key()).isEqualTo(expected.key());
      assertThat(records.get(i).valueSchema()).isEqualTo(expected.valueSchema());
      assertThat(values(records.get(i))).isEqualTo(values(expected));
      assertThat(records.get(i).timestamp()).isEqualTo(expected.timestamp());
    }
  }

  private static Map<String, Object> values(SourceRecord record) {
    Map<String, Object> values = new LinkedHashMap<>();
    record
        .valueSchema()
        .fields()
        .forEach(
            field -> {
              Object value = ((Struct) record.value()).get(field);
              values.put(
                  field.name(), value instanceof byte[] bytes ? Arrays.toString(bytes) : value);
            });
    return values;
  }

  @Test
  void goesOnWhenTheTableChangesMeanwhile() throws InterruptedException {
    // Given
    database("vgroups 1");
    String topic = stableTopic();
    fill(8, 40);
    Harness run = start("topics", topic, "snapshot.mode", "initial", "snapshot.chunk.rows", "10");
    run.receive(1);

    // When
    server.execute("alter table $db.st add column more int");
    run.receive(run.received().size() + 1);
    server.execute("drop table $db.c1");
    run.receive(run.received().size() + 1);
    server.execute("alter table $db.st drop column s");
    run.receive(run.received().size() + 1);
    server.execute("delete from $db.c2 where ts > 1650000000000");
    run.pollUntil(SnapshotOnTDengineTest::isRead);
    server.execute("insert into $db.c0 (ts, k, v, more) values (1800000000000, 1, 7, 8)");
    run.pollUntil(
        harness -> harness.received().stream().anyMatch(record -> kind(record).equals("data")));

    // Then
    Set<String> left = new HashSet<>();
    String sql = "select tbname, ts, k from " + server.database() + ".st";
    try (QueryResult result = server.connection().query(sql)) {
      for (Row row : result) {
        left.add(row.getString(0) + " " + row.getLong(1) + " " + row.get(2));
      }
    }
    assertThat(run.received()).extracting(SnapshotOnTDengineTest::key).containsAll(left);
    SourceRecord last = run.received().get(run.received().size() - 1);
    assertThat(((Struct) last.value()).get("more")).isEqualTo(8);
  }

  @Test
  void readsTheTimesAskedForOnly() throws InterruptedException {
    // Given
    database("vgroups 1");
    String topic = stableTopic();
    server.execute(
        "insert into $db.a using $db.st tags (1) values (1704067199999, 1, 1, 'a')"
            + " (1704067200000, 1, 2, 'b') (1704153599999, 1, 3, 'c') (1704153600000, 1, 4, 'd')");

    // When
    List<SourceRecord> records =
        snapshot(
            start(
                "topics",
                topic,
                "snapshot.mode",
                "only",
                "snapshot.from",
                "2024-01-01T00:00:00Z",
                "snapshot.to",
                "2024-01-02T00:00:00Z"));

    // Then
    assertThat(records).extracting(record -> text(record)).containsExactly("2 b", "3 c");
  }

  @Test
  void readsTheTablesOfTheTopicOnly() throws InterruptedException {
    // Given
    database("vgroups 2");
    stableTopic();
    String topic = server.topic("some");
    server.execute("create topic " + topic + " as stable $db.st where t1 > 1");
    server.execute("insert into $db.a using $db.st tags (1) values (1, 1, 1, 'a')");
    server.execute("insert into $db.b using $db.st tags (2) values (1, 1, 2, 'b')");

    // When
    List<SourceRecord> records = snapshot(start("topics", topic, "snapshot.mode", "only"));

    // Then
    assertThat(records).extracting(record -> record.key()).containsExactly("b");
  }

  @Test
  void readsTablesWithoutRows() throws InterruptedException {
    // Given
    database("vgroups 2");
    String topic = stableTopic();
    server.execute("create table $db.a using $db.st tags (1)");

    // When
    Harness run = start("topics", topic, "snapshot.mode", "initial");
    run.pollUntil(SnapshotOnTDengineTest::isRead);
    server.execute("insert into $db.a values (1, 1, 1, 'a')");
    List<SourceRecord> records = run.receive(1);

    // Then
    assertThat(records).extracting(record -> kind(record)).containsExactly("data");
  }

  @Test
  void refusesATopicOnAQuery() {
    // Given
    database("vgroups 1");
    stableTopic();
    String topic = server.topic("q");
    server.execute("create topic " + topic + " as select ts, v from $db.st");
    Map<String, String> settings = new HashMap<>();
    settings.put("connection.url", server.url());
    settings.put("topics", topic);

    // When
    settings.put("snapshot.mode", "initial");
    List<String> ofMode = problems(settings, "snapshot.mode");
    settings.put("snapshot.mode", "never");
    settings.put("offset.out.of.range", "snapshot");
    List<String> ofPolicy = problems(settings, "offset.out.of.range");

    // Then
    assertThat(ofMode).singleElement().asString().contains(topic, "on a query");
    assertThat(ofPolicy).singleElement().asString().contains(topic, "on a query");
    assertThatThrownBy(() -> start("topics", topic, "snapshot.mode", "initial").receive(1))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("on a query");
  }

  private static List<String> problems(Map<String, String> settings, String option) {
    return new TDengineSourceConnector()
        .validate(settings).configValues().stream()
            .filter(value -> value.name().equals(option))
            .map(ConfigValue::errorMessages)
            .findFirst()
            .orElse(Collections.emptyList());
  }

  @Test
  void showsItsProgress() throws InterruptedException {
    // Given
    database("vgroups 1");
    String topic = stableTopic();
    fill(3, 40);
    Harness run = start("topics", topic, "snapshot.mode", "only", "snapshot.chunk.rows", "10");

    // When
    List<Double> shares = new ArrayList<>();
    while (run.received().isEmpty() || !isRead(run)) {
      run.poll();
      run.engine().snapshotProgress().forEach(progress -> shares.add(progress.share()));
    }

    // Then
    assertThat(shares).isSorted().endsWith(1.0);
    assertThat(shares).anyMatch(share -> share > 0 && share < 1);
    SnapshotProgress done = run.engine().snapshotProgress().iterator().next();
    assertThat(done.rows()).isEqualTo(rows().size());
  }

  @Test
  void readsMoreTablesThanOneQueryNames() throws InterruptedException {
    // Given
    database("vgroups 1");
    String topic = stableTopic();
    for (int i = 0; i < 2_500; i += 500) {
      server.execute(
          "insert into "
              + IntStream.range(i, i + 500)
                  .mapToObj(c -> "$db.c" + c + " using $db.st tags (1) values (1, 1, 1, 'a')")
                  .collect(Collectors.joining(" ")));
    }

    // When
    List<SourceRecord> records = snapshot(start("topics", topic, "snapshot.mode", "only"));

    // Then
    assertThat(records).hasSize(2_500);
    assertThat(replica(records)).isEqualTo(rows());
    Awaitility.await().until(() -> stored.size() == 1);
  }
}
