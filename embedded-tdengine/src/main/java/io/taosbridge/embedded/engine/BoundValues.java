package io.taosbridge.embedded.engine;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Values as STMT2 binds them, made into values as tables hold them. */
final class BoundValues {

  private static final char NOT_UTF_8 = '\ufffd';

  private BoundValues() {}

  /** The only value of a query's parameter. */
  static Compiled parameter(BoundColumn column) {
    if (column.rows() != 1) {
      throw EngineError.BIND_NUMBER.exception();
    }
    Object value = column.value(0);
    ColumnType type = ColumnType.of(column.type());
    if (value instanceof byte[] bytes) {
      boolean text = isText(column.type()) || column.type().isDecimal();
      type = ColumnType.of(text ? DataType.VARCHAR : column.type(), bytes.length);
      value = text ? new String(bytes, StandardCharsets.UTF_8) : bytes;
    }
    return Compiled.constant(type, value);
  }

  /**
   * A value for a column of this type; null stays null.
   *
   * @throws EngineException 0x2653 if it is too long, 0x013D if a decimal has too many digits,
   *     0x0132 if it has none, 0x0216 if an NCHAR is not UTF-8
   */
  static Object stored(Object value, ColumnType type) {
    if (!(value instanceof byte[] bytes)) {
      return value;
    }
    Object stored =
        switch (type.type()) {
          case VARCHAR -> new String(bytes, StandardCharsets.UTF_8);
          case NCHAR -> nchar(bytes);
          case DECIMAL64, DECIMAL128 -> decimal(bytes, type);
          default -> bytes;
        };
    if (!type.type().isDecimal() && isTooLong(stored, bytes, type)) {
      throw EngineError.VALUE_TOO_LONG.exception();
    }
    return stored;
  }

  private static boolean isTooLong(Object stored, byte[] bytes, ColumnType type) {
    return type.type() == DataType.VARCHAR
        ? bytes.length > type.length()
        : Texts.isTooLong(stored, type);
  }

  /** As {@link #stored}; a JSON tag is put into order. */
  static Object tag(Object value, ColumnType type) {
    if (type.type() != DataType.JSON) {
      return stored(value, type);
    }
    if (value == null) {
      return JsonTags.NULL;
    }
    return JsonTags.normalize(new String((byte[]) value, StandardCharsets.UTF_8));
  }

  static boolean isText(DataType type) {
    return type == DataType.VARCHAR || type == DataType.NCHAR || type == DataType.JSON;
  }

  private static String nchar(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    // What is not UTF-8 has become that sign, or it was the sign before.
    if (text.indexOf(NOT_UTF_8) >= 0
        && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
      throw EngineError.SYNTAX_IN_VALUES.saying(
          "syntax error near '" + text + "' ( taosMbsToUcs4 error:Unknown error -2130771884)");
    }
    return text;
  }

  private static BigDecimal decimal(byte[] bytes, ColumnType type) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    try {
      return Numbers.decimal(new BigDecimal(text.strip()), type);
    } catch (NumberFormatException e) {
      throw EngineError.INVALID_DATA_FORMAT.exception();
    }
  }
}
