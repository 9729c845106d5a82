package io.taosbridge.block;

import java.util.Optional;

/** The values that an integer type of TDengine holds. BIGINT UNSIGNED takes any 64 bits. */
public record IntegerRange(DataType type, long min, long max) {

  /** The range of BOOL, an integer or TIMESTAMP; empty for every other type. */
  public static Optional<IntegerRange> of(DataType type) {
    return switch (type) {
      case BOOL -> Optional.of(new IntegerRange(type, 0, 1));
      case TINYINT -> Optional.of(new IntegerRange(type, Byte.MIN_VALUE, Byte.MAX_VALUE));
      case SMALLINT -> Optional.of(new IntegerRange(type, Short.MIN_VALUE, Short.MAX_VALUE));
      case INT -> Optional.of(new IntegerRange(type, Integer.MIN_VALUE, Integer.MAX_VALUE));
      case UTINYINT -> Optional.of(new IntegerRange(type, 0, 0xffL));
      case USMALLINT -> Optional.of(new IntegerRange(type, 0, 0xffffL));
      case UINT -> Optional.of(new IntegerRange(type, 0, 0xffff_ffffL));
      case BIGINT, UBIGINT, TIMESTAMP ->
          Optional.of(new IntegerRange(type, Long.MIN_VALUE, Long.MAX_VALUE));
      default -> Optional.empty();
    };
  }

  /**
   * @throws IllegalArgumentException if the value is outside
   */
  public void check(long value) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          value + " is out of range for " + type.sqlName() + ", " + min + " to " + max);
    }
  }
}
