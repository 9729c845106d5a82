package io.taosbridge.sink;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.sink.record.BadRecordException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.ToLongFunction;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;

/** Chooses how a field's values get into a column: unchanged, or not at all. */
final class CellWriters {

  private static final BigInteger MAX_UBIGINT =
      BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);
  private static final int MAX_JSON_TAG = 4095;
  private static final int MAX_UTF8_PER_CHAR = 3;

  private CellWriters() {}

  /**
   * @param timestamps reads the field if the column is a TIMESTAMP
   * @throws BadRecordException if no value of such a field fits the column
   */
  static CellWriter of(Schema field, ColumnType column, Timestamps timestamps) {
    return switch (column.type()) {
      case BOOL -> bool(field, column);
      case TINYINT -> integer(field, column, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case SMALLINT -> integer(field, column, Short.MIN_VALUE, Short.MAX_VALUE);
      case INT -> integer(field, column, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case BIGINT -> integer(field, column, Long.MIN_VALUE, Long.MAX_VALUE);
      case UTINYINT -> integer(field, column, 0, 0xFFL);
      case USMALLINT -> integer(field, column, 0, 0xFFFFL);
      case UINT -> integer(field, column, 0, 0xFFFF_FFFFL);
      case UBIGINT -> unsignedBigint(field, column);
      case FLOAT -> floating(field, column, true);
      case DOUBLE -> floating(field, column, false);
      case DECIMAL64, DECIMAL128 -> decimal(field, column);
      case TIMESTAMP -> timestamp(timestamps.reader(field));
      case VARCHAR, JSON -> text(field, column);
      case NCHAR -> nchar(field, column);
      case VARBINARY, GEOMETRY, BLOB, MEDIUMBLOB -> bytes(field, column);
      case NULL -> throw mismatch(field, column);
    };
  }

  private static CellWriter bool(Schema field, ColumnType column) {
    if (field.type() != Schema.Type.BOOLEAN) {
      throw mismatch(field, column);
    }
    return (value, to) -> to.appendLong(((Boolean) value) ? 1 : 0);
  }

  private static CellWriter integer(Schema field, ColumnType column, long min, long max) {
    if (isDecimal(field)) {
      return (value, to) -> to.appendLong(inRange(exactLong(value, column), min, max, column));
    }
    requireInteger(field, column);
    return (value, to) -> to.appendLong(inRange(((Number) value).longValue(), min, max, column));
  }

  private static long inRange(long value, long min, long max, ColumnType column) {
    if (value < min || value > max) {
      throw new BadRecordException(value + " does not fit " + column);
    }
    return value;
  }

  private static long exactLong(Object value, ColumnType column) {
    try {
      return ((BigDecimal) value).longValueExact();
    } catch (ArithmeticException e) {
      throw new BadRecordException(value + " does not fit " + column, e);
    }
  }

  private static CellWriter unsignedBigint(Schema field, ColumnType column) {
    if (!isDecimal(field)) {
      return integer(field, column, 0, Long.MAX_VALUE);
    }
    return (value, to) -> {
      BigInteger whole;
      try {
        whole = ((BigDecimal) value).toBigIntegerExact();
      } catch (ArithmeticException e) {
        throw new BadRecordException(value + " does not fit " + column, e);
      }
      if (whole.signum() < 0 || whole.compareTo(MAX_UBIGINT) > 0) {
        throw new BadRecordException(value + " does not fit " + column);
      }
      to.appendLong(whole.longValue());
    };
  }

  private static CellWriter floating(Schema field, ColumnType column, boolean single) {
    return switch (field.type()) {
      case FLOAT32 -> (value, to) -> to.appendDouble(((Number) value).doubleValue());
      case FLOAT64 -> (value, to) -> to.appendDouble(exactDouble((Double) value, column, single));
      default -> {
        requireInteger(field, column);
        yield (value, to) ->
            to.appendDouble(exactDouble(((Number) value).longValue(), column, single));
      }
    };
  }

  private static double exactDouble(double value, ColumnType column, boolean single) {
    if (single && !Double.isNaN(value) && (float) value != value) {
      throw new BadRecordException(value + " cannot be held unchanged by " + column);
    }
    return value;
  }

  private static double exactDouble(long value, ColumnType column, boolean single) {
    double same = single ? (float) value : (double) value;
    // The second test: Long.MAX_VALUE rounds up to 2^63, which a cast turns back.
    if ((long) same != value || same == 0x1p63) {
      throw new BadRecordException(value + " cannot be held unchanged by " + column);
    }
    return same;
  }

  private static CellWriter decimal(Schema field, ColumnType column) {
    if (isDecimal(field)) {
      return (value, to) -> to.appendDecimal(fitted((BigDecimal) value, column));
    }
    if (field.type() == Schema.Type.STRING) {
      return (value, to) -> {
        BigDecimal number;
        try {
          number = new BigDecimal((String) value);
        } catch (NumberFormatException e) {
          throw new BadRecordException("\"" + value + "\" is not a decimal number", e);
        }
        to.appendDecimal(fitted(number, column));
      };
    }
    requireInteger(field, column);
    return (value, to) ->
        to.appendDecimal(fitted(BigDecimal.valueOf(((Number) value).longValue()), column));
  }

  private static BigDecimal fitted(BigDecimal value, ColumnType column) {
    BigDecimal scaled;
    try {
      scaled = value.setScale(column.scale());
    } catch (ArithmeticException e) {
      throw new BadRecordException(value + " has more digits than " + column + " can hold", e);
    }
    if (scaled.precision() > column.precision()) {
      throw new BadRecordException(value + " has more digits than " + column + " can hold");
    }
    return scaled;
  }

  private static CellWriter timestamp(ToLongFunction<Object> reader) {
    return (value, to) -> to.appendLong(reader.applyAsLong(value));
  }

  private static CellWriter text(Schema field, ColumnType column) {
    int limit = column.type() == DataType.JSON ? MAX_JSON_TAG : column.length();
    if (field.type() == Schema.Type.BYTES && !isDecimal(field)) {
      return (value, to) -> to.appendBytes(fitted(toBytes(value), limit, column));
    }
    requireText(field, column);
    return (value, to) -> {
      String string = (String) value;
      if ((long) string.length() * MAX_UTF8_PER_CHAR > limit) {
        int length = string.getBytes(StandardCharsets.UTF_8).length;
        if (length > limit) {
          throw new BadRecordException(length + " bytes do not fit " + column);
        }
      }
      to.appendString(string);
    };
  }

  private static CellWriter nchar(Schema field, ColumnType column) {
    requireText(field, column);
    return (value, to) -> {
      String string = (String) value;
      if (string.length() > column.length()) {
        int characters = string.codePointCount(0, string.length());
        if (characters > column.length()) {
          throw new BadRecordException(characters + " characters do not fit " + column);
        }
      }
      to.appendString(string);
    };
  }

  private static CellWriter bytes(Schema field, ColumnType column) {
    if (field.type() != Schema.Type.BYTES || isDecimal(field)) {
      throw mismatch(field, column);
    }
    int limit = column.length() > 0 ? column.length() : Integer.MAX_VALUE;
    return (value, to) -> to.appendBytes(fitted(toBytes(value), limit, column));
  }

  private static byte[] fitted(byte[] value, int limit, ColumnType column) {
    if (value.length > limit) {
      throw new BadRecordException(value.length + " bytes do not fit " + column);
    }
    return value;
  }

  private static byte[] toBytes(Object value) {
    if (value instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      return bytes;
    }
    return (byte[]) value;
  }

  private static boolean isDecimal(Schema field) {
    return Decimal.LOGICAL_NAME.equals(field.name());
  }

  private static void requireInteger(Schema field, ColumnType column) {
    boolean integer =
        switch (field.type()) {
          case INT8, INT16, INT32, INT64 -> true;
          default -> false;
        };
    if (!integer || Timestamps.isTime(field)) {
      throw mismatch(field, column);
    }
  }

  private static void requireText(Schema field, ColumnType column) {
    if (field.type() != Schema.Type.STRING) {
      throw mismatch(field, column);
    }
  }

  private static BadRecordException mismatch(Schema field, ColumnType column) {
    return new BadRecordException(Timestamps.nameOf(field) + " cannot be written to " + column);
  }
}
