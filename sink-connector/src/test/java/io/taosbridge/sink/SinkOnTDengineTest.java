package io.taosbridge.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine with the real client on a server: what is stored, and how tables are made for it. */
@Timeout(120)
class SinkOnTDengineTest {

  private final TestServer server = new TestServer();
  private final SinkHarness sink = new SinkHarness(server);

  @AfterEach
  void close() {
    sink.close();
    server.close();
  }

  @Test
  void makesATableForJsonWithoutASchema() {
    // Given
    sink.with("tags", "station");
    sink.json("{'ts': 1714557600000, 'pm': 7, 'ok': true, 'note': 'x', 'station': 'north'}");
    sink.json("{'ts': 1714557601000, 'pm': 7.5, 'ok': false, 'note': 'y', 'station': 'north'}");

    // When
    long committed = sink.write();

    // Then
    assertThat(committed).isEqualTo(2);
    assertThat(server.query("select ts, note, ok, pm, station from $db.air order by ts"))
        .containsExactly("1714557600000 x true 7.0 north", "1714557601000 y false 7.5 north");
    assertThat(server.describe("air"))
        .containsExactly(
            "ts timestamp 8",
            "note varchar 255",
            "ok bool 1",
            "pm double 8",
            "station varchar 255 tag");
  }

  @Test
  void namesChildTablesByTheirTagsAsSchemalessDoes() {
    // Given
    sink.with("stable", "readings").with("tags", "name,driver,model,device_version");
    sink.json(
        "{'ts': 1, 'v': 1, 'name': 'truck_2', 'driver': 'Derek', 'model': 'F-150',"
            + " 'device_version': 'v1.5'}");

    // When
    sink.write();

    // Then
    assertThat(server.query("select distinct tbname from $db.readings"))
        .containsExactly("t_b7d815c9222ca64cdf2614c61de8f211");
  }

  @Test
  void writesAListAsManyRows() {
    // Given
    sink.with("tags", "id").with("table", "s_${value.id}");
    sink.json("[{'ts': 1, 'v': 1, 'id': 'a'}, {'ts': 2, 'v': 2, 'id': 'b'}]");
    sink.json("[]");

    // When
    long committed = sink.write();

    // Then
    assertThat(committed).isEqualTo(2);
    assertThat(server.query("select tbname, ts, v from $db.air order by ts"))
        .containsExactly("s_a 1 1.0", "s_b 2 2.0");
  }

  @Test
  void reportsARecordOnceOfWhoseRowsSomeAreBadAndWritesTheOthers() {
    // Given
    sink.with("tags", "id").with("table", "t");
    sink.json("[{'ts': 1, 'v': 1, 'id': 'a'}, {'ts': 'soon', 'v': 2}, 'x', {'ts': 3, 'v': 3}]");

    // When
    long committed = sink.write();

    // Then
    assertThat(committed).isEqualTo(1);
    assertThat(sink.reporter.offsets).containsExactly(0L);
    assertThat(server.query("select ts, v from $db.air order by ts"))
        .containsExactly("1 1.0", "3 3.0");
  }

  @Test
  void readsNestedValuesByPathsAndFlattens() {
    // Given
    sink.with("nested", "flatten")
        .with("tags", "sensor.location.city")
        .with("timestamp.field", "sensor.time")
        .with("timestamp.unit", "s")
        .with("fields.exclude", "sensor.secret")
        .with("fields.rename", "sensor.t:temperature")
        .with("table", "${value.sensor.id}");
    sink.json(
        "{'sensor': {'id': 's1', 'time': 1714557600, 't': 20, 'secret': {'x': 1},"
            + " 'location': {'city': 'Bern', 'floor': 3}}, 'ok': true}");

    // When
    sink.write();

    // Then
    assertThat(sink.reporter.reasons).isEmpty();
    assertThat(server.describe("air"))
        .containsExactly(
            "sensor_time timestamp 8",
            "ok bool 1",
            "sensor_id varchar 255",
            "sensor_location_floor double 8",
            "temperature double 8",
            "sensor_location_city varchar 255 tag");
    assertThat(server.query("select tbname, sensor_time, temperature from $db.air"))
        .containsExactly("s1 1714557600000 20.0");
  }

  @Test
  void takesNamedValuesOutOfStructsThatItDoesNotFlatten() {
    // Given
    Schema inner =
        SchemaBuilder.struct()
            .field("t", Schema.FLOAT64_SCHEMA)
            .field("city", Schema.STRING_SCHEMA)
            .build();
    Schema schema =
        SchemaBuilder.struct()
            .field("at", Timestamp.SCHEMA)
            .field("sensor", inner)
            .field("raw", SchemaBuilder.array(Schema.INT32_SCHEMA).build())
            .build();
    sink.with("nested", "ignore")
        .with("fields.include", "sensor.t")
        .with("tags", "sensor.city")
        .with("nested.delimiter", "__");
    sink.struct(
        new Struct(schema)
            .put("at", Date.from(Instant.ofEpochMilli(5)))
            .put("sensor", new Struct(inner).put("t", 1.5).put("city", "Bern"))
            .put("raw", List.of(1)));

    // When
    sink.write();

    // Then
    assertThat(server.query("select at, sensor__t, sensor__city from $db.air"))
        .containsExactly("5 1.5 Bern");
  }

  @Test
  void putsKeyHeadersTopicAndConstantsWhereTheyAreWanted() {
    // Given
    Schema keySchema =
        SchemaBuilder.struct()
            .field("site", Schema.STRING_SCHEMA)
            .field("floor", Schema.INT32_SCHEMA)
            .build();
    Schema schema =
        SchemaBuilder.struct()
            .field("v", Schema.FLOAT32_SCHEMA)
            .field("kind", Schema.STRING_SCHEMA)
            .build();
    ConnectHeaders headers = new ConnectHeaders();
    headers.addLong("seq", 77);
    headers.addString("unit", "C");
    sink.with("stable", "${topic[1]}_${value.kind}")
        .with("table", "${topic}_${key.site}_${timestamp:yyyyMM}")
        .with("timestamp.field", "${timestamp}")
        .with("tags", "site=${key.site},floor=${key.floor},source=kafka,kind")
        .with("columns", "seq=${header.seq},unit=${header.unit},part=${partition},at=${now}")
        .with("types", "unit:NCHAR(8), seq:BIGINT UNSIGNED");
    sink.record(
        new SchemaAndValue(keySchema, new Struct(keySchema).put("site", "n").put("floor", 3)),
        new SchemaAndValue(schema, new Struct(schema).put("v", 1.5f).put("kind", "temp")),
        headers);

    // When
    sink.write();

    // Then
    assertThat(sink.reporter.reasons).isEmpty();
    assertThat(server.describe("air_temp"))
        .containsExactly(
            "ts timestamp 8",
            "v float 4",
            "seq bigint unsigned 8",
            "unit nchar 8",
            "part int 4",
            "at timestamp 8",
            "kind varchar 255 tag",
            "site varchar 255 tag",
            "floor int 4 tag",
            "source varchar 255 tag");
    assertThat(
            server.query(
                "select tbname, ts, v, seq, unit, part, site, floor, source from $db.air_temp"))
        .containsExactly("plant_air_n_202405 " + SinkHarness.RECORD_TIME + " 1.5 77 C 0 n 3 kafka");
  }

  @Test
  void mapsEachTopicInItsOwnWay() {
    // Given
    Schema schema =
        SchemaBuilder.struct()
            .field("t", Schema.INT64_SCHEMA)
            .field("v", Schema.INT32_SCHEMA)
            .build();
    SchemaAndValue value = new SchemaAndValue(schema, new Struct(schema).put("t", 5L).put("v", 1));
    sink.with("tags", "topic=${topic}")
        .with("topic.plant.a.stable", "a")
        .with("topic.plant.a.timestamp.unit", "s")
        .with("topic.plant.b.stable", "b");
    sink.record("plant.a", null, value, new ConnectHeaders());
    sink.record("plant.b", null, value, new ConnectHeaders());

    // When
    sink.write();

    // Then
    assertThat(server.query("select t, `topic` from $db.a")).containsExactly("5000 plant.a");
    assertThat(server.query("select t, `topic` from $db.b")).containsExactly("5 plant.b");
  }

  @Test
  void makesColumnsOfEveryTypeOfConnect() {
    // Given
    Schema schema =
        SchemaBuilder.struct()
            .field("ts", Timestamp.SCHEMA)
            .field("i8", Schema.INT8_SCHEMA)
            .field("i16", Schema.INT16_SCHEMA)
            .field("i32", Schema.INT32_SCHEMA)
            .field("i64", Schema.INT64_SCHEMA)
            .field("f32", Schema.FLOAT32_SCHEMA)
            .field("f64", Schema.FLOAT64_SCHEMA)
            .field("b", Schema.BOOLEAN_SCHEMA)
            .field("s", Schema.STRING_SCHEMA)
            .field("by", Schema.BYTES_SCHEMA)
            .field("day", org.apache.kafka.connect.data.Date.SCHEMA)
            .field("tod", Time.SCHEMA)
            .field("u", Schema.INT64_SCHEMA)
            .field("zoned", SchemaBuilder.string().name("io.debezium.time.ZonedTimestamp").build())
            .build();
    sink.with("tags", "g=1").with("types", "u:INT UNSIGNED, g:TINYINT").with("table", "t");
    sink.struct(
        new Struct(schema)
            .put("ts", Date.from(Instant.ofEpochMilli(1)))
            .put("i8", (byte) -8)
            .put("i16", (short) -16)
            .put("i32", -32)
            .put("i64", -64L)
            .put("f32", 0.5f)
            .put("f64", 0.25)
            .put("b", true)
            .put("s", "text")
            .put("by", new byte[] {1})
            .put("day", Date.from(Instant.ofEpochSecond(86_400)))
            .put("tod", Date.from(Instant.ofEpochMilli(61_000)))
            .put("u", 4_000_000_000L)
            .put("zoned", "2024-05-01T12:00:00+02:00"));

    // When
    sink.write();

    // Then
    assertThat(sink.reporter.reasons).isEmpty();
    assertThat(server.describe("air"))
        .containsExactly(
            "ts timestamp 8",
            "i8 tinyint 1",
            "i16 smallint 2",
            "i32 int 4",
            "i64 bigint 8",
            "f32 float 4",
            "f64 double 8",
            "b bool 1",
            "s varchar 255",
            "by varbinary 255",
            "day timestamp 8",
            "tod int 4",
            "u int unsigned 4",
            "zoned timestamp 8",
            "g tinyint 1 tag");
    assertThat(
            server.query(
                "select ts, i8, i16, i32, i64, f32, f64, b, s, day, tod, u, zoned, g from $db.air"))
        .containsExactly(
            "1 -8 -16 -32 -64 0.5 0.25 true text 86400000 61000 4000000000 1714557600000 1");
  }

  @Test
  void keepsTheColumnsThatARecordDoesNotHave() {
    // Given
    sink.with("tags", "g=a").with("table", "t");
    sink.json("{'ts': 1, 'a': 1, 'b': 1}");
    sink.write();
    sink.json("{'ts': 1, 'a': 2}");
    sink.write();

    // When
    sink.json("{'ts': 1, 'a': null, 'c': 3}").json("{'ts': 1, 'b': 5}");
    sink.with("auto.evolve", "false").with("unknown.field", "ignore");
    sink.close();
    try (SinkHarness ignoring =
        new SinkHarness(server)
            .with("tags", "g=a")
            .with("table", "t")
            .with("unknown.field", "ignore")) {
      ignoring.json("{'ts': 1, 'a': null, 'c': 3}").json("{'ts': 1, 'b': 5}").write();
    }

    // Then
    assertThat(server.query("select ts, a, b from $db.air")).containsExactly("1 null 5.0");
  }

  @Test
  void addsColumnsAndTagsAsRecordsBringThem() {
    // Given
    sink.with("tags", "g,h").with("table", "${value.g}").with("auto.evolve", "true");
    sink.json("{'ts': 1, 'a': 1, 'g': 'x'}");
    sink.write();

    // When
    sink.json("{'ts': 2, 'a': 1, 'b': 'new', 'c': null, 'g': 'x'}");
    sink.json("{'ts': 3, 'a': 1, 'b': 'new', 'c': true, 'g': 'y', 'h': 'tag'}");
    sink.write();

    // Then
    assertThat(sink.reporter.reasons).isEmpty();
    assertThat(server.query("select ts, a, b, c, g, h from $db.air order by ts"))
        .containsExactly("1 1.0 null null x null", "2 1.0 new null x null", "3 1.0 new true y tag");
  }

  @Test
  void namesTheStatementThatAddsWhatIsMissingIfItMayNot() {
    // Given
    sink.with("tags", "g").with("table", "t");
    sink.json("{'ts': 1, 'a': 1, 'g': 'x'}");
    sink.write();
    sink.json("{'ts': 2, 'a': 1, 'b': 'new', 'g': 'x'}");

    // When / Then
    assertThatThrownBy(sink::write)
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("has no column `b` of type VARCHAR(255)")
        .hasMessageContaining(
            "ALTER STABLE `" + server.database() + "`.`air` ADD COLUMN `b` VARCHAR(255)")
        .hasMessageContaining("auto.evolve=true");
  }

  @Test
  void widensColumnsAndTagsForValuesThatAreTooLong() {
    // Given
    server.execute("create database $db keep 36500d");
    server.execute(
        "create stable $db.air (ts timestamp, a varchar(2), n nchar(2), b varbinary(2))"
            + " tags (g nchar(2))");
    sink.with("auto.evolve", "true").with("tags", "g").with("table", "t_${offset}");
    Schema schema =
        SchemaBuilder.struct()
            .field("ts", Schema.INT64_SCHEMA)
            .field("a", Schema.STRING_SCHEMA)
            .field("n", Schema.STRING_SCHEMA)
            .field("b", Schema.BYTES_SCHEMA)
            .field("g", Schema.STRING_SCHEMA)
            .build();
    for (int length : new int[] {1, 3, 9, 2000}) {
      sink.struct(
          new Struct(schema)
              .put("ts", (long) length)
              .put("a", "a".repeat(length))
              .put("n", "\u4e2d".repeat(length))
              .put("b", new byte[length])
              .put("g", "g".repeat(Math.min(9, length))));
    }

    // When
    sink.write();

    // Then
    assertThat(sink.reporter.reasons).isEmpty();
    assertThat(server.describe("air"))
        .containsExactly(
            "ts timestamp 8",
            "a varchar 2000",
            "n nchar 2000",
            "b varbinary 2000",
            "g nchar 16 tag");
    assertThat(server.query("select ts, char_length(a), char_length(n) from $db.air order by ts"))
        .containsExactly("1 1 1", "3 3 3", "9 9 9", "2000 2000 2000");
  }

  @Test
  void reportsWhatNoColumnCanHoldAndWidensForTheOthers() {
    // Given
    sink.with("auto.evolve", "true").with("tags", "g=1").with("table", "t");
    sink.json("{'ts': 1, 'a': '" + "x".repeat(300) + "'}");
    sink.json("{'ts': 2, 'a': '" + "x".repeat(70_000) + "'}");
    sink.json("{'ts': 3, 'a': '" + "x".repeat(400) + "'}");

    // When
    sink.write();

    // Then
    assertThat(sink.reporter.offsets).containsExactly(1L);
    assertThat(sink.reporter.reasons.get(0)).contains("column `a`", "70000 bytes do not fit");
    assertThat(server.query("select ts, char_length(a) from $db.air order by ts"))
        .containsExactly("1 300", "3 400");
  }

  @Test
  void cutsOffWhatIsTooLongButNotInsideACharacter() {
    // Given
    server.execute("create database $db keep 36500d");
    server.execute(
        "create stable $db.air (ts timestamp, a varchar(4), n nchar(2)) tags (g varchar(3))");
    sink.with("too.long", "truncate").with("tags", "g").with("table", "t");
    sink.json("{'ts': 1, 'a': '\u4e2d\u4e2d', 'n': '\ud83d\ude00\ud83d\ude00x', 'g': 'long'}");

    // When
    sink.write();

    // Then
    assertThat(server.query("select a, n, g from $db.air"))
        .containsExactly("\u4e2d \ud83d\ude00\ud83d\ude00 lon");
  }

  @ParameterizedTest
  @CsvSource({
    "too.long, fail, '{\"ts\": 2, \"a\": \"toolong\"}', 7 bytes do not fit VARCHAR(2)",
    "timestamp.missing, fail, '{\"a\": \"x\", \"ts\": null}', primary timestamp is NULL",
    "timestamp.out.of.range, fail, '{\"ts\": -9223372036854775808}', out of range",
    "timestamp.too.fine, fail, '{\"ts\": 1.5}', has digits",
  })
  void failsWhereThePolicySaysSoThoughBadRecordsAreTolerated(
      String option, String policy, String record, String reason) {
    // Given
    server.execute("create database $db precision 'us' keep 36500d");
    server.execute("create stable $db.air (ts timestamp, a varchar(2)) tags (g int)");
    sink.with(option, policy).with("tags", "g=1").with("table", "t").with("timestamp.unit", "us");
    sink.json(record);

    // When / Then
    assertThatThrownBy(sink::write)
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("plant.air, partition 0, offset 0")
        .hasMessageContaining(reason);
    assertThat(sink.reporter.offsets).isEmpty();
  }

  @Test
  void leavesOutOrCompletesRecordsWithoutATimestamp() {
    // Given
    sink.with("tags", "g=1").with("table", "t");
    sink.json("{'ts': 1, 'a': 1}");
    sink.write();
    try (SinkHarness ignoring = copy("timestamp.missing", "ignore");
        SinkHarness taking = copy("timestamp.missing", "record")) {

      // When
      ignoring.json("{'a': 2}").json("{'ts': null, 'a': 3}").write();
      taking.json("{'a': 4}").write();

      // Then
      assertThat(ignoring.reporter.offsets).isEmpty();
      assertThat(server.query("select ts, a from $db.air order by ts"))
          .containsExactly("1 1.0", SinkHarness.RECORD_TIME + " 4.0");
    }
  }

  private SinkHarness copy(String option, String value) {
    return new SinkHarness(server).with("tags", "g=1").with("table", "t").with(option, value);
  }

  @Test
  void readsTimestampsAsTextAndWithFractions() {
    // Given
    sink.with("database.precision", "us").with("timestamp.unit", "s").with("tags", "g=1");
    sink.with("table", "t");
    sink.json("{'ts': '2024-05-01T10:00:00.000001Z', 'a': 1}");
    sink.json("{'ts': '2024-05-01 12:00:00.5+02:00', 'a': 2}");
    sink.json("{'ts': 1714557601.25, 'a': 3}");
    sink.json("{'ts': '1714557602', 'a': 4}");
    sink.json("{'ts': '2024-05-01T10:00:00', 'a': 5}");

    // When
    sink.write();

    // Then
    assertThat(server.query("select ts, a from $db.air order by ts"))
        .containsExactly(
            "1714557600000001 1.0",
            "1714557600500000 2.0",
            "1714557601250000 3.0",
            "1714557602000000 4.0");
    assertThat(sink.reporter.offsets).containsExactly(4L);
    assertThat(sink.reporter.reasons.get(0)).contains("ISO 8601 with a zone");
  }

  @Test
  void noticesWhatOthersChange() {
    // Given
    sink.with("tags", "g=1").with("table", "t");
    sink.json("{'ts': 1, 'a': 'x'}");
    sink.write();
    server.execute("alter stable $db.air add column b double");
    server.execute("alter stable $db.air modify column a varchar(300)");
    sink.json("{'ts': 2, 'a': 'y'}");
    sink.json("{'ts': 3, 'a': '" + "z".repeat(280) + "', 'b': 3}");
    sink.json("{'ts': 4, 'a': 'y'}");

    // When
    long committed = sink.write();
    server.execute("alter stable $db.air drop column b");
    sink.json("{'ts': 5, 'a': 'y'}");
    long afterwards = sink.write();

    // Then
    assertThat(sink.reporter.reasons).isEmpty();
    assertThat(committed).isEqualTo(4);
    assertThat(afterwards).isEqualTo(5);
    assertThat(server.query("select count(*) from $db.air")).containsExactly("5");
  }

  @Test
  void makesTheTableAgainThatSomebodyHasDropped() {
    // Given
    sink.with("tags", "g=1").with("table", "t");
    sink.json("{'ts': 1, 'a': 1}");
    sink.write();
    server.execute("drop stable $db.air");
    sink.json("{'ts': 2, 'a': 2}");

    // When
    long committed = sink.write();

    // Then
    assertThat(committed).isEqualTo(2);
    assertThat(server.query("select ts, a from $db.air")).containsExactly("2 2.0");
  }

  @ParameterizedTest
  @CsvSource({"ws, sql", "http, ''"})
  void writesTheSameBySql(String scheme, String method) {
    // Given
    Schema schema =
        SchemaBuilder.struct()
            .field("ts", Schema.INT64_SCHEMA)
            .field("b", Schema.OPTIONAL_BOOLEAN_SCHEMA)
            .field("f", Schema.FLOAT32_SCHEMA)
            .field("s", Schema.STRING_SCHEMA)
            .field("n", Schema.STRING_SCHEMA)
            .field("by", Schema.BYTES_SCHEMA)
            .field("u", Decimal.schema(0))
            .field("d", Decimal.schema(2))
            .build();
    sink.over(scheme).with("write.method", method);
    sink.with("tags", "g=it's").with("types", "n:NCHAR(9), u:BIGINT UNSIGNED, d:DECIMAL(20,2)");
    for (long ts = 1; ts <= 3; ts++) {
      sink.struct(
          new Struct(schema)
              .put("ts", ts)
              .put("b", ts == 2 ? null : true)
              .put("f", 1.1f)
              .put("s", "a'\\\"`\n")
              .put("n", "\u4e2d\ud83d\ude00")
              .put("by", new byte[] {0, -1})
              .put("u", new BigDecimal("18446744073709551615"))
              .put("d", new BigDecimal("-123456789012345678.90")));
    }

    // When
    long committed = sink.write();

    // Then
    assertThat(sink.reporter.reasons).isEmpty();
    assertThat(committed).isEqualTo(3);
    assertThat(server.query("select ts, b, f, s, n, u, d, g from $db.air order by ts"))
        .containsExactly(
            "1 true 1.1 a'\\\"`\n \u4e2d\ud83d\ude00 18446744073709551615 -123456789012345678.90"
                + " it's",
            "2 null 1.1 a'\\\"`\n \u4e2d\ud83d\ude00 18446744073709551615 -123456789012345678.90"
                + " it's",
            "3 true 1.1 a'\\\"`\n \u4e2d\ud83d\ude00 18446744073709551615 -123456789012345678.90"
                + " it's");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.3.7.5", "3.3.8.0"})
  void writesDecimalsWhateverTheServersLibraryCanBind(String version) {
    // Given
    Schema schema =
        SchemaBuilder.struct()
            .field("ts", Schema.INT64_SCHEMA)
            .field("d", Decimal.builder(2).parameter("connect.decimal.precision", "12").build())
            .build();
    try (TestServer versioned = TestServer.ofVersion(version);
        SinkHarness sinkOfIt = new SinkHarness(versioned)) {
      sinkOfIt.with("tags", "g=1").with("table", "t");
      sinkOfIt.struct(new Struct(schema).put("ts", 1L).put("d", new BigDecimal("-1234567890.12")));
      sinkOfIt.struct(new Struct(schema).put("ts", 2L).put("d", new BigDecimal("99999999999.99")));

      // When
      sinkOfIt.write();

      // Then
      assertThat(versioned.query("select ts, d from $db.air")).containsExactly("1 -1234567890.12");
      assertThat(sinkOfIt.reporter.offsets).containsExactly(1L);
    }
  }

  @Test
  void splitsSqlThatIsLongerThanTheServerTakes() {
    // Given
    sink.with("write.method", "sql").with("tags", "g").with("table", "t_${value.g}");
    for (int i = 0; i < 300; i++) {
      String text = "\u4e2d".repeat(2_000);
      sink.json("{'ts': " + i + ", 's': '" + text + "', 'g': '" + i / 100 + "'}");
    }

    // When
    sink.write();

    // Then
    assertThat(sink.reporter.reasons).isEmpty();
    assertThat(server.query("select count(*) from $db.air")).containsExactly("300");
    assertThat(sink.sent.get()).isLessThan(15);
  }

  @Test
  void saysThatANameIsTooLongOrImpossible() {
    // Given
    sink.with("tags", "g=1").with("table", "${value.name}");
    sink.json("{'ts': 1, 'a': 1, 'name': 'a.b'}");
    sink.json("{'ts': 2, 'a': 1, 'name': '" + "x".repeat(193) + "'}");
    sink.json("{'ts': 3, 'a': 1, 'name': 'a`b'}");
    sink.json("{'ts': 4, 'a': 1, 'name': 'select from \u4e2d'}");

    // When
    sink.write();

    // Then
    assertThat(server.query("select tbname, ts from $db.air order by ts"))
        .containsExactly("a_b 1", "select from \u4e2d 4");
    assertThat(sink.reporter.offsets).containsExactly(1L, 2L);
    assertThat(sink.reporter.reasons.get(0)).contains("at most 192 bytes");
    assertThat(sink.reporter.reasons.get(1)).contains("a`b");
  }

  @Test
  void writesRecordsOfChangingKeysInFewExecutions() {
    // Given
    sink.with("tags", "g=1").with("table", "t").with("auto.evolve", "true");
    for (int i = 0; i < 1_000; i++) {
      sink.json("{'ts': " + i + ", '" + "abcd".charAt(i % 4) + "': " + i + "}");
    }

    // When
    sink.write();

    // Then
    assertThat(server.query("select count(*), count(a), count(d) from $db.air"))
        .containsExactly("1000 250 250");
    assertThat(sink.sent.get()).isLessThan(40);
  }
}
