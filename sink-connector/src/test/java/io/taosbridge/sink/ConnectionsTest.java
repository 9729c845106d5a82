package io.taosbridge.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.TDengine;
import io.taosbridge.client.Connection;
import io.taosbridge.client.Statement;
import io.taosbridge.embedded.EmbeddedTDengine;
import io.taosbridge.embedded.engine.SqlResult;
import io.taosbridge.sink.config.SinkConfig;
import io.taosbridge.sink.insert.Session;
import io.taosbridge.sink.lane.Routes;
import io.taosbridge.sink.metrics.SinkMetrics;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several connections of one task: what each does alone, and what all of them keep together. */
@Timeout(50)
class ConnectionsTest {

  private static final TopicPartition P0 = new TopicPartition("air", 0);
  private static final TopicPartition P1 = new TopicPartition("air", 1);
  private static final int CONNECTIONS = 4;
  private static final int TABLES = 16;

  private final EmbeddedTDengine server = EmbeddedTDengine.start();
  private final FakeReporter reporter = new FakeReporter();
  private final Map<String, String> options =
      new HashMap<>(
          Map.of(
              "connection.url", server.url("ws"),
              "database", "d",
              "database.auto.create", "true",
              "database.keep", "36500d",
              "stable", "air",
              "table", "${value.t}",
              "tags", "t",
              "connections", Integer.toString(CONNECTIONS),
              "linger.ms", "0"));
  private final List<SinkEngine> engines = new ArrayList<>();
  private final long[] nextOffset = new long[2];

  /** Opens when as many executions wait for each other. */
  private volatile CountDownLatch meeting = new CountDownLatch(0);

  @AfterEach
  void close() {
    engines.forEach(SinkEngine::close);
    server.close();
  }

  private SinkEngine start() {
    SinkConfig config = new SinkConfig(options);
    SinkEngine engine =
        SinkEngines.create(
            config,
            () -> new Session(() -> meeting(TDengine.connect(config.connection()))),
            reporter,
            SinkEngines::monotonicMillis,
            SinkMetrics.hidden(),
            new SinkEngine.Patience(
                Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofMillis(100)));
    engines.add(engine);
    return engine;
  }

  /** A connection that executes binds when those of all others are about to. */
  private Connection meeting(Connection connection) {
    return proxy(Connection.class, connection);
  }

  private <T> T proxy(Class<T> type, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (target instanceof Statement && method.getName().equals("execute")) {
                CountDownLatch all = meeting;
                all.countDown();
                assertThat(all.await(40, TimeUnit.SECONDS)).isTrue();
              }
              try {
                Object result = method.invoke(target, arguments);
                return result instanceof Statement statement
                    ? proxy(Statement.class, statement)
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  /** An engine whose connections all have written to the supertable. */
  private SinkEngine startWarm() {
    SinkEngine engine = start();
    engine.put(List.of(row(P0, 0, 0)));
    awaitWritten(engine);
    engine.put(IntStream.range(1, TABLES).mapToObj(table -> row(P0, table, 0)).toList());
    awaitWritten(engine);
    return engine;
  }

  private static ConditionFactory patiently() {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(40))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5));
  }

  private static void awaitWritten(SinkEngine engine) {
    patiently()
        .until(
            () -> {
              engine.put(List.of());
              engine.preCommit(Map.of());
              return engine.bufferedBytes() == 0;
            });
  }

  private SinkRecord row(TopicPartition partition, int table, long time) {
    return record(partition, null, value(table, time, nextOffset[partition.partition()]));
  }

  private static Map<String, Object> value(int table, long time, long n) {
    Map<String, Object> value = new HashMap<>();
    value.put("ts", SinkHarness.RECORD_TIME + time);
    value.put("n", n);
    value.put("t", "t" + table);
    return value;
  }

  private SinkRecord record(TopicPartition partition, String key, Object value) {
    long offset = nextOffset[partition.partition()]++;
    return new SinkRecord(partition.topic(), partition.partition(), null, key, null, value, offset);
  }

  private int lane(int table) {
    SinkConfig config = new SinkConfig(options);
    Object value = value(table, 0, 0);
    return new Routes(CONNECTIONS, false, config.mappings(), config.text())
        .of(new SinkRecord("air", 0, null, null, null, value, 0), value)
        .lane();
  }

  private List<Integer> tables(int lane) {
    return IntStream.range(0, TABLES).filter(table -> lane(table) == lane).boxed().toList();
  }

  /** What is stored by table and time. */
  private Map<String, Long> stored() {
    Map<String, Long> stored = new TreeMap<>();
    for (Object[] row : ((SqlResult.Rows) server.execute("select ts, n, t from d.air")).rows()) {
      stored.put(
          row[2] + " " + (((Number) row[0]).longValue() - SinkHarness.RECORD_TIME),
          ((Number) row[1]).longValue());
    }
    return stored;
  }

  private long committable(SinkEngine engine, TopicPartition partition) {
    OffsetAndMetadata delivered = new OffsetAndMetadata(nextOffset[partition.partition()]);
    return engine.preCommit(Map.of(partition, delivered)).get(partition).offset();
  }

  @Test
  void writeAtTheSameTime() {
    // Given
    SinkEngine engine = startWarm();
    meeting = new CountDownLatch(CONNECTIONS);

    // When
    engine.put(IntStream.range(0, TABLES).mapToObj(table -> row(P0, table, 1)).toList());

    // Then
    awaitWritten(engine);
    assertThat(stored()).hasSize(2 * TABLES);
    assertThat(committable(engine, P0)).isEqualTo(2 * TABLES);
  }

  @Test
  void goesOnByTheOthersWhileOneHangsAndHoldsTheOffset() {
    // Given
    SinkEngine engine = startWarm();
    int hanging = lane(0);
    server.faults().mute("stmt2_exec");
    engine.put(List.of(row(P0, 0, 1)));
    patiently().until(() -> server.faults().pending() == 0);

    // When
    List<SinkRecord> more = new ArrayList<>();
    for (int round = 1; round <= 3; round++) {
      for (int table = 0; table < TABLES; table++) {
        if (lane(table) != hanging) {
          more.add(row(P0, table, round));
        }
      }
    }
    engine.put(more);

    // Then
    patiently().until(() -> stored().size() == TABLES + more.size());
    assertThat(committable(engine, P0)).isEqualTo(TABLES);
    // The read timeout would be 60 s.
    engine.close();
    assertThat(stored()).doesNotContainKey("t0 1");
  }

  @Test
  void dropsWhatAHangingConnectionHoldsOfARevokedPartitionAndWritesTheRest() {
    // Given
    SinkEngine engine = startWarm();
    List<Integer> together = tables(lane(0));
    server.faults().mute("stmt2_exec");
    engine.put(List.of(row(P0, together.get(0), 1), row(P1, together.get(1), 1)));
    patiently().until(() -> server.faults().pending() == 0);
    engine.put(List.of(row(P0, together.get(0), 2), row(P1, together.get(1), 2)));

    // When
    engine.revoke(List.of(P0));

    // Then
    awaitWritten(engine);
    assertThat(stored())
        .hasSize(TABLES + 2)
        .containsKeys("t" + together.get(1) + " 1", "t" + together.get(1) + " 2");
    assertThat(committable(engine, P1)).isEqualTo(2);
  }

  @Test
  void failsWithTheServersWordsWhenOneMeetsAFatalError() {
    // Given
    SinkEngine engine = startWarm();
    server.faults().fail("stmt2_exec", 0x0303, "no rights at all", 1);
    engine.put(IntStream.range(0, TABLES).mapToObj(table -> row(P0, table, 1)).toList());

    // When
    patiently()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> engine.put(List.of()))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("no rights at all"));

    // Then
    long committed = committable(engine, P0);
    assertThat(committed).isBetween((long) TABLES, 2L * TABLES - 1);
    for (long offset = TABLES; offset < committed; offset++) {
      assertThat(stored()).containsValue(offset);
    }
  }

  @Test
  void keepsTheOrderOfRowsListsAndTombstones() {
    // Given
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    options.put("null.record", "delete");
    options.put("batch.max.rows", "20");
    SinkEngine engine = start();
    Map<String, Long> expected = new TreeMap<>();
    List<SinkRecord> records = new ArrayList<>();

    // When
    for (int i = 0; i < 600; i++) {
      int kind = i == 0 ? 2 : random.nextInt(20);
      if (kind == 0) {
        int table = random.nextInt(TABLES);
        records.add(record(P0, "t" + table, null));
        expected.keySet().removeIf(key -> key.startsWith("t" + table + " "));
      } else {
        List<Map<String, Object>> values = new ArrayList<>();
        for (int row = 0; row < (kind == 1 ? 5 : 1); row++) {
          int table = random.nextInt(TABLES);
          long time = random.nextInt(10);
          long n = 10L * i + row;
          values.add(value(table, time, n));
          expected.put("t" + table + " " + time, n);
        }
        records.add(record(P0, null, kind == 1 ? values : values.get(0)));
      }
    }
    for (int from = 0; from < records.size(); ) {
      int to = Math.min(records.size(), from + random.nextInt(50));
      engine.put(records.subList(from, to));
      from = to;
    }
    awaitWritten(engine);

    // Then
    assertThat(stored()).isEqualTo(expected);
    assertThat(committable(engine, P0)).isEqualTo(records.size());
    assertThat(reporter.reasons).isEmpty();
  }

  @Test
  void reportsAListOnceThoughSeveralMeetItsBadRows() {
    // Given
    SinkEngine engine = startWarm();
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int table = 0; table < TABLES; table++) {
      rows.add(value(table, 1, 1));
      Map<String, Object> bad = value(table, 2, 1);
      bad.put("ts", "no time");
      rows.add(bad);
    }

    // When
    SinkRecord list = record(P0, null, rows);
    engine.put(List.of(list));
    awaitWritten(engine);

    // Then
    assertThat(reporter.offsets).containsExactly((long) TABLES);
    assertThat(reporter.records).containsExactly(list);
    assertThat(stored()).hasSize(2 * TABLES);
    assertThat(committable(engine, P0)).isEqualTo(TABLES + 1);
  }

  @Test
  void sharesTheTablesAmongAll() {
    // When / Then
    assertThat(IntStream.range(0, CONNECTIONS)).allMatch(lane -> !tables(lane).isEmpty());
  }
}
