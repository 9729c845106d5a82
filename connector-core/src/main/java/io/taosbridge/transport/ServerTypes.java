package io.taosbridge.transport;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;

/** Reads types as the server describes those of columns and parameters. */
public final class ServerTypes {

  private ServerTypes() {}

  /**
   * The type of a column.
   *
   * @param stored whether the length is that of the storage, rather than the declared one: in
   *     results of statements, and in parameters (observed.md)
   * @param precision of a DECIMAL
   * @param scale of a DECIMAL
   */
  public static ColumnType columnType(
      DataType type, int length, int precision, int scale, boolean stored) {
    return switch (type) {
      case DECIMAL64, DECIMAL128 -> new ColumnType(type, 0, precision, scale);
      case VARCHAR, VARBINARY, GEOMETRY ->
          ColumnType.of(type, stored ? Math.max(0, length - 2) : length);
      case NCHAR -> ColumnType.of(type, stored ? Math.max(0, length - 2) / 4 : length);
      default -> ColumnType.of(type);
    };
  }
}
