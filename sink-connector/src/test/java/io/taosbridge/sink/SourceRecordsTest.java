package io.taosbridge.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.Precision;
import io.taosbridge.connect.FieldSchemas;
import io.taosbridge.connect.SchemaParameters;
import io.taosbridge.sink.config.SinkConfig;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Records as the source makes them, through Kafka's own converter, into an empty server. */
class SourceRecordsTest {

  private static final String STABLE = "`d`.`s`";
  private static final TopicPartition PARTITION = new TopicPartition("t", 0);

  /** Type, value as Connect has it, value as the server stores it. */
  private record Sample(String type, Object value, Object stored) {}

  private static final List<Sample> SAMPLES =
      List.of(
          new Sample("BOOL", true, true),
          new Sample("TINYINT", (byte) -128, (byte) -128),
          new Sample("SMALLINT", (short) -32768, (short) -32768),
          new Sample("INT", Integer.MIN_VALUE, Integer.MIN_VALUE),
          new Sample("BIGINT", Long.MIN_VALUE, Long.MIN_VALUE),
          new Sample("TINYINT UNSIGNED", (short) 255, (byte) -1),
          new Sample("SMALLINT UNSIGNED", 65_535, (short) -1),
          new Sample("INT UNSIGNED", 4_294_967_295L, -1),
          new Sample("BIGINT UNSIGNED", new BigDecimal("18446744073709551615"), -1L),
          new Sample("FLOAT", 1.1f, 1.1f),
          new Sample("DOUBLE", Double.MIN_VALUE, Double.MIN_VALUE),
          new Sample("VARCHAR(8)", "a'`\"\\\u4e2d", "a'`\"\\\u4e2d"),
          new Sample("NCHAR(2)", "\ud83d\ude00\u4e2d", "\ud83d\ude00\u4e2d"),
          new Sample("VARBINARY(3)", new byte[] {0, -1, 127}, new byte[] {0, -1, 127}),
          new Sample("GEOMETRY(21)", new byte[21], new byte[21]));

  private static final List<Sample> COLUMNS_ONLY =
      List.of(
          new Sample("DECIMAL(10,2)", new BigDecimal("-12345678.90"), "-12345678.90"),
          new Sample(
              "DECIMAL(38,10)",
              new BigDecimal("1234567890123456789012345678.0123456789"),
              "1234567890123456789012345678.0123456789"),
          new Sample("BLOB", new byte[300], new byte[300]));

  @ParameterizedTest
  @EnumSource(Precision.class)
  void makeTheSameTableAndTheSameRowsAgain(Precision precision) {
    // Given
    FakeTDengine server = new FakeTDengine();
    SettledEngine engine =
        SettledEngine.on(
            new SinkConfig(Map.of("connection.url", "ws://h:6041", "database.auto.create", "true")),
            server::connect,
            new FakeReporter(),
            () -> 0);
    Map<String, Sample> fields = fields();
    Schema schema = schema(fields, precision);

    // When
    engine.put(
        List.of(
            converted(row(schema, fields, precision, 1, true), 0),
            converted(row(schema, fields, precision, 2, false), 1)));
    Map<TopicPartition, OffsetAndMetadata> committed =
        engine.preCommit(Map.of(PARTITION, new OffsetAndMetadata(2)));

    // Then
    assertThat(committed).containsOnly(Map.entry(PARTITION, new OffsetAndMetadata(2)));
    assertThat(server.databases).containsEntry("d", precision);
    FakeTDengine.Stable stable = server.stable(STABLE);
    Map<String, Object> full = stable.rows.get("child").get(1L);
    Map<String, Object> empty = stable.rows.get("child").get(2L);
    Map<String, Object> tags = stable.tags.get("child");
    fields.forEach(
        (name, sample) -> {
          assertThat(stable.columns.get(name).type()).isEqualTo(ColumnType.parse(sample.type()));
          assertThat(stable.columns.get(name).note()).isEqualTo(isTag(name) ? "TAG" : "");
          assertThat(isTag(name) ? tags.get(name) : full.get(name)).isEqualTo(sample.stored());
          if (!isTag(name)) {
            assertThat(empty).containsEntry(name, null);
          }
        });
    assertThat(full).containsEntry("c_time", 7L);
    assertThat(empty).containsEntry("c_time", null);
    assertThat(tags).containsEntry("t_time", 7L);
  }

  private static boolean isTag(String name) {
    return name.startsWith("t_");
  }

  private static Map<String, Sample> fields() {
    Map<String, Sample> fields = new LinkedHashMap<>();
    SAMPLES.forEach(sample -> fields.put("c_" + sample.type(), sample));
    COLUMNS_ONLY.forEach(sample -> fields.put("c_" + sample.type(), sample));
    SAMPLES.forEach(sample -> fields.put("t_" + sample.type(), sample));
    return fields;
  }

  private static Schema schema(Map<String, Sample> fields, Precision precision) {
    ColumnType time = ColumnType.parse("TIMESTAMP");
    SchemaBuilder schema =
        SchemaBuilder.struct()
            .parameter(SchemaParameters.DATABASE, "d")
            .parameter(SchemaParameters.STABLE, "s")
            .parameter(SchemaParameters.PRECISION, precision.symbol())
            .field("ts", FieldSchemas.required(time, precision))
            .field("c_time", FieldSchemas.column(time, precision));
    fields.forEach(
        (name, sample) -> {
          ColumnType type = ColumnType.parse(sample.type());
          schema.field(
              name,
              isTag(name)
                  ? FieldSchemas.tag(type, precision)
                  : FieldSchemas.column(type, precision));
        });
    return schema
        .field("t_time", FieldSchemas.tag(time, precision))
        .field("tbname", Schema.STRING_SCHEMA)
        .build();
  }

  /** Tags are always there; the columns may all be NULL. */
  private static Struct row(
      Schema schema, Map<String, Sample> fields, Precision precision, long ts, boolean full) {
    Struct row = new Struct(schema).put("ts", time(precision, ts)).put("tbname", "child");
    fields.forEach((name, sample) -> row.put(name, full || isTag(name) ? sample.value() : null));
    return row.put("c_time", full ? time(precision, 7) : null).put("t_time", time(precision, 7));
  }

  private static Object time(Precision precision, long count) {
    return precision == Precision.MILLISECONDS ? Date.from(Instant.ofEpochMilli(count)) : count;
  }

  private static SinkRecord converted(Struct value, long offset) {
    try (JsonConverter converter = new JsonConverter()) {
      converter.configure(Map.of("converter.type", "value", "schemas.enable", "true"));
      SchemaAndValue read =
          converter.toConnectData("t", converter.fromConnectData("t", value.schema(), value));
      return new SinkRecord("t", 0, null, "child", read.schema(), read.value(), offset);
    }
  }
}
