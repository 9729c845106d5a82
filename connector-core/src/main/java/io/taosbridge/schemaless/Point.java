package io.taosbridge.schemaless;

import io.taosbridge.client.ValueBuffer;
import java.util.Arrays;
import java.util.List;

/** One row to be written, with all that says where to. */
public final class Point {

  /** The column that holds the time. */
  public static final String TIME_COLUMN = "_ts";

  private final ChildTable table;
  private final Shape shape;
  private final long timestamp;
  private final int line;
  private final Cells cells;

  /**
   * @param timestamp in the precision of the target database
   * @param line where it stands in its text, counted from 1
   */
  Point(ChildTable table, Shape shape, long timestamp, int line, Cells cells) {
    this.table = table;
    this.shape = shape;
    this.timestamp = timestamp;
    this.line = line;
    this.cells = cells;
  }

  public ChildTable table() {
    return table;
  }

  public Shape shape() {
    return shape;
  }

  /** In the precision of the target database. */
  public long timestamp() {
    return timestamp;
  }

  /** Which line of its text it is, or which point of its JSON text, counted from 1. */
  public int line() {
    return line;
  }

  /** Bytes that the value of a field takes if its type is of variable width, otherwise 0. */
  public int length(int field) {
    return shape.type(field).isVariable() ? cells.length(field) : 0;
  }

  /**
   * Adds the value of a field to the values of a column of the field's type.
   *
   * @throws IllegalArgumentException if the column does not take it
   */
  public void append(int field, ValueBuffer to) {
    switch (shape.type(field)) {
      case FLOAT, DOUBLE -> to.appendDouble(Double.longBitsToDouble(cells.bits(field)));
      case VARCHAR, NCHAR, VARBINARY, GEOMETRY -> cells.append(field, to);
      default -> to.appendLong(cells.bits(field));
    }
  }

  /**
   * Adds the value of a field of many points, which have one shape, to the values of a column of
   * the field's type.
   *
   * @throws IllegalArgumentException if the column does not take one of them
   */
  public static void appendAll(List<Point> points, int field, ValueBuffer to) {
    switch (points.get(0).shape.type(field)) {
      case FLOAT, DOUBLE -> {
        for (Point point : points) {
          to.appendDouble(Double.longBitsToDouble(point.cells.bits(field)));
        }
      }
      case VARCHAR, NCHAR, VARBINARY, GEOMETRY -> {
        for (Point point : points) {
          point.cells.append(field, to);
        }
      }
      default -> {
        for (Point point : points) {
          to.appendLong(point.cells.bits(field));
        }
      }
    }
  }

  /** The values of a point's fields: numbers as bits, text as places in the text it came from. */
  static final class Cells {

    private final byte[] source;
    private final long[] bits;
    private final byte[][] owned;

    /**
     * @param bits a number, the bits of a double, or start and length of bytes in the source
     * @param owned bytes that do not stand in the source as they are; null if there are none
     */
    Cells(byte[] source, long[] bits, byte[][] owned) {
      this.source = source;
      this.bits = bits;
      this.owned = owned;
    }

    long bits(int field) {
      return bits[field];
    }

    private byte[] owned(int field) {
      return owned == null ? null : owned[field];
    }

    int length(int field) {
      byte[] own = owned(field);
      return own == null ? (int) bits[field] : own.length;
    }

    void append(int field, ValueBuffer to) {
      byte[] own = owned(field);
      if (own == null) {
        int from = (int) (bits[field] >>> 32);
        to.appendBytes(source, from, (int) bits[field]);
      } else {
        to.appendBytes(own, 0, own.length);
      }
    }

    static long slice(int from, int length) {
      return (long) from << 32 | length;
    }
  }

  /** Collects the values of one point after the other. */
  static final class Collector {

    private long[] bits = new long[16];
    private byte[][] owned;
    private int size;

    void clear() {
      size = 0;
      owned = null;
    }

    int size() {
      return size;
    }

    void add(Value value) {
      if (size == bits.length) {
        bits = Arrays.copyOf(bits, 2 * size);
      }
      if (value.owned() != null) {
        if (owned == null || owned.length <= size) {
          owned = owned == null ? new byte[bits.length][] : Arrays.copyOf(owned, bits.length);
        }
        owned[size] = value.owned();
      }
      bits[size++] = value.bits();
    }

    Cells cells(byte[] source) {
      return new Cells(source, Arrays.copyOf(bits, size), owned == null ? null : copy(owned));
    }

    private byte[][] copy(byte[][] from) {
      return Arrays.copyOf(from, size);
    }
  }
}
