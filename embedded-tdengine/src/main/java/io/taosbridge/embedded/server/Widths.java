package io.taosbridge.embedded.server;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;

/** The three lengths that the wire gives a column (block.md, section 4). */
public final class Widths {

  private static final int BLOB_LENGTH = 4 << 20;
  private static final int BLOB_STORED = 5;
  private static final int JSON_LENGTH = 4095;
  private static final int JSON_STORED = 16384;

  private Widths() {}

  /** As declared: {@code fields_lengths} of a query, the length in a REST reply. */
  public static int declared(ColumnType type) {
    return switch (type.type()) {
      case BLOB, MEDIUMBLOB -> BLOB_LENGTH;
      case JSON -> JSON_LENGTH;
      case VARCHAR, NCHAR, VARBINARY, GEOMETRY -> type.length();
      default -> type.type().width();
    };
  }

  /** As stored: in blocks, in the schema of a message, in the fields of a statement. */
  public static int stored(ColumnType type) {
    return switch (type.type()) {
      case BLOB, MEDIUMBLOB -> BLOB_STORED;
      case JSON -> JSON_STORED;
      case NCHAR -> 4 * type.length() + DataType.NCHAR.lengthPrefix();
      case VARCHAR, VARBINARY, GEOMETRY -> type.length() + DataType.VARCHAR.lengthPrefix();
      default -> type.type().width();
    };
  }

  /** Of the longest value with its prefix: {@code lengths} of a fetch. */
  public static int fetched(ColumnType type) {
    return switch (type.type()) {
      case BLOB, MEDIUMBLOB -> BLOB_LENGTH + DataType.BLOB.lengthPrefix();
      case JSON -> 4 * JSON_LENGTH + DataType.JSON.lengthPrefix();
      default -> stored(type);
    };
  }
}
