package io.taosbridge.sink.table;

import io.taosbridge.connect.ColumnInfo;

/** How wide columns are made. */
final class Widths {

  private static final int LAST_POWER = 1024;
  private static final int MAX_COLUMN = 65_517;
  private static final int MAX_TAG = 16_382;
  private static final int BYTES_PER_NCHAR = 4;

  private Widths() {}

  /**
   * Rounded up to a power of two up to 1024, as the schemaless protocols do, so that a column is
   * not widened for every value that is a little longer.
   */
  static int rounded(int length) {
    if (length > LAST_POWER) {
      return length;
    }
    int highest = Integer.highestOneBit(length);
    return highest == length ? length : highest * 2;
  }

  /** The greatest length that a column or tag of the type can have; 0 if its length is fixed. */
  static int max(ColumnInfo column) {
    int bytes = column.tag() ? MAX_TAG : MAX_COLUMN;
    return switch (column.type().type()) {
      case VARCHAR, VARBINARY -> bytes;
      case NCHAR -> bytes / BYTES_PER_NCHAR;
      default -> 0;
    };
  }
}
