package io.taosbridge.embedded.engine;

import io.taosbridge.block.ColumnBuilder;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import java.util.Arrays;

/** Bound values that have their own lengths, which stay in the payload that they came in. */
public final class BoundBytes extends BoundColumn {

  /** Stands for the start of NULL. */
  public static final int NULL = -1;

  private final byte[] payload;
  private final int[] starts;
  private final int[] lengths;

  /**
   * @param starts where in the payload the values are
   */
  public BoundBytes(DataType type, byte[] payload, int[] starts, int[] lengths) {
    super(type, starts.length);
    this.payload = payload;
    this.starts = starts;
    this.lengths = lengths;
  }

  @Override
  public Object value(int row) {
    return starts[row] == NULL
        ? null
        : Arrays.copyOfRange(payload, starts[row], starts[row] + lengths[row]);
  }

  @Override
  void storeAs(ColumnType stored, ColumnBuilder to) {
    for (int row = 0; row < rows(); row++) {
      boolean taken =
          isTextWithin(stored, row) && to.appendUtf8(payload, starts[row], lengths[row]);
      if (!taken) {
        to.append(BoundValues.stored(value(row), stored));
      }
    }
  }

  private boolean isTextWithin(ColumnType stored, int row) {
    return starts[row] != NULL
        && switch (stored.type()) {
          case VARCHAR -> lengths[row] <= stored.length();
          case NCHAR -> lengths[row] <= stored.length() || codePoints(row) <= stored.length();
          default -> false;
        };
  }

  /** Of UTF-8: the bytes that begin one. */
  private int codePoints(int row) {
    int count = 0;
    for (int at = starts[row]; at < starts[row] + lengths[row]; at++) {
      if ((payload[at] & 0xc0) != 0x80) {
        count++;
      }
    }
    return count;
  }
}
