package io.taosbridge.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Messages in the shapes that converters of Protobuf make of them: each field with its number as a
 * parameter, messages inside as optional structs, a oneof as a struct of optional fields, wrappers
 * as optional values, enums as text or numbers, unsigned numbers as INT64.
 */
@Timeout(120)
class ProtobufShapesTest {

  private static final String NUMBER = "io.confluent.connect.protobuf.Tag";

  private static final Schema PLACE =
      SchemaBuilder.struct()
          .name("Place")
          .optional()
          .field("city", field(SchemaBuilder.string(), 1))
          .field("floor", field(SchemaBuilder.int32().optional(), 2)) // Int32Value
          .build();

  private static final Schema READING =
      SchemaBuilder.struct()
          .name("Reading")
          .optional()
          .field("celsius", field(SchemaBuilder.float64().optional(), 12))
          .field("fault", field(SchemaBuilder.string().optional(), 13))
          .build();

  private static final Schema METER =
      SchemaBuilder.struct()
          .name("Meter")
          .version(1)
          .field("at", field(Timestamp.builder().optional(), 1))
          .field("id", field(SchemaBuilder.string(), 2))
          .field("flow", field(SchemaBuilder.int64(), 3)) // uint32
          .field("total", field(SchemaBuilder.int64(), 4)) // uint64
          .field("delta", field(SchemaBuilder.int32(), 5)) // sint32
          .field("ratio", field(SchemaBuilder.float32(), 6))
          .field("raw", field(SchemaBuilder.bytes(), 7))
          .field("state", field(enumOf(SchemaBuilder.string()), 8))
          .field("mode", field(enumOf(SchemaBuilder.int32()), 9))
          .field("place", PLACE)
          .field("limit", field(SchemaBuilder.float64().optional(), 11)) // DoubleValue
          .field("reading_0", READING) // oneof reading
          .build();

  private static final Schema WITH_MANY =
      SchemaBuilder.struct()
          .name("Many")
          .field("at", field(Timestamp.builder().optional(), 1))
          .field("v", field(SchemaBuilder.int32(), 2))
          .field("samples", field(SchemaBuilder.array(Schema.FLOAT64_SCHEMA), 3))
          .field(
              "labels",
              field(SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA), 4))
          .build();

  private final TestServer server = new TestServer();
  private final SinkHarness sink = new SinkHarness(server);

  @AfterEach
  void close() {
    sink.close();
    server.close();
  }

  private static Schema field(SchemaBuilder type, int number) {
    return type.parameter(NUMBER, Integer.toString(number)).build();
  }

  private static SchemaBuilder enumOf(SchemaBuilder type) {
    return type.parameter("io.confluent.connect.protobuf.Enum", "State")
        .parameter("io.confluent.connect.protobuf.Enum.OFF", "0")
        .parameter("io.confluent.connect.protobuf.Enum.ON", "1");
  }

  /** Every field of a message has a value, but for those that are absent by themselves. */
  private static Struct meter(long time) {
    return new Struct(METER)
        .put("at", Date.from(Instant.ofEpochMilli(time)))
        .put("id", "m1")
        .put("flow", 4_294_967_295L)
        .put("total", 1L << 60)
        .put("delta", -3)
        .put("ratio", 0.1f)
        .put("raw", ByteBuffer.wrap(new byte[] {0, 1, -1}))
        .put("state", "ON")
        .put("mode", 1);
  }

  @Test
  void becomeColumnsAndTagsWhenFlattened() {
    // Given
    sink.with("nested", "flatten")
        .with("tags", "state,place.city")
        .with("types", "flow:INT UNSIGNED, total:BIGINT UNSIGNED")
        .with("table", "${value.id}");
    sink.struct(
        meter(1_714_557_600_001L)
            .put("place", new Struct(PLACE).put("city", "Bern").put("floor", 3))
            .put("limit", 9.5)
            .put("reading_0", new Struct(READING).put("celsius", 21.5)));
    sink.struct(
        meter(1_714_557_600_002L)
            .put("place", new Struct(PLACE).put("city", "Bern"))
            .put("reading_0", new Struct(READING).put("fault", "frozen")));

    // When
    sink.write();

    // Then
    assertThat(sink.reporter.reasons).isEmpty();
    assertThat(server.describe("air"))
        .containsExactly(
            "at timestamp 8",
            "id varchar 255",
            "flow int unsigned 4",
            "total bigint unsigned 8",
            "delta int 4",
            "ratio float 4",
            "raw varbinary 255",
            "mode int 4",
            "place_floor int 4",
            "limit double 8",
            "reading_0_celsius double 8",
            "reading_0_fault varchar 255",
            "state varchar 255 tag",
            "place_city varchar 255 tag");
    assertThat(
            server.query(
                "select tbname, at, flow, total, delta, `ratio`, `mode`, place_floor, `limit`,"
                    + " reading_0_celsius, reading_0_fault, `state`, place_city from $db.air"
                    + " order by at"))
        .containsExactly(
            "m1 1714557600001 4294967295 1152921504606846976 -3 0.1 1 3 9.5 21.5 null ON Bern",
            "m1 1714557600002 4294967295 1152921504606846976 -3 0.1 1 null null null frozen ON"
                + " Bern");
  }

  @Test
  void areNullWhereAMessageInsideIsAbsent() {
    // Given
    sink.with("nested", "flatten").with("tags", "id").with("table", "${value.id}");
    sink.struct(meter(1));

    // When
    sink.write();

    // Then
    assertThat(sink.reporter.reasons).isEmpty();
    assertThat(
            server.query(
                "select place_city, place_floor, `limit`, reading_0_celsius, reading_0_fault"
                    + " from $db.air"))
        .containsExactly("null null null null null");
  }

  @Test
  void giveOneOfAOneofToAColumnByItsPath() {
    // Given
    sink.with("nested", "ignore")
        .with("tags", "id")
        .with("table", "${value.id}")
        .with("fields.rename", "reading_0.celsius:t")
        .with("fields.include", "reading_0.celsius,delta");
    sink.struct(meter(1).put("reading_0", new Struct(READING).put("celsius", -1.5)));
    sink.struct(meter(2).put("reading_0", new Struct(READING).put("fault", "frozen")));

    // When
    sink.write();

    // Then
    assertThat(sink.reporter.reasons).isEmpty();
    assertThat(server.query("select t, delta from $db.air order by at"))
        .containsExactly("-1.5 -3", "null -3");
  }

  @Test
  void refuseAUint64ThatTheConverterHasMadeNegative() {
    // Given
    sink.with("nested", "ignore")
        .with("tags", "id")
        .with("table", "${value.id}")
        .with("types", "total:BIGINT UNSIGNED");
    sink.struct(meter(1).put("total", -1L));
    sink.struct(meter(2).put("total", Long.MAX_VALUE));

    // When
    sink.write();

    // Then
    assertThat(sink.reporter.reasons)
        .singleElement()
        .asString()
        .contains("total")
        .contains("-1 does not fit BIGINT UNSIGNED");
    assertThat(server.query("select total from $db.air"))
        .containsExactly(Long.toString(Long.MAX_VALUE));
  }

  @Test
  void areRefusedByNameWhereTheyHoldMany() {
    // Given
    sink.with("nested", "flatten").with("tags", "source=x").with("table", "t");
    sink.struct(many(1));

    // When
    sink.write();

    // Then
    assertThat(sink.reporter.reasons).singleElement().asString().contains("samples");
  }

  @Test
  void giveWhatIsInAMapByItsPath() {
    // Given
    sink.with("nested", "ignore").with("tags", "labels.site").with("table", "t");
    sink.struct(many(1));

    // When
    sink.write();

    // Then
    assertThat(sink.reporter.reasons).isEmpty();
    assertThat(server.describe("air"))
        .containsExactly("at timestamp 8", "v int 4", "labels_site varchar 255 tag");
    assertThat(server.query("select v, labels_site from $db.air")).containsExactly("7 north");
  }

  private static Struct many(long time) {
    return new Struct(WITH_MANY)
        .put("at", Date.from(Instant.ofEpochMilli(time)))
        .put("v", 7)
        .put("samples", List.of(1.0, 2.0))
        .put("labels", Map.of("site", "north"));
  }
}
