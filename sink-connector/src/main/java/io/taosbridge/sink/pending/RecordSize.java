package io.taosbridge.sink.pending;

import io.taosbridge.sink.record.PackedRow;
import io.taosbridge.sink.record.PackedText;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Tells about how many bytes a record takes in a batch; exact enough to bound memory. */
public final class RecordSize {

  private static final int FIXED_CELL = 10;

  private Schema lastSchema;
  private List<Field> variable = List.of();

  public int of(Object value) {
    if (value instanceof PackedRow row) {
      return ofPacked(row);
    }
    if (!(value instanceof Struct struct)) {
      return FIXED_CELL + lengthOf(value);
    }
    if (struct.schema() != lastSchema) {
      lastSchema = struct.schema();
      variable = variableFields(lastSchema);
    }
    int bytes = FIXED_CELL * lastSchema.fields().size();
    for (Field field : variable) {
      bytes += lengthOf(struct.get(field));
    }
    return bytes;
  }

  private static int ofPacked(PackedRow row) {
    int bytes = FIXED_CELL * row.size() + row.textBytes();
    for (int i = 0; row.hasObjects() && i < row.size(); i++) {
      Object object = row.object(i);
      if (object != null) {
        bytes += lengthOf(object);
      }
    }
    return bytes;
  }

  private static List<Field> variableFields(Schema schema) {
    List<Field> found = new ArrayList<>();
    for (Field field : schema.fields()) {
      if (!field.schema().type().isPrimitive()
          || field.schema().type() == Schema.Type.STRING
          || field.schema().type() == Schema.Type.BYTES) {
        found.add(field);
      }
    }
    return found;
  }

  private static int lengthOf(Object value) {
    if (value instanceof PackedText text) {
      return text.length();
    } else if (value instanceof String text) {
      return text.length();
    } else if (value instanceof byte[] bytes) {
      return bytes.length;
    } else if (value instanceof ByteBuffer buffer) {
      return buffer.remaining();
    } else if (value instanceof BigDecimal) {
      return Long.BYTES * 2;
    } else if (value instanceof Number || value instanceof Boolean) {
      // Those of maps: to find that they have no parts takes as long as the rest.
      return 0;
    }
    return ofParts(value);
  }

  /** Of nested values, whose schemas change too often to remember them. */
  private static int ofParts(Object value) {
    int bytes = 0;
    if (value instanceof Struct struct) {
      for (Field field : struct.schema().fields()) {
        bytes += FIXED_CELL + lengthOf(struct.get(field));
      }
    } else if (value instanceof Map<?, ?> map) {
      for (Object part : map.values()) {
        bytes += FIXED_CELL + lengthOf(part);
      }
    } else if (value instanceof List<?> list) {
      for (Object part : list) {
        bytes += FIXED_CELL + lengthOf(part);
      }
    }
    return bytes;
  }
}
