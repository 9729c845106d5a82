package io.taosbridge.bench.micro;

import io.taosbridge.client.Field;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Rows of {@link Meters}' columns that came from many meters in turns, as plain values and as
 * records of Kafka.
 */
final class Readings {

  static final int ROWS = 10_000;
  static final int METERS = 100;
  static final String STABLE = "meters";

  /** With a child table for each meter. */
  static final String CREATE_STABLE =
      "CREATE STABLE bench.meters (ts TIMESTAMP, current FLOAT, voltage INT, phase DOUBLE,"
          + " counter BIGINT, ok BOOL, `state` VARCHAR(16), note NCHAR(8), level SMALLINT,"
          + " flags TINYINT, power DOUBLE, changed TIMESTAMP)"
          + " TAGS (meter INT, location VARCHAR(16))";

  private final List<Object[]> rows = new ArrayList<>();

  /**
   * @param nullIn one of so many values is NULL; 0 for none
   * @param seed of the values
   */
  Readings(int nullIn, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int row = 0; row < ROWS; row++) {
      Object[] values = new Object[Meters.columns().size()];
      for (int column = 0; column < values.length; column++) {
        if (column == 0 || nullIn == 0 || random.nextInt(nullIn) > 0) {
          values[column] = Meters.value(Meters.columns().get(column), row, random);
        }
      }
      rows.add(values);
    }
  }

  /** The values of a row, in the order of the columns; null for NULL. */
  Object[] values(int row) {
    return rows.get(row);
  }

  static int meter(int row) {
    return row % METERS;
  }

  static String table(int meter) {
    return "meter_" + meter;
  }

  static String location(int meter) {
    return "street " + meter;
  }

  /** A record for each row: the columns, and the tags behind them. */
  List<SinkRecord> structs() {
    Schema schema = schema();
    List<SinkRecord> records = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      Struct struct = new Struct(schema);
      Object[] values = rows.get(row);
      for (int column = 0; column < values.length; column++) {
        struct.put(schema.fields().get(column), connectValue(schema, column, values[column]));
      }
      struct.put("meter", meter(row)).put("location", location(meter(row)));
      records.add(record(row, schema, struct));
    }
    return records;
  }

  private static Object connectValue(Schema schema, int column, Object value) {
    boolean time = Timestamp.LOGICAL_NAME.equals(schema.fields().get(column).schema().name());
    return time && value != null ? Date.from(Instant.ofEpochMilli((Long) value)) : value;
  }

  private static Schema schema() {
    SchemaBuilder schema = SchemaBuilder.struct().name(STABLE);
    for (Field column : Meters.columns()) {
      schema.field(column.name(), schema(column));
    }
    return schema
        .field("meter", Schema.INT32_SCHEMA)
        .field("location", Schema.STRING_SCHEMA)
        .build();
  }

  private static Schema schema(Field column) {
    return switch (column.type().type()) {
      case TIMESTAMP -> Timestamp.builder().optional().build();
      case FLOAT -> Schema.OPTIONAL_FLOAT32_SCHEMA;
      case DOUBLE -> Schema.OPTIONAL_FLOAT64_SCHEMA;
      case BOOL -> Schema.OPTIONAL_BOOLEAN_SCHEMA;
      case TINYINT -> Schema.OPTIONAL_INT8_SCHEMA;
      case SMALLINT -> Schema.OPTIONAL_INT16_SCHEMA;
      case INT -> Schema.OPTIONAL_INT32_SCHEMA;
      case BIGINT -> Schema.OPTIONAL_INT64_SCHEMA;
      default -> Schema.OPTIONAL_STRING_SCHEMA;
    };
  }

  /** A record for each row: the map that Kafka's converter makes of a JSON object. */
  List<SinkRecord> maps() {
    try (JsonConverter converter = new JsonConverter()) {
      converter.configure(Map.of("schemas.enable", false), false);
      List<SinkRecord> records = new ArrayList<>();
      for (int row = 0; row < ROWS; row++) {
        byte[] json = json(row).getBytes(StandardCharsets.UTF_8);
        records.add(record(row, null, converter.toConnectData("bench", json).value()));
      }
      return records;
    }
  }

  private String json(int row) {
    StringJoiner fields = new StringJoiner(",", "{", "}");
    Object[] values = rows.get(row);
    for (int column = 0; column < values.length; column++) {
      fields.add(member(Meters.columns().get(column).name(), values[column]));
    }
    return fields
        .add(member("meter", meter(row)))
        .add(member("location", location(meter(row))))
        .toString();
  }

  private static String member(String name, Object value) {
    return "\"" + name + "\":" + (value instanceof String ? "\"" + value + "\"" : value);
  }

  /** A record for each row: a line of InfluxDB's protocol, with times in milliseconds. */
  List<SinkRecord> lines() {
    List<SinkRecord> records = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      Object[] values = rows.get(row);
      StringJoiner fields = new StringJoiner(",");
      for (int column = 1; column < values.length; column++) {
        if (values[column] != null) {
          fields.add(
              Meters.columns().get(column).name()
                  + "="
                  + text(Meters.columns().get(column), values[column]));
        }
      }
      int meter = meter(row);
      String tags = ",meter=" + meter + ",location=" + location(meter).replace(" ", "\\ ");
      String line = "lines_of_meters" + tags + " " + fields + " " + values[0];
      records.add(record(row, Schema.STRING_SCHEMA, line));
    }
    return records;
  }

  private static String text(Field column, Object value) {
    return switch (column.type().type()) {
      case FLOAT -> value + "f32";
      case DOUBLE -> value + "f64";
      case TINYINT -> value + "i8";
      case SMALLINT -> value + "i16";
      case INT -> value + "i32";
      case BIGINT, TIMESTAMP -> value + "i64";
      case VARCHAR -> "\"" + value + "\"";
      case NCHAR -> "L\"" + value + "\"";
      default -> value.toString();
    };
  }

  private static SinkRecord record(int row, Schema schema, Object value) {
    return new SinkRecord(
        "bench", 0, null, null, schema, value, row, 0L, TimestampType.CREATE_TIME);
  }
}
