package io.taosbridge.sink.text;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;

/**
 * A column or tag that points need.
 *
 * @param length bytes of the longest value if the type is of variable width
 */
record Need(DataType type, int length) {

  private static final int EXACT_FROM = 1024;
  private static final int MAX_BYTES = 65517;

  Need atLeast(int other) {
    return other > length ? new Need(type, other) : this;
  }

  /** Whether a column of this type takes all values. NCHAR's characters are counted as bytes. */
  boolean fits(ColumnType column) {
    return !type.isVariable() || length <= column.length();
  }

  /**
   * The type to declare, as the server does it: lengths are powers of two, and exact from 1024 on.
   */
  ColumnType declared() {
    if (!type.isVariable()) {
      return ColumnType.of(type);
    }
    int wanted = length >= EXACT_FROM ? length : Math.max(1, 2 * Integer.highestOneBit(length));
    int most = type == DataType.NCHAR ? MAX_BYTES / 4 : MAX_BYTES;
    return ColumnType.of(type, Math.min(wanted, most));
  }
}
