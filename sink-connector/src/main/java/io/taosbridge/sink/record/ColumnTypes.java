package io.taosbridge.sink.record;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.connect.FieldSchemas;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import org.apache.kafka.connect.data.Schema;

/** The types of columns to be created. */
final class ColumnTypes {

  private static final int LEAST_LENGTH = 255;
  private static final int MAX_DECIMAL = 38;

  private ColumnTypes() {}

  /**
   * The type for values of a schema.
   *
   * @throws org.apache.kafka.connect.errors.DataException if there is none
   */
  static ColumnType of(Schema schema) {
    return LogicalTypes.isPointInTime(schema)
        ? ColumnType.of(DataType.TIMESTAMP)
        : FieldSchemas.typeOf(schema);
  }

  /**
   * The type for values of which only one is known. All numbers become DOUBLE, since a converter
   * reads 20 and 20.5 as numbers of different kinds though they come from one sensor.
   *
   * @throws BadRecordException if there is none
   */
  static ColumnType of(Object value) {
    if (value instanceof Boolean) {
      return ColumnType.of(DataType.BOOL);
    }
    if (value instanceof BigDecimal decimal) {
      return ColumnType.decimal(MAX_DECIMAL, Math.max(0, Math.min(decimal.scale(), MAX_DECIMAL)));
    }
    if (value instanceof Number) {
      return ColumnType.of(DataType.DOUBLE);
    }
    if (value instanceof String text) {
      return ColumnType.of(DataType.VARCHAR, atLeast(text.getBytes(StandardCharsets.UTF_8).length));
    }
    if (value instanceof Date) {
      return ColumnType.of(DataType.TIMESTAMP);
    }
    if (value instanceof byte[] bytes) {
      return ColumnType.of(DataType.VARBINARY, atLeast(bytes.length));
    }
    if (value instanceof ByteBuffer bytes) {
      return ColumnType.of(DataType.VARBINARY, atLeast(bytes.remaining()));
    }
    throw new BadRecordException(
        "a " + value.getClass().getSimpleName() + " has no column type: see nested");
  }

  private static int atLeast(int length) {
    return Math.max(LEAST_LENGTH, length);
  }
}
