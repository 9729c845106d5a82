package io.taosbridge.block;

import java.nio.ByteBuffer;

/**
 * A batch of rows by column, read in place: no row is ever turned into an object unasked (block.md,
 * section 2).
 */
public final class Block {

  static final int HEADER_LENGTH = 28;
  static final int HEADER_PER_COLUMN = 9;
  static final int COLUMN_INFO_LENGTH = 5;
  private static final int MAX_COLUMNS = 4096 + 128;

  private final int rows;
  private final int byteLength;
  private final ColumnTypes types;
  private final byte[] bytes;

  /** Of each column, and the end of the last one. */
  private final int[] starts;

  /**
   * Made by who asks for them: of blocks of ten rows, a thread that goes by the first column only
   * makes records in three quarters of the time so. Made by two threads at once, they are alike.
   */
  private final Column[] columns;

  private Block(int rows, int byteLength, ColumnTypes types, byte[] bytes, int[] starts) {
    this.rows = rows;
    this.byteLength = byteLength;
    this.types = types;
    this.bytes = bytes;
    this.starts = starts;
    this.columns = new Column[starts.length - 1];
  }

  /**
   * A view of the block that starts at the buffer's position. The bytes must not change afterwards;
   * the buffer's position does not move.
   *
   * @throws MalformedBlockException if the bytes are not a block
   */
  public static Block wrap(ByteBuffer source) {
    return wrap(source, ColumnTypes.NONE);
  }

  /**
   * As {@link #wrap(ByteBuffer)}.
   *
   * @param likely types of its columns, as another block had them
   */
  public static Block wrap(ByteBuffer source, ColumnTypes likely) {
    if (source.hasArray()) {
      int base = source.arrayOffset() + source.position();
      return wrap(source.array(), base, source.remaining(), likely);
    }
    byte[] copy = new byte[source.remaining()];
    source.get(source.position(), copy);
    return wrap(copy, 0, copy.length, likely);
  }

  private static Block wrap(byte[] bytes, int base, int available, ColumnTypes likely) {
    require(available >= HEADER_LENGTH, "%d bytes are no block header", available);
    int version = Bytes.getInt(bytes, base);
    require(version == 1 || version == 2, "block version %d, expected 1 or 2", version);
    int length = Bytes.getInt(bytes, base + 4);
    int rows = Bytes.getInt(bytes, base + 8);
    int columnCount = Bytes.getInt(bytes, base + 12);
    require(
        length >= HEADER_LENGTH && length <= available,
        "block of %d bytes says it has %d",
        available,
        length);
    require(rows >= 0, "negative number of rows: %d", rows);
    require(columnCount >= 0 && columnCount <= MAX_COLUMNS, "%d columns", columnCount);
    require(columnCount > 0 || rows == 0, "%d rows without a column", rows);
    long position = HEADER_LENGTH + (long) HEADER_PER_COLUMN * columnCount;
    require(
        position <= length, "block of %d bytes has no room for %d columns", length, columnCount);
    int lengths = base + HEADER_LENGTH + COLUMN_INFO_LENGTH * columnCount;
    ColumnTypes types = ColumnTypes.read(bytes, base + HEADER_LENGTH, columnCount, likely);
    int[] starts = new int[columnCount + 1];
    for (int i = 0; i < columnCount; i++) {
      ColumnType type = types.get(i);
      int dataLength = Bytes.getInt(bytes, lengths + Integer.BYTES * i);
      long prefix = type.type().isVariable() ? 4L * rows : (rows + 7L) / 8;
      long end = position + prefix + dataLength;
      if (dataLength < 0) {
        throw malformed("column %d has %d bytes", i, dataLength);
      }
      if (end > length) {
        throw malformed("column %d ends at %d in a block of %d bytes", i, end, length);
      }
      checkLength(type, rows, dataLength, i);
      starts[i] = base + (int) position;
      position = end;
    }
    starts[columnCount] = base + (int) position;
    // Servers before 3.1 leave the trailing flag byte out.
    require(length - position <= 1, "block of %d bytes has columns up to %d", length, position);
    return new Block(rows, length, types, bytes, starts);
  }

  private static void checkLength(ColumnType type, int rows, int dataLength, int index) {
    if (type.type().isVariable()) {
      return;
    }
    long expected = type.type() == DataType.NULL ? 0 : (long) rows * type.type().width();
    if (dataLength != expected && !(type.type() == DataType.NULL && dataLength == rows)) {
      throw malformed(
          "column %d of type %s has %d bytes for %d rows", index, type, dataLength, rows);
    }
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
  static void require(boolean condition, String message, Object... arguments) {
    if (!condition) {
      throw malformed(message, arguments);
    }
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
  private static MalformedBlockException malformed(String message, Object... arguments) {
    return new MalformedBlockException(String.format(message, arguments));
  }

  public int rows() {
    return rows;
  }

  public int columnCount() {
    return columns.length;
  }

  /** The types of its columns, to be recognised in the next block. */
  public ColumnTypes types() {
    return types;
  }

  public Column column(int index) {
    Column column = columns[index];
    return column == null ? make(index) : column;
  }

  private Column make(int index) {
    ColumnType type = types.get(index);
    int start = starts[index];
    Column column =
        type.type().isVariable()
            ? new VariableColumn(bytes, type, start, rows, starts[index + 1] - start - 4 * rows)
            : new FixedColumn(bytes, type, start, rows);
    columns[index] = column;
    return column;
  }

  /** Bytes of the whole block, header included. */
  public int byteLength() {
    return byteLength;
  }
}
