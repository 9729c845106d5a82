package io.taosbridge.sink;

import static io.taosbridge.sink.FakeTDengine.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.sink.config.SinkConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SinkEngineTest {

  private static final TopicPartition PARTITION = new TopicPartition("air", 0);
  private static final String STABLE = "`city`.`air`";
  private static final Schema SCHEMA = schema("ms");

  private final FakeTDengine server = new FakeTDengine();
  private final FakeReporter reporter = new FakeReporter();
  private final AtomicLong now = new AtomicLong(1_000_000);
  private final Map<String, String> options =
      new HashMap<>(
          Map.of(
              "connection.url", "ws://localhost:6041",
              "linger.ms", "60000",
              "database.auto.create", "true"));
  private final List<SettledEngine> engines = new ArrayList<>();
  private long nextOffset;

  @Test
  void createsDatabaseSupertableAndChildTablesOfTheSourcesRecordsWithoutAnyMapping() {
    // Given
    options.put("database.vgroups", "4");
    SettledEngine engine = engine();

    // When
    engine.put(List.of(record("a", 1, 2.5, "x"), record("b", 1, null, "y")));
    commit(engine);

    // Then
    assertThat(server.statements)
        .containsExactly(
            "CREATE DATABASE IF NOT EXISTS `city` PRECISION 'ms' VGROUPS 4",
            "CREATE STABLE IF NOT EXISTS `city`.`air` (`ts` TIMESTAMP, `pm` DOUBLE, `note`"
                + " VARCHAR(5)) TAGS (`place` NCHAR(8))");
    assertThat(server.stable(STABLE).tags).containsKeys("a", "b");
    assertThat(server.stable(STABLE).tags.get("a")).containsEntry("place", "here");
    assertThat(stored("a", 1)).containsEntry("pm", 2.5).containsEntry("note", "x");
    assertThat(stored("b", 1)).containsEntry("pm", null).containsEntry("note", "y");
  }

  @Test
  void writesManyChildTablesInOneExecution() {
    // Given
    SettledEngine engine = engine();

    // When
    for (int i = 0; i < 50; i++) {
      engine.put(List.of(record("t" + i % 10, i, 1.0, null)));
    }
    commit(engine);

    // Then
    assertThat(server.executions).containsExactly(50);
  }

  @Test
  void writesABatchAsSoonAsItIsFull() {
    // Given
    options.put("batch.max.rows", "3");
    SettledEngine engine = engine();

    // When
    engine.put(records(7));

    // Then
    assertThat(server.executions).containsExactly(3, 3);
  }

  @Test
  void writesABatchWhoseFirstRecordHasWaitedLongEnough() {
    // Given
    options.put("linger.ms", "10000");
    SettledEngine engine = engine();
    engine.put(records(2));
    now.addAndGet(9_999);
    engine.put(records(1));
    int before = server.executions.size();
    now.addAndGet(1);

    // When
    engine.put(List.of());

    // Then
    assertThat(before).isZero();
    assertThat(server.executions).containsExactly(3);
  }

  @Test
  void writesABatchOfItselfWhenItHasWaitedLongEnough() {
    // Given
    options.put("linger.ms", "10");
    SinkEngine engine =
        SinkEngines.create(
            new SinkConfig(options), server::connect, reporter, SinkEngines::monotonicMillis);

    // When
    engine.put(records(2));

    // Then
    await().atMost(Duration.ofMinutes(1)).until(() -> engine.bufferedBytes() == 0);
    engine.close();
    assertThat(server.executions).containsExactly(2);
  }

  @Test
  void commitsNothingThatTheServerHasNotAcknowledged() {
    // Given
    SettledEngine engine = engine();
    engine.put(records(2));
    commit(engine);
    server.beforeExecution.add(busy());
    engine.put(records(3));

    // When
    long duringFailure = commit(engine);
    now.addAndGet(60_000);
    long afterwards = commit(engine);

    // Then
    assertThat(duringFailure).isEqualTo(2);
    assertThat(afterwards).isEqualTo(5);
  }

  @Test
  void keepsWhatItTakesWhileTheServerIsAwayAndReportsNoRecord() {
    // Given
    options.put("batch.max.rows", "2");
    SettledEngine engine = engine();
    server.down = true;
    engine.put(records(2));
    engine.put(records(3));
    long during = commit(engine);

    // When
    server.down = false;
    now.addAndGet(60_000);
    long afterwards = commit(engine);

    // Then
    assertThat(during).isZero();
    assertThat(afterwards).isEqualTo(5);
    assertThat(server.executions).containsExactly(2, 2, 1);
    assertThat(engine.bufferedBytes()).isZero();
    assertThat(reporter.offsets).isEmpty();
  }

  @Test
  void waitsForTheNextAttemptWithoutTryingInBetween() {
    // Given
    SettledEngine engine = engine();
    server.down = true;
    engine.put(records(1));
    commit(engine);
    server.down = false;

    // When
    long early = commit(engine);
    now.addAndGet(1_000);
    long due = commit(engine);

    // Then
    assertThat(early).isZero();
    assertThat(due).isEqualTo(1);
  }

  @Test
  void opensANewConnectionAfterALostOne() {
    // Given
    SettledEngine engine = engine();
    engine.put(records(1));
    commit(engine);
    server.beforeExecution.add(error(ErrorAction.RECONNECT, 0x000b, "network unavailable"));
    engine.put(records(1));
    commit(engine);
    now.addAndGet(60_000);

    // When
    long committed = commit(engine);

    // Then
    assertThat(committed).isEqualTo(2);
    assertThat(server.connections).isEqualTo(2);
  }

  @Test
  void sendsTheWholeBatchAgainWhenTheReplyWasLost() {
    // Given
    SettledEngine engine = engine();
    server.afterExecution.add(error(ErrorAction.RECONNECT, -1, "no reply"));
    engine.put(List.of(record("a", 1, 1.0, "x"), record("a", 2, 2.0, "y")));
    commit(engine);
    now.addAndGet(60_000);

    // When
    long committed = commit(engine);

    // Then
    assertThat(committed).isEqualTo(2);
    assertThat(server.executions).containsExactly(2, 2);
    assertThat(server.stable(STABLE).rows.get("a")).hasSize(2);
  }

  @Test
  void givesUpWhenTheRetryTimeoutIsOver() {
    // Given
    options.put("retry.timeout.ms", "5000");
    options.put("batch.max.rows", "1");
    SettledEngine engine = engine();
    server.down = true;
    engine.put(records(1));
    now.addAndGet(60_000);

    // When / Then
    assertThatThrownBy(() -> engine.put(records(1)))
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessageContaining("retry.timeout.ms=5000")
        .hasMessageContaining("connection refused");
  }

  @Test
  void givesUpWhenTheServerRefusesTheSameAgainAndAgain() {
    // Given
    SettledEngine engine = engine();
    engine.put(records(1));
    for (int i = 0; i < 100; i++) {
      server.beforeExecution.add(error(ErrorAction.REFRESH, 0x263f, "column count wrong"));
    }

    // When / Then
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 20; i++) {
                commit(engine);
                engine.put(List.of());
                now.addAndGet(60_000);
              }
            })
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("column count wrong")
        .hasMessageContaining("10 attempts");
  }

  @Test
  void triesAtOnceAgainWhenOnlyItsKnowledgeOfTheTableWasOld() {
    // Given
    SettledEngine engine = engine();
    engine.put(records(1));
    commit(engine);
    server.beforeExecution.add(error(ErrorAction.REFRESH, 0x061b, "schema changed"));
    engine.put(records(1));

    // When
    long committed = commit(engine);

    // Then
    assertThat(committed).isEqualTo(2);
  }

  @Test
  void failsWithTheServersWordsOnAFatalError() {
    // Given
    options.put("batch.max.rows", "1");
    SettledEngine engine = engine();
    server.beforeExecution.add(error(ErrorAction.FATAL, 0x0303, "no rights"));

    // When / Then
    assertThatThrownBy(() -> engine.put(records(1)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("no rights");
  }

  @Test
  void keepsAFailureDuringACommitForTheNextPut() {
    // Given
    SettledEngine engine = engine();
    server.beforeExecution.add(error(ErrorAction.FATAL, 0x0303, "no rights"));
    engine.put(records(1));

    // When
    long committed = commit(engine);

    // Then
    assertThat(committed).isZero();
    assertThatThrownBy(() -> engine.put(records(1)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("no rights");
  }

  @Test
  void findsTheRecordsThatTheServerRefusesAndWritesAllOthers() {
    // Given
    SettledEngine engine = engine();
    server.badRow = row -> row.get("ts").equals(3L) || row.get("ts").equals(11L);
    List<SinkRecord> batch = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      batch.add(record("t" + i % 3, i, 1.0, null));
    }
    engine.put(batch);

    // When
    long committed = commit(engine);

    // Then
    assertThat(committed).isEqualTo(16);
    assertThat(reporter.offsets).containsExactlyInAnyOrder(3L, 11L);
    assertThat(reporter.reasons.get(0))
        .contains("topic air, partition 0, offset 3", "`t0`", "out of range");
    assertThat(server.stable(STABLE).rows.values().stream().mapToInt(Map::size).sum())
        .isEqualTo(14);
  }

  @Test
  void namesTheColumnThatCannotHoldAValueAndWritesAllOtherRecords() {
    // Given
    SettledEngine engine = engine();
    engine.put(
        List.of(
            record("a", 1, 1.0, "x"), record("a", 2, 1.0, "too long"), record("b", 3, 1.0, "y")));

    // When
    long committed = commit(engine);

    // Then
    assertThat(committed).isEqualTo(3);
    assertThat(reporter.offsets).containsExactly(1L);
    assertThat(reporter.reasons.get(0)).contains("offset 1", "`a`", "`note`", "VARCHAR(5)");
    assertThat(stored("a", 1)).isNotNull();
    assertThat(stored("b", 3)).isNotNull();
  }

  @Test
  void writesTheEarlierOfTwoRowsWithTheSameKeyIfTheLaterIsBad() {
    // Given
    SettledEngine engine = engine();
    engine.put(
        List.of(
            record("a", 1, 1.0, "x"),
            record("a", 1, 2.0, "y"),
            record("a", 1, 3.0, "too long"),
            record("a", 2, 9.0, "z")));

    // When
    long committed = commit(engine);

    // Then
    assertThat(committed).isEqualTo(4);
    assertThat(reporter.offsets).containsExactly(2L);
    assertThat(stored("a", 1)).containsEntry("pm", 2.0);
  }

  @Test
  void writesTheLaterOfTwoRowsWithTheSameKeyEvenWhereItIsNull() {
    // Given
    SettledEngine engine = engine();
    engine.put(List.of(record("a", 1, 1.0, "x"), record("a", 1, null, null)));

    // When
    commit(engine);

    // Then
    assertThat(server.executions).containsExactly(1);
    assertThat(stored("a", 1)).containsEntry("pm", null).containsEntry("note", null);
  }

  @Test
  void failsOnABadRecordWhereNobodyTakesIt() {
    // Given
    options.put("batch.max.rows", "1");
    SettledEngine engine =
        SettledEngine.on(new SinkConfig(options), server::connect, null, now::get);

    // When / Then
    assertThatThrownBy(() -> engine.put(List.of(record("a", 1, 1.0, "too long"))))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("topic air, partition 0, offset 0")
        .hasMessageContaining("`note`")
        .hasMessageContaining("errors.tolerance=all");
  }

  @Test
  void doesNotCommitABadRecordThatTheReporterFailedToTake() {
    // Given
    SettledEngine engine = engine();
    reporter.confirmation = CompletableFuture.failedFuture(new IllegalStateException("no broker"));
    engine.put(List.of(record("a", 1, 1.0, "x"), record("a", 2, 1.0, "too long")));

    // When
    long committed = commit(engine);

    // Then
    assertThat(committed).isEqualTo(1);
    assertThatThrownBy(() -> engine.put(records(1)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("could not report");
  }

  @Test
  void holdsABadRecordNoLongerThanTheReporterNeeds() {
    // Given
    CompletableFuture<Void> confirmation = new CompletableFuture<>();
    reporter.confirmation = confirmation;
    options.put("batch.max.rows", "1");
    SettledEngine engine = engine();
    engine.put(List.of(record("a", 2, 1.0, "too long")));
    long before = engine.bufferedBytes();

    // When
    confirmation.complete(null);
    engine.put(List.of());

    // Then
    assertThat(before).isPositive();
    assertThat(engine.bufferedBytes()).isZero();
  }

  @Test
  void looksAtTheTableAgainAfterABadRecordSoThatAWidenedColumnCounts() {
    // Given
    SettledEngine engine = engine();
    engine.put(List.of(record("a", 1, 1.0, "too long")));
    commit(engine);
    server
        .stable(STABLE)
        .columns
        .put("note", new FakeTDengine.Described("note", ColumnType.parse("VARCHAR(9)"), ""));

    // When
    engine.put(List.of(record("a", 2, 1.0, "too long")));
    commit(engine);

    // Then
    assertThat(reporter.offsets).containsExactly(0L);
    assertThat(stored("a", 2)).containsEntry("note", "too long");
  }

  @Test
  void takesNothingWithoutFields() {
    // Given
    SettledEngine engine = engine();
    engine.put(List.of(new SinkRecord("air", 0, null, null, null, "some text", 7)));

    // When
    engine.preCommit(Map.of());

    // Then
    assertThat(reporter.offsets).containsExactly(7L);
    assertThat(reporter.reasons.get(0)).contains("a String", "only a Struct", "JsonConverter");
  }

  @Test
  void ignoresRecordsWithoutAValue() {
    // Given
    SettledEngine engine = engine();

    // When
    engine.put(List.of(tombstone()));

    // Then
    assertThat(commit(engine)).isEqualTo(1);
    assertThat(server.connections).isZero();
    assertThat(reporter.offsets).isEmpty();
  }

  @Test
  void reportsRecordsWithoutAValueIfTold() {
    // Given
    options.put("null.record", "fail");
    SettledEngine engine = engine();

    // When
    engine.put(List.of(tombstone()));

    // Then
    assertThat(commit(engine)).isEqualTo(1);
    assertThat(reporter.reasons.get(0)).contains("no value");
  }

  @Test
  void refusesATimestampThatTheTargetsPrecisionWouldCutAndConvertsTheOthers() {
    // Given
    server.databases.put("city", Precision.MILLISECONDS);
    SettledEngine engine = engine();
    Schema micros = schema("us");
    engine.put(
        List.of(record(micros, "a", 5_000, 1.0, null), record(micros, "a", 5_001, 1.0, null)));

    // When
    commit(engine);

    // Then
    assertThat(server.stable(STABLE).rows.get("a")).containsOnlyKeys(5L);
    assertThat(reporter.reasons.get(0)).contains("`ts`", "5001 us", "precision ms");
  }

  @Test
  void forgetsTheRecordsOfRevokedPartitions() {
    // Given
    SettledEngine engine = engine();
    engine.put(records(3));

    // When
    engine.revoke(List.of(PARTITION));
    engine.preCommit(Map.of());

    // Then
    assertThat(server.executions).isEmpty();
    assertThat(engine.bufferedBytes()).isZero();
  }

  @Test
  void namesTheStatementThatAddsAMissingColumn() {
    // Given
    server.databases.put("city", Precision.MILLISECONDS);
    server.addStable(
        STABLE,
        new FakeTDengine.Described("ts", ColumnType.parse("TIMESTAMP"), ""),
        new FakeTDengine.Described("pm", ColumnType.parse("DOUBLE"), ""),
        new FakeTDengine.Described("place", ColumnType.parse("NCHAR(8)"), "TAG"));
    options.put("batch.max.rows", "1");
    SettledEngine engine = engine();

    // When / Then
    assertThatThrownBy(() -> engine.put(records(1)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("ALTER STABLE `city`.`air` ADD COLUMN `note` VARCHAR(5)");
  }

  @Test
  void namesTheStatementThatCreatesAMissingDatabase() {
    // Given
    options.put("database.auto.create", "false");
    options.put("batch.max.rows", "1");
    SettledEngine engine = engine();

    // When / Then
    assertThatThrownBy(() -> engine.put(records(1)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("CREATE DATABASE IF NOT EXISTS `city` PRECISION 'ms'")
        .hasMessageContaining("database.auto.create=true");
    assertThat(server.statements).isEmpty();
  }

  @Test
  void namesTheStatementThatCreatesAMissingSupertableIfItMayNot() {
    // Given
    options.put("auto.create", "false");
    options.put("batch.max.rows", "1");
    server.databases.put("city", Precision.MILLISECONDS);
    SettledEngine engine = engine();

    // When / Then
    assertThatThrownBy(() -> engine.put(records(1)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("CREATE STABLE IF NOT EXISTS `city`.`air`")
        .hasMessageContaining("auto.create=true");
    assertThat(server.statements).isEmpty();
  }

  @Test
  void namesAMissingChildTableIfItMayNotCreateIt() {
    // Given
    SettledEngine creating = engine();
    creating.put(List.of(record("a", 1, 1.0, null)));
    commit(creating);
    options.put("auto.create", "false");
    SettledEngine engine = engine();
    engine.put(List.of(record("a", 2, 1.0, null), record("b", 2, 1.0, null)));

    // When
    commit(engine);

    // Then
    assertThat(stored("a", 2)).isNotNull();
    assertThatThrownBy(() -> engine.put(List.of()))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("Child table `city`.`b` does not exist")
        .hasMessageContaining("CREATE TABLE `city`.`b` USING `city`.`air`");
  }

  @Test
  void sendsRecordsWhereTheTemplatesSay() {
    // Given
    options.put("database", "copy");
    options.put("stable", "${topic}_${stable}");
    options.put("table", "c_${table}");
    SettledEngine engine = engine();

    // When
    engine.put(List.of(record("a", 1, 1.0, null)));
    commit(engine);

    // Then
    assertThat(server.stable("`copy`.`air_air`").rows).containsOnlyKeys("c_a");
  }

  private SettledEngine engine() {
    SettledEngine engine =
        SettledEngine.on(new SinkConfig(options), server::connect, reporter, now::get);
    engines.add(engine);
    return engine;
  }

  @AfterEach
  void close() {
    engines.forEach(SettledEngine::close);
  }

  /** What a commit of everything delivered so far gets through. */
  private long commit(SettledEngine engine) {
    return engine
        .preCommit(Map.of(PARTITION, new OffsetAndMetadata(nextOffset)))
        .get(PARTITION)
        .offset();
  }

  private Map<String, Object> stored(String table, long timestamp) {
    return server.stable(STABLE).rows.get(table).get(timestamp);
  }

  private List<SinkRecord> records(int count) {
    List<SinkRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(record("a", nextOffset, 1.0, null));
    }
    return records;
  }

  private SinkRecord tombstone() {
    return new SinkRecord("air", 0, null, "a", null, null, nextOffset++);
  }

  private SinkRecord record(String table, long timestamp, Double pm, String note) {
    return record(SCHEMA, table, timestamp, pm, note);
  }

  private SinkRecord record(Schema schema, String table, long timestamp, Double pm, String note) {
    Struct value =
        new Struct(schema)
            .put("ts", timestamp)
            .put("pm", pm)
            .put("note", note)
            .put("place", "here")
            .put("tbname", table);
    return new SinkRecord("air", 0, null, table, schema, value, nextOffset++);
  }

  private static Schema schema(String precision) {
    return SchemaBuilder.struct()
        .parameter("tdengine.database", "city")
        .parameter("tdengine.stable", "air")
        .parameter("tdengine.precision", precision)
        .field("ts", SchemaBuilder.int64().parameter("tdengine.type", "TIMESTAMP").build())
        .field("pm", typed(SchemaBuilder.float64(), "DOUBLE"))
        .field("note", typed(SchemaBuilder.string(), "VARCHAR(5)"))
        .field("place", typed(SchemaBuilder.string().parameter("tdengine.tag", "true"), "NCHAR(8)"))
        .field("tbname", Schema.STRING_SCHEMA)
        .build();
  }

  private static Schema typed(SchemaBuilder field, String type) {
    return field.optional().parameter("tdengine.type", type).build();
  }

  private static TDengineException busy() {
    return error(ErrorAction.RETRY, 0x0917, "write stall");
  }
}
