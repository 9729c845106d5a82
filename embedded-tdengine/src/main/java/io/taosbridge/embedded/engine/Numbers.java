package io.taosbridge.embedded.engine;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Numbers of TDengine's types as Java has them. */
final class Numbers {

  private static final BigInteger UBIGINT_MAX =
      BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);

  private Numbers() {}

  static boolean isInteger(DataType type) {
    return switch (type) {
      case TINYINT, SMALLINT, INT, BIGINT, UTINYINT, USMALLINT, UINT, UBIGINT -> true;
      default -> false;
    };
  }

  static boolean isFloating(DataType type) {
    return type == DataType.FLOAT || type == DataType.DOUBLE;
  }

  static boolean isUnsigned(DataType type) {
    return switch (type) {
      case UTINYINT, USMALLINT, UINT, UBIGINT -> true;
      default -> false;
    };
  }

  static boolean fits(BigInteger value, DataType type) {
    return switch (type) {
      case TINYINT -> value.bitLength() < Byte.SIZE;
      case SMALLINT -> value.bitLength() < Short.SIZE;
      case INT -> value.bitLength() < Integer.SIZE;
      case BIGINT, TIMESTAMP -> value.bitLength() < Long.SIZE;
      case UTINYINT -> value.signum() >= 0 && value.bitLength() <= Byte.SIZE;
      case USMALLINT -> value.signum() >= 0 && value.bitLength() <= Short.SIZE;
      case UINT -> value.signum() >= 0 && value.bitLength() <= Integer.SIZE;
      case UBIGINT -> value.signum() >= 0 && value.compareTo(UBIGINT_MAX) <= 0;
      default -> false;
    };
  }

  /** The value as a column of this integer type holds it; it must fit. */
  static Object ofType(BigInteger value, DataType type) {
    return switch (type) {
      case TINYINT -> value.byteValue();
      case SMALLINT, UTINYINT -> value.shortValue();
      case INT, USMALLINT -> value.intValue();
      case UBIGINT -> value;
      default -> value.longValue();
    };
  }

  /**
   * The value with the type's scale.
   *
   * @throws EngineException 0x013D if it has too many digits
   */
  static BigDecimal decimal(BigDecimal value, ColumnType type) {
    BigDecimal scaled = value.setScale(type.scale(), RoundingMode.HALF_UP);
    if (scaled.precision() > type.precision() && scaled.signum() != 0) {
      throw EngineError.DECIMAL_OVERFLOW.exception();
    }
    return scaled;
  }

  /** The value exactly, of any type of number; BOOL as 0 or 1. */
  static BigDecimal exact(Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal;
    }
    if (value instanceof BigInteger integer) {
      return new BigDecimal(integer);
    }
    if (value instanceof Float || value instanceof Double) {
      return BigDecimal.valueOf(((Number) value).doubleValue());
    }
    return BigDecimal.valueOf(asLong(value));
  }

  static double asDouble(Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof Boolean bool) {
      return bool ? 1 : 0;
    }
    return leadingNumber((String) value);
  }

  static long asLong(Object value) {
    if (value instanceof Boolean bool) {
      return bool ? 1 : 0;
    }
    return ((Number) value).longValue();
  }

  /** The number a text begins with, as C reads it: 0 if there is none. */
  static double leadingNumber(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
