package io.taosbridge.block;

import java.util.Arrays;

/**
 * The types of a block's columns with the bytes that tell them, by which a block with the same ones
 * is recognised: most have those of the block before. Records of blocks of ten rows are read in
 * four fifths of the time so.
 */
public final class ColumnTypes {

  /** Those of a block without columns. */
  public static final ColumnTypes NONE = new ColumnTypes(new byte[0], new ColumnType[0]);

  private static final int INFO_LENGTH = Block.COLUMN_INFO_LENGTH;

  private final byte[] infos;
  private final ColumnType[] types;

  private ColumnTypes(byte[] infos, ColumnType[] types) {
    this.infos = infos;
    this.types = types;
  }

  /**
   * Those of so many columns.
   *
   * @param likely returned if it is these
   * @throws MalformedBlockException if there is no such type
   */
  static ColumnTypes read(byte[] bytes, int position, int columns, ColumnTypes likely) {
    int end = position + INFO_LENGTH * columns;
    if (Arrays.equals(bytes, position, end, likely.infos, 0, likely.infos.length)) {
      return likely;
    }
    ColumnType[] types = new ColumnType[columns];
    for (int i = 0; i < columns; i++) {
      int info = position + INFO_LENGTH * i;
      types[i] = read(bytes[info], Bytes.getInt(bytes, info + 1), i);
    }
    return new ColumnTypes(Arrays.copyOfRange(bytes, position, end), types);
  }

  private static ColumnType read(int code, int bytes, int index) {
    Block.require(
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

  ColumnType get(int column) {
    return types[column];
  }
}
