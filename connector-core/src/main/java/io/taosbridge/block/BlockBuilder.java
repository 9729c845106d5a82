package io.taosbridge.block;

import java.nio.ByteBuffer;
import java.util.List;

/** Writes a block column by column (block.md, section 2). */
public final class BlockBuilder {

  private static final int COLUMN_INFO_PRESENT = 0x8000_0000;

  private static final int FEW_ROWS = 32;

  private final List<BuiltColumn> columns;

  public BlockBuilder(List<ColumnType> types) {
    this(types, FEW_ROWS);
  }

  /**
   * @param rows about how many there will be, for which room is made at once
   */
  public BlockBuilder(List<ColumnType> types, int rows) {
    columns = types.stream().map(type -> column(type, rows)).toList();
  }

  private static BuiltColumn column(ColumnType type, int rows) {
    return type.type().isVariable()
        ? new VariableColumnBuilder(type, rows)
        : new FixedColumnBuilder(type, rows);
  }

  /** The column to append to. */
  public ColumnBuilder column(int index) {
    return columns.get(index);
  }

  /** Bytes of the block in wire form. */
  public int byteLength() {
    int length = Block.HEADER_LENGTH + Block.HEADER_PER_COLUMN * columns.size() + 1;
    for (BuiltColumn column : columns) {
      length = Math.addExact(length, column.prefixLength() + column.dataLength());
    }
    return length;
  }

  /** Forgets all values, but keeps the memory for those of another block. */
  public void clear() {
    columns.forEach(BuiltColumn::clear);
  }

  /**
   * The block in wire form, between position 0 and the limit of a little-endian buffer.
   *
   * @param version 1 in query results, 2 in TMQ messages
   * @throws IllegalStateException if the columns have different numbers of values
   */
  public ByteBuffer build(int version) {
    LittleEndianBuffer block = new LittleEndianBuffer(byteLength());
    writeTo(block, version);
    return block.asByteBuffer();
  }

  /**
   * Appends the block in wire form.
   *
   * @param version 1 in query results, 2 in TMQ messages
   * @throws IllegalStateException if the columns have different numbers of values
   */
  public void writeTo(LittleEndianBuffer block, int version) {
    int rows = columns.isEmpty() ? 0 : columns.get(0).size();
    for (BuiltColumn column : columns) {
      if (column.size() != rows) {
        throw new IllegalStateException(
            "columns of " + rows + " and of " + column.size() + " values in one block");
      }
    }
    block.putInt(version);
    block.putInt(byteLength());
    block.putInt(rows);
    block.putInt(columns.size());
    block.putInt(COLUMN_INFO_PRESENT);
    block.putLong(0);
    for (BuiltColumn column : columns) {
      block.putByte(column.type().type().code());
      block.putInt(column.storedBytes());
    }
    columns.forEach(column -> block.putInt(column.dataLength()));
    columns.forEach(column -> column.writeTo(block));
    block.putByte(0);
  }
}
