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
  private final Column[] columns;

  private Block(int rows, int byteLength, Column[] columns) {
    this.rows = rows;
    this.byteLength = byteLength;
    this.columns = columns;
  }

  /**
   * A view of the block that starts at the buffer's position. The bytes must not change afterwards;
   * the buffer's position does not move.
   *
   * @throws MalformedBlockException if the bytes are not a block
   */
  public static Block wrap(ByteBuffer source) {
    if (source.hasArray()) {
      return wrap(source.array(), source.arrayOffset() + source.position(), source.remaining());
    }
    byte[] copy = new byte[source.remaining()];
    source.get(source.position(), copy);
    return wrap(copy, 0, copy.length);
  }

  private static Block wrap(byte[] bytes, int base, int available) {
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
    Column[] columns = new Column[columnCount];
    for (int i = 0; i < columnCount; i++) {
      int info = base + HEADER_LENGTH + COLUMN_INFO_LENGTH * i;
      ColumnType type = columnType(bytes[info], Bytes.getInt(bytes, info + 1), i);
      int dataLength =
          Bytes.getInt(
              bytes, base + HEADER_LENGTH + COLUMN_INFO_LENGTH * columnCount + Integer.BYTES * i);
      long prefix = type.type().isVariable() ? 4L * rows : (rows + 7L) / 8;
      require(dataLength >= 0, "column %d has %d bytes", i, dataLength);
      long end = position + prefix + dataLength;
      require(end <= length, "column %d ends at %d in a block of %d bytes", i, end, length);
      columns[i] = column(bytes, type, base + (int) position, rows, dataLength, i);
      position = end;
    }
    // Servers before 3.1 leave the trailing flag byte out.
    require(length - position <= 1, "block of %d bytes has columns up to %d", length, position);
    return new Block(rows, length, columns);
  }

  private static Column column(
      byte[] bytes, ColumnType type, int position, int rows, int dataLength, int index) {
    if (type.type().isVariable()) {
      return new VariableColumn(bytes, type, position, rows, dataLength);
    }
    long expected = type.type() == DataType.NULL ? 0 : (long) rows * type.type().width();
    require(
        dataLength == expected || (type.type() == DataType.NULL && dataLength == rows),
        "column %d of type %s has %d bytes for %d rows",
        index,
        type,
        dataLength,
        rows);
    return new FixedColumn(bytes, type, position, rows);
  }

  private static ColumnType columnType(int code, int bytes, int index) {
    require(
        code >= 0 && code < DataType.values().length, "column %d has type code %d", index, code);
    DataType type = DataType.ofCode(code);
    return switch (type) {
      case DECIMAL64, DECIMAL128 ->
          new ColumnType(
              type, 0, (bytes >> 8) & 0xff, bytes & 0xff); // packed: width, 0, precision, scale
      case VARCHAR, VARBINARY, GEOMETRY -> ColumnType.of(type, Math.max(0, bytes - 2));
      case NCHAR -> ColumnType.of(type, Math.max(0, (bytes - 2) / 4));
      default -> ColumnType.of(type);
    };
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
  static void require(boolean condition, String message, Object... arguments) {
    if (!condition) {
      throw new MalformedBlockException(String.format(message, arguments));
    }
  }

  public int rows() {
    return rows;
  }

  public int columnCount() {
    return columns.length;
  }

  public Column column(int index) {
    return columns[index];
  }

  /** Bytes of the whole block, header included. */
  public int byteLength() {
    return byteLength;
  }
}
