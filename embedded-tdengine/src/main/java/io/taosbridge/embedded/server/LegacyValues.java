package io.taosbridge.embedded.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.taosbridge.block.Block;
import io.taosbridge.block.Column;
import io.taosbridge.block.DataType;
import io.taosbridge.block.MalformedBlockException;
import io.taosbridge.block.Precision;
import io.taosbridge.embedded.engine.BindField;
import io.taosbridge.embedded.engine.BoundColumn;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Reads the values that STMT binds: JSON, or a raw block (stmt2.md, section 8). */
final class LegacyValues {

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private LegacyValues() {}

  /**
   * One row of tags; those that are missing at its end are NULL.
   *
   * @throws ProtocolException if a value is not of its field's type
   */
  static List<BoundColumn> tags(JsonNode row, List<BindField> fields) {
    if (row == null || !row.isArray() || row.size() > fields.size()) {
      throw fault("tag", "wrong length");
    }
    List<BoundColumn> columns = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      Object value = i < row.size() ? value(row.get(i), fields.get(i), "tag") : null;
      columns.add(BoundColumn.of(fields.get(i).type().type(), value));
    }
    return columns;
  }

  /**
   * Column by column, each an array of its rows' values.
   *
   * @throws ProtocolException if a value is not of its field's type
   */
  static List<BoundColumn> columns(JsonNode json, List<BindField> fields) {
    checkSize(json, fields.size(), "column");
    List<BoundColumn> columns = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      JsonNode rows = json.get(i);
      checkSize(rows, json.get(0).size(), "column");
      Object[] values = new Object[rows.size()];
      for (int row = 0; row < values.length; row++) {
        values[row] = value(rows.get(row), fields.get(i), "column");
      }
      columns.add(BoundColumn.of(fields.get(i).type().type(), values));
    }
    return columns;
  }

  private static void checkSize(JsonNode array, int size, String what) {
    if (array == null || !array.isArray() || array.size() != size) {
      throw fault(what, "wrong length");
    }
  }

  private static ProtocolException fault(String what, String detail) {
    return new ProtocolException("stmt parse " + what + " json:" + detail);
  }

  private static Object value(JsonNode json, BindField field, String what) {
    DataType type = field.type().type();
    if (json.isNull()) {
      return null;
    }
    Object value =
        switch (type) {
          case BOOL -> json.isBoolean() ? json.booleanValue() : null;
          case TINYINT -> integer(json, -128, 127) ? (Object) (byte) json.intValue() : null;
          case SMALLINT -> integer(json, -32768, 32767) ? (Object) json.shortValue() : null;
          case INT -> json.isInt() ? json.intValue() : null;
          case BIGINT ->
              json.canConvertToLong() && json.isIntegralNumber() ? json.longValue() : null;
          case UTINYINT -> integer(json, 0, 255) ? (Object) json.shortValue() : null;
          case USMALLINT -> integer(json, 0, 65535) ? (Object) json.intValue() : null;
          case UINT -> integer(json, 0, 4294967295L) ? (Object) json.longValue() : null;
          case UBIGINT -> unsigned(json);
          case FLOAT -> json.isNumber() ? json.floatValue() : null;
          case DOUBLE -> json.isNumber() ? json.doubleValue() : null;
          case VARCHAR, NCHAR, JSON ->
              json.isTextual() ? json.textValue().getBytes(StandardCharsets.UTF_8) : null;
          case VARBINARY, GEOMETRY -> json.isTextual() ? hex(json.textValue()) : null;
          case TIMESTAMP -> time(json, field.precision());
          default -> throw fault(what, "unknown column types " + type.code());
        };
    if (value == null) {
      throw fault(what, "not a value of type " + type.sqlName() + ": " + json);
    }
    return value;
  }

  private static boolean integer(JsonNode json, long least, long most) {
    return json.isIntegralNumber()
        && json.canConvertToLong()
        && json.longValue() >= least
        && json.longValue() <= most;
  }

  private static BigInteger unsigned(JsonNode json) {
    boolean fits =
        json.isIntegralNumber()
            && json.bigIntegerValue().signum() >= 0
            && json.bigIntegerValue().bitLength() <= Long.SIZE;
    return fits ? json.bigIntegerValue() : null;
  }

  private static byte[] hex(String text) {
    try {
      return HexFormat.of().parseHex(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Null unless it is a count of units, or a time with a zone. */
  private static Long time(JsonNode json, Precision precision) {
    if (json.isIntegralNumber()) {
      return json.longValue();
    }
    if (!json.isTextual()) {
      return null;
    }
    try {
      Instant instant = OffsetDateTime.parse(json.textValue()).toInstant();
      long units = precision.unitsPerSecond();
      return instant.getEpochSecond() * units + instant.getNano() / (NANOS_PER_SECOND / units);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /**
   * The columns of a block.
   *
   * @throws ProtocolException if it is none
   */
  static List<BoundColumn> block(ByteBuffer bytes) {
    Block block;
    try {
      block = Block.wrap(bytes.slice());
    } catch (MalformedBlockException e) {
      throw new ProtocolException("malformed block: " + e.getMessage());
    }
    return columns(block);
  }

  static List<BoundColumn> columns(Block block) {
    List<BoundColumn> columns = new ArrayList<>();
    for (int i = 0; i < block.columnCount(); i++) {
      columns.add(column(block.column(i), block.rows()));
    }
    return columns;
  }

  private static BoundColumn column(Column column, int rows) {
    Object[] values = new Object[rows];
    for (int row = 0; row < rows; row++) {
      Object value = column.isNull(row) ? null : column.getObject(row);
      values[row] = bound(value);
    }
    return BoundColumn.of(column.type().type(), values);
  }

  /** As a bind has it: texts and decimals as bytes. */
  private static Object bound(Object value) {
    if (value instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    return value instanceof BigDecimal decimal
        ? decimal.toPlainString().getBytes(StandardCharsets.UTF_8)
        : value;
  }
}
