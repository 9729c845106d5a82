package io.taosbridge.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.taosbridge.TDengine;
import io.taosbridge.block.Precision;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.sink.config.SinkConfig;
import io.taosbridge.sink.insert.Session;
import io.taosbridge.sink.metrics.SinkMetrics;
import io.taosbridge.sink.text.TestServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records with text, from the worker's hands to the tables. */
class TextSinkTest {

  /** 2026-01-01T00:00:00Z. */
  private static final long MILLIS = 1_767_225_600_000L;

  private static final long SECONDS = MILLIS / 1000;
  private static final TopicPartition PARTITION = new TopicPartition("meters", 0);

  private static TestServer server;

  private final FakeReporter reporter = new FakeReporter();
  private String database;
  private SettledEngine engine;

  @BeforeAll
  static void start() {
    server = new TestServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void makeDatabase() {
    database = server.database(Precision.MILLISECONDS);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private void start(String format, String... more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("connection.url", server.url("ws"));
    settings.put("database", database);
    settings.put("input.format", format);
    settings.put("text.precision", "ms");
    settings.put("batch.max.rows", "10000");
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    start(settings);
  }

  private void start(Map<String, String> settings) {
    SinkConfig config = new SinkConfig(settings);
    assertThat(config.problems()).isEmpty();
    ConnectionOptions target = config.connection();
    Supplier<Session> sessions =
        () ->
            new Session(
                () -> TDengine.connect(target),
                name -> TDengine.connect(target.withDatabase(name)));
    engine =
        new SettledEngine(
            config, sessions, reporter, SinkEngines::monotonicMillis, SinkMetrics.hidden());
  }

  private static SinkRecord record(Object value, long offset) {
    return new SinkRecord(
        "meters", 0, null, null, null, value, offset, MILLIS, TimestampType.CREATE_TIME);
  }

  private void put(Object... values) {
    List<SinkRecord> records = new ArrayList<>();
    for (Object value : values) {
      records.add(record(value, records.size()));
    }
    engine.put(records);
    Map<TopicPartition, OffsetAndMetadata> all =
        Map.of(PARTITION, new OffsetAndMetadata(values.length));
    assertThat(engine.preCommit(all)).isEqualTo(all);
  }

  private List<String> select(String what) {
    return server.rows("select " + what.replace("$db", database));
  }

  private static String line(int i) {
    return "meters,location=Beijing.Haidian,groupid="
        + i % 100
        + " current=1.5,on=t "
        + (MILLIS + i);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\0',
      value = {
        "meters,groupid=1 current=high 1767225600000;not a value",
        "meters,groupid=1 current=1i 1767225600000;DOUBLE",
        "meters,groupid=1 current=1 yesterday;timestamp",
        "meters,groupid=1 current=1e400i8 1767225600000;out of range",
        "meters,groupid=1 current=1 1;range",
        "meters,groupid=1;no fields",
      })
  void writesAllButTheBadLineOfABatchOfTenThousand(String bad, String reason) {
    // Given
    start("line");
    Object[] values = new Object[10_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i == 7_777 ? bad : line(i);
    }

    // When
    put(values);

    // Then
    assertThat(reporter.offsets).containsExactly(7_777L);
    assertThat(reporter.records.get(0).value()).isEqualTo(bad);
    assertThat(reporter.reasons.get(0))
        .contains("topic meters, partition 0, offset 7777", "line 1", reason);
    assertThat(select("count(*) from $db.meters")).containsExactly("9999");
  }

  @Test
  void reportsAValueThatIsTooLongForAnyColumn() {
    // Given
    start("line");

    // When
    put(line(1), "meters,groupid=1 note=\"" + "x".repeat(65_518) + "\" " + MILLIS, line(2));

    // Then
    assertThat(reporter.offsets).containsExactly(1L);
    assertThat(reporter.reasons.get(0)).contains("65518 bytes", "VARCHAR");
    assertThat(select("count(*) from $db.meters")).containsExactly("2");
  }

  /** Two such columns do not fit one row, so that one point's wish must not spoil the other's. */
  @Test
  void reportsOnlyThePointThatTheTableCannotBeChangedFor() {
    // Given
    start("line");

    // When
    put(
        line(1),
        "meters,groupid=1 a=\"" + "x".repeat(40_000) + "\" " + MILLIS,
        "meters,groupid=1 b=\"" + "x".repeat(40_000) + "\" " + MILLIS,
        line(2));

    // Then
    assertThat(reporter.offsets).hasSize(1);
    assertThat(select("count(*) from $db.meters")).containsExactly("3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws", "http"})
  void passesAllButTheBadLineToTheServer(String scheme) {
    // Given
    start("line", "write.method", "schemaless", "connection.url", server.url(scheme));
    Object[] values = new Object[1_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i == 777 ? "meters,groupid=1 current=high" : line(i);
    }

    // When
    put(values);

    // Then
    assertThat(reporter.offsets).containsExactly(777L);
    assertThat(select("count(*) from $db.meters")).containsExactly("999");
  }

  @ParameterizedTest
  @CsvSource({"ws,stmt2", "ws,schemaless", "http,schemaless"})
  void writesEveryPayloadOfJson(String scheme, String method) {
    // Given
    start("json", "write.method", method, "connection.url", server.url(scheme));
    Object[] values = new Object[1_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = json(SECONDS + i);
    }

    // When
    put(values);

    // Then
    assertThat(reporter.offsets).isEmpty();
    assertThat(select("count(*) from $db.`meters_current`")).containsExactly("1000");
  }

  private static String json(long seconds) {
    return "{\"metric\":\"meters.current\",\"timestamp\":"
        + seconds
        + ",\"value\":10.3,\"tags\":{\"groupid\":2,\"location\":\"Beijing.Haidian\"}}";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"metric\":\"m\",\"timestamp\":0,\"value\":{\"value\":\"a\",\"type\":\"VarBinary\"},\"tags\":{\"t\":1}}",
        "{\"metric\":\"m\",\"timestamp\":0,\"value\":1,\"tags\":{\"t\":{\"value\":\"a\",\"type\":\"varbinary\"}}}",
        "{\"metric\":7,\"timestamp\":0,\"value\":1,\"tags\":{\"t\":1}}",
        "{}",
      })
  void doesNotSendJsonThatEndsTheAdapter(String killer) {
    // Given
    start("json", "write.method", "schemaless");

    // When
    put(json(SECONDS), killer, json(SECONDS + 1));

    // Then
    assertThat(reporter.offsets).containsExactly(1L);
    assertThat(select("count(*) from $db.`meters_current`")).containsExactly("2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stmt2", "schemaless"})
  void writesTheGoodLinesOfARecordAndReportsItOnceForTheBadOnes(String method) {
    // Given
    start("line", "write.method", method);

    // When
    put(line(1) + "\n" + line(2) + "\nbad\n# comment\n\nworse\n" + line(3) + "\n", "", line(4));

    // Then
    assertThat(reporter.offsets).containsExactly(0L);
    assertThat(reporter.reasons.get(0)).contains("line 3");
    assertThat(select("count(*) from $db.meters")).containsExactly("4");
  }

  @Test
  void writesTelnetLines() {
    // Given
    start("telnet");

    // When
    put(
        "meters.voltage " + SECONDS + " 219 location=Beijing.Haidian groupid=2",
        ("meters.voltage " + SECONDS + "000 220 location=Beijing.Haidian groupid=3")
            .getBytes(StandardCharsets.UTF_8),
        ByteBuffer.wrap(
            ("meters.voltage " + SECONDS + " 221 location=Beijing.Haidian groupid=4")
                .getBytes(StandardCharsets.UTF_8)));

    // Then
    assertThat(select("_value, groupid from $db.meters_voltage order by groupid"))
        .containsExactly("219.0 | 2", "220.0 | 3", "221.0 | 4");
  }

  @Test
  void changesNothingWhenRecordsComeAgain() {
    // Given
    start("line");
    Object[] values = {line(1), "meters,groupid=1 current=2", line(3), line(1) + "7"};

    // When
    put(values);
    List<String> once = select("tbname, * from $db.meters order by tbname, _ts");
    put(values);

    // Then
    assertThat(select("tbname, * from $db.meters order by tbname, _ts")).isEqualTo(once).hasSize(4);
  }

  /** The lines and the configuration that the documentation shows. */
  @ParameterizedTest
  @CsvSource({"line,0,meters,4", "telnet,1,meters_current,2", "json,2,meters_voltage,2"})
  void worksAsTheWalkThroughsSay(String format, int block, String supertable, int rows)
      throws IOException {
    // Given
    String document = Files.readString(Path.of("../docs/text-input.md"));
    String lines = document.split("<<'LINES'\n")[block + 1].split("\nLINES")[0];
    Map<String, String> example = new HashMap<>();
    new ObjectMapper()
        .readTree(Path.of("../config-examples/text-" + format + ".json").toFile())
        .path("config")
        .properties()
        .forEach(option -> example.put(option.getKey(), option.getValue().asText()));
    database = server.databaseToBe();
    example.put("connection.url", server.url("ws"));
    example.put("database", database);
    start(example);

    // When
    put((Object[]) lines.split("\n"));

    // Then
    assertThat(reporter.reasons).isEmpty();
    assertThat(select("count(*) from $db." + supertable)).containsExactly(String.valueOf(rows));
  }

  @Test
  void givesPointsWithoutATimeThatOfTheirRecord() {
    // Given
    start("line");

    // When
    put("meters,groupid=1 current=2", "meters,groupid=2 current=2 0");

    // Then
    assertThat(select("distinct cast(_ts as bigint) from $db.meters"))
        .containsExactly(String.valueOf(MILLIS));
  }

  /** What a point lacks stays what it was, in a batch and from batch to batch. */
  @Test
  void keepsFieldsThatALaterPointOfTheSameTimeLacks() {
    // Given
    start("line");

    // When
    put("m,t=x a=1,b=1 1767225600000", "m,t=x c=2,b=2 1767225600000", "m,t=x d=3 1767225600001");
    put("m,t=x d=4 1767225600000");

    // Then
    assertThat(select("a, b, c, d from $db.m order by _ts"))
        .containsExactly("1.0 | 2.0 | 2.0 | 4.0", "null | null | null | 3.0");
  }

  @Test
  void writesRecordsWithFieldsAmongText() {
    // Given
    start("line");
    Schema schema =
        SchemaBuilder.struct()
            .parameter("tdengine.stable", "rows")
            .field("ts", Schema.INT64_SCHEMA)
            .field("tbname", Schema.STRING_SCHEMA)
            .field("v", Schema.INT32_SCHEMA)
            .field(
                "site", SchemaBuilder.string().parameter("tdengine.tag", "true").optional().build())
            .build();
    Struct struct =
        new Struct(schema).put("ts", MILLIS).put("tbname", "r1").put("v", 7).put("site", "x");

    // When
    put(line(1), struct, line(2));

    // Then
    assertThat(reporter.reasons).isEmpty();
    assertThat(select("v from $db.`rows`")).containsExactly("7");
    assertThat(select("count(*) from $db.meters")).containsExactly("2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stmt2", "schemaless"})
  void makesADatabaseForEachTopic(String method) {
    // Given
    database = server.databaseToBe();
    start(
        "line",
        "write.method",
        method,
        "database",
        database.substring(0, database.length() - 4) + "${header.site}",
        "database.auto.create",
        "true");
    SinkRecord record = record(line(1), 0);
    record.headers().addString("site", database.substring(database.length() - 4));

    // When
    engine.put(List.of(record));
    engine.preCommit(Map.of());

    // Then
    assertThat(reporter.reasons).isEmpty();
    assertThat(select("count(*) from $db.meters")).containsExactly("1");
  }

  @Test
  void saysHowToMakeASupertableThatItMayNot() {
    // Given
    start("line", "auto.create", "false");

    // When
    engine.put(List.of(record(line(1), 0)));
    engine.preCommit(Map.of());

    // Then
    assertThatThrownBy(() -> engine.put(List.of()))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("CREATE STABLE IF NOT EXISTS `" + database + "`.`meters`")
        .hasMessageContaining("auto.create=true");
  }

  @Test
  void saysHowToChangeASupertableThatItMayNot() {
    // Given
    start("line", "auto.evolve", "false");
    put(line(1));

    // When
    engine.put(List.of(record("meters,groupid=100 more=1 " + MILLIS, 1)));
    engine.preCommit(Map.of());

    // Then
    assertThatThrownBy(() -> engine.put(List.of()))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("MODIFY TAG `groupid` NCHAR(4)")
        .hasMessageContaining("ADD COLUMN `more` DOUBLE")
        .hasMessageContaining("auto.evolve=true");
  }

  /** What was written before the break is written again, and the bad line reported once. */
  @DisabledIfSystemProperty(named = "tdengine.url", matches = ".+")
  @ParameterizedTest
  @CsvSource({
    "stmt2,stmt2_prepare,false",
    "stmt2,stmt2_bind,false",
    "stmt2,stmt2_exec,false",
    "stmt2,stmt2_exec,true",
    "schemaless,insert,false",
    "schemaless,insert,true",
  })
  void losesNothingWhenTheConnectionBreaks(String method, String action, boolean done) {
    // Given
    start("line", "write.method", method, "retry.backoff.ms", "1");
    List<SinkRecord> records = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      records.add(record(i == 250 ? line(i) + "\nmeters,groupid=1 current=high" : line(i), i));
    }
    Map<TopicPartition, OffsetAndMetadata> all = Map.of(PARTITION, new OffsetAndMetadata(500));
    if (done) {
      server.faults().resetAfter(action);
    } else {
      server.faults().resetBefore(action);
    }

    // When
    engine.put(records);
    await()
        .pollDelay(Duration.ZERO)
        .atMost(Duration.ofSeconds(60))
        .until(() -> engine.preCommit(all).equals(all));

    // Then
    assertThat(server.faults().pending()).isZero();
    assertThat(reporter.offsets).containsExactly(250L);
    assertThat(select("count(*) from $db.meters")).containsExactly("500");
  }

  @Test
  void looksAgainAtATableThatOthersHaveChanged() {
    // Given
    start("line");
    put("m,t=x v=1,u=1 1767225600000");
    server.execute("alter stable " + database + ".m drop column v");
    server.execute("alter stable " + database + ".m add column v int");

    // When
    put("m,t=x v=7i32,w=1 1767225600001");

    // Then
    assertThat(reporter.reasons).isEmpty();
    assertThat(select("v from $db.m where v is not null")).containsExactly("7");
  }
}
