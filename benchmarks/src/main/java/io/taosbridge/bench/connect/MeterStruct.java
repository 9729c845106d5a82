package io.taosbridge.bench.connect;

import io.taosbridge.bench.client.MeterRow;
import java.util.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;

/** The rows of {@link MeterRow} as Structs such as our source makes them. */
final class MeterStruct {

  static final Schema SCHEMA =
      SchemaBuilder.struct()
          .name("bench.meters")
          .parameter("tdengine.database", "bench")
          .parameter("tdengine.stable", "meters")
          .parameter("tdengine.precision", "ms")
          .field("ts", time(false))
          .field("current", column(Schema.Type.FLOAT32, "FLOAT"))
          .field("voltage", column(Schema.Type.INT32, "INT"))
          .field("phase", column(Schema.Type.FLOAT64, "DOUBLE"))
          .field("counter", column(Schema.Type.INT64, "BIGINT"))
          .field("ok", column(Schema.Type.BOOLEAN, "BOOL"))
          .field("status", column(Schema.Type.STRING, "VARCHAR(16)"))
          .field("note", column(Schema.Type.STRING, "NCHAR(8)"))
          .field("level", column(Schema.Type.INT16, "SMALLINT"))
          .field("flags", column(Schema.Type.INT8, "TINYINT"))
          .field("power", column(Schema.Type.FLOAT64, "DOUBLE"))
          .field("changed", time(true))
          .field("group_id", tag(Schema.Type.INT32, "INT"))
          .field("location", tag(Schema.Type.STRING, "VARCHAR(16)"))
          .field("tbname", Schema.OPTIONAL_STRING_SCHEMA)
          .build();

  private MeterStruct() {}

  @SuppressWarnings("JavaUtilDate") // Which Connect's Timestamp is made of.
  static Struct of(long row) {
    int table = MeterRow.table(row);
    return new Struct(SCHEMA)
        .put("ts", new Date(MeterRow.time(row)))
        .put("current", MeterRow.current(row))
        .put("voltage", MeterRow.voltage(row))
        .put("phase", MeterRow.phase(row))
        .put("counter", MeterRow.counter(row))
        .put("ok", MeterRow.ok(row))
        .put("status", MeterRow.state(row))
        .put("note", MeterRow.note(row))
        .put("level", MeterRow.level(row))
        .put("flags", MeterRow.flags(row))
        .put("power", MeterRow.power(row))
        .put("changed", new Date(MeterRow.time(row)))
        .put("group_id", table)
        .put("location", MeterRow.location(table))
        .put("tbname", MeterRow.tableName(table));
  }

  private static Schema time(boolean optional) {
    SchemaBuilder builder =
        Timestamp.builder()
            .parameter("tdengine.precision", "ms")
            .parameter("tdengine.type", "TIMESTAMP");
    return optional ? builder.optional().build() : builder.build();
  }

  private static Schema column(Schema.Type type, String of) {
    return SchemaBuilder.type(type).optional().parameter("tdengine.type", of).build();
  }

  private static Schema tag(Schema.Type type, String of) {
    return SchemaBuilder.type(type)
        .optional()
        .parameter("tdengine.type", of)
        .parameter("tdengine.tag", "true")
        .build();
  }
}
