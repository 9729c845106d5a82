package io.taosbridge.sink.record;

import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** What structs and maps have in common. */
final class Shapes {

  private Shapes() {}

  /** The schema of a Struct; null for anything else. */
  static Schema schemaOf(Object value) {
    if (value instanceof PackedRow row) {
      return row.schema();
    }
    return value instanceof Struct struct ? struct.schema() : null;
  }

  /** A parameter of a schema; null if there is no such parameter, or no schema. */
  static String parameter(Schema schema, String name) {
    return schema == null || schema.parameters() == null ? null : schema.parameters().get(name);
  }

  /** The value of a field; null if there is none. */
  static Object topLevel(Object value, String name) {
    if (value instanceof PackedRow row) {
      return row.get(name);
    }
    if (value instanceof Struct struct) {
      Field field = struct.schema().field(name);
      return field == null ? null : struct.get(field);
    }
    return value instanceof Map<?, ?> map ? map.get(name) : null;
  }
}
