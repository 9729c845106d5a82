package io.taosbridge.embedded.engine;

import io.taosbridge.block.ColumnType;
import io.taosbridge.embedded.storage.ColumnDef;
import io.taosbridge.embedded.storage.Schema;

/** How many bytes the columns or tags of a table may have in all. */
final class StoredWidths {

  private static final int MAX_TAG_BYTES = 16384;
  private static final int MAX_ROW_BYTES = 65531;

  private StoredWidths() {}

  /**
   * @throws EngineException 0x263D or 0x263E if they are too many
   */
  static void check(Schema schema, boolean tags) {
    int most = tags ? MAX_TAG_BYTES : MAX_ROW_BYTES;
    int bytes = 0;
    for (ColumnDef column : schema.columns()) {
      bytes += width(column.type());
    }
    if (bytes > most) {
      EngineError error = tags ? EngineError.TAGS_LENGTH : EngineError.ROW_LENGTH;
      throw error.exception(String.valueOf(most));
    }
  }

  private static int width(ColumnType type) {
    return switch (type.type()) {
      case NCHAR -> type.length() * 4 + 2;
      case VARCHAR, VARBINARY, GEOMETRY -> type.length() + 2;
      default -> type.type().width();
    };
  }
}
