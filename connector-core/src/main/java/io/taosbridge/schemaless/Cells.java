package io.taosbridge.schemaless;

import io.taosbridge.block.DataType;
import io.taosbridge.client.ValueBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The values of the fields of many points, one point behind the other: numbers as bits, text as
 * places among bytes. Serves one batch of points after the other, so that nothing is allocated for
 * a point's values.
 */
public final class Cells {

  private static final int FIRST_SIZE = 1024;

  /** What is kept for the next batch, in values and in bytes; an unusual one may have been huge. */
  private static final int MAX_KEPT = 1 << 22;

  private long[] values = new long[FIRST_SIZE];
  private byte[] bytes = new byte[FIRST_SIZE];
  private int size;
  private int length;

  /** Forgets all values. The points that have them must not be used any more. */
  public void clear() {
    if (values.length > MAX_KEPT) {
      values = new long[FIRST_SIZE];
    }
    if (bytes.length > MAX_KEPT) {
      bytes = new byte[FIRST_SIZE];
    }
    size = 0;
    length = 0;
  }

  /** Where the next value will stand. */
  int size() {
    return size;
  }

  /**
   * @param text that the value was read from
   */
  void add(Value value, byte[] text) {
    if (!value.type().isVariable()) {
      add(value.bits());
    } else if (value.owned() == null) {
      add(text, (int) (value.bits() >>> Integer.SIZE), (int) value.bits());
    } else {
      add(value.owned(), 0, value.owned().length);
    }
  }

  private void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.multiplyExact(2, size));
    }
    values[size++] = value;
  }

  private void add(byte[] from, int at, int count) {
    add(slice(length, count));
    int end = Math.addExact(length, count);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, Math.multiplyExact(2, bytes.length)));
    }
    System.arraycopy(from, at, bytes, length, count);
    length = end;
  }

  /** Where bytes stand, in one number. */
  static long slice(int from, int length) {
    return (long) from << Integer.SIZE | length;
  }

  /** Bytes of a value of variable width. */
  int length(int cell) {
    return (int) values[cell];
  }

  /**
   * Adds a value to those of a column of its type.
   *
   * @throws IllegalArgumentException if the column does not take it
   */
  void append(int cell, DataType type, ValueBuffer to) {
    switch (type) {
      case FLOAT, DOUBLE -> to.appendDouble(Double.longBitsToDouble(values[cell]));
      case VARCHAR, NCHAR, VARBINARY, GEOMETRY -> appendBytes(cell, to);
      default -> to.appendLong(values[cell]);
    }
  }

  private void appendBytes(int cell, ValueBuffer to) {
    to.appendBytes(bytes, (int) (values[cell] >>> Integer.SIZE), length(cell));
  }

  /** Adds the values that one field has in many points, whose type is looked at once. */
  static void appendAll(List<Point> points, int field, DataType type, ValueBuffer to) {
    switch (type) {
      case FLOAT, DOUBLE -> {
        for (Point point : points) {
          long bits = point.cells().values[point.cell(field)];
          to.appendDouble(Double.longBitsToDouble(bits));
        }
      }
      case VARCHAR, NCHAR, VARBINARY, GEOMETRY -> {
        for (Point point : points) {
          point.cells().appendBytes(point.cell(field), to);
        }
      }
      default -> {
        for (Point point : points) {
          to.appendLong(point.cells().values[point.cell(field)]);
        }
      }
    }
  }
}
