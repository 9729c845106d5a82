package io.taosbridge.embedded.engine;

import io.taosbridge.block.ColumnType;

/** Types as DESCRIBE and SHOW CREATE write them. */
final class TypeNames {

  private static final int JSON_LENGTH = 4095;
  private static final int BLOB_LENGTH = 5;

  private TypeNames() {}

  /** Without length: {@code VARCHAR}, {@code DECIMAL(10, 2)}. */
  static String bare(ColumnType type) {
    return type.type().isDecimal()
        ? "DECIMAL(" + type.precision() + ", " + type.scale() + ")"
        : type.type().sqlName();
  }

  /** As in a declaration: {@code VARCHAR(20)}, {@code DECIMAL(10, 2)}. */
  static String declared(ColumnType type) {
    return type.type().isDecimal() ? bare(type) : type.toSql();
  }

  /** The length that DESCRIBE tells. */
  static int length(ColumnType type) {
    return switch (type.type()) {
      case JSON -> JSON_LENGTH;
      case BLOB, MEDIUMBLOB -> BLOB_LENGTH;
      default -> type.type().isVariable() ? type.length() : type.type().width();
    };
  }
}
