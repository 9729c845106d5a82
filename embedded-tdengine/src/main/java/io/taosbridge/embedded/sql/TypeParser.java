package io.taosbridge.embedded.sql;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;

/** Data types. */
final class TypeParser {

  private static final int DEFAULT_LENGTH = 0;

  private final Tokens tokens;

  TypeParser(Tokens tokens) {
    this.tokens = tokens;
  }

  ColumnType type() {
    int first = tokens.peek().start();
    String name = tokens.name();
    boolean unsigned = tokens.accept("unsigned");
    int length = DEFAULT_LENGTH;
    int scale = 0;
    if (tokens.accept("(")) {
      length = (int) tokens.integer();
      if (tokens.accept(",")) {
        scale = (int) tokens.integer();
      }
      tokens.expect(")");
    }
    try {
      return typeOf(name + (unsigned ? " unsigned" : ""), length, scale);
    } catch (IllegalArgumentException e) {
      throw SqlSyntaxException.near(tokens.sql().substring(first));
    }
  }

  private static ColumnType typeOf(String name, int length, int scale) {
    return switch (name) {
      case "boolean" -> ColumnType.of(DataType.BOOL);
      case "integer" -> ColumnType.of(DataType.INT);
      case "integer unsigned" -> ColumnType.of(DataType.UINT);
      case "decimal", "numeric" -> ColumnType.parse("DECIMAL(" + length + "," + scale + ")");
      default -> ColumnType.parse(length > 0 ? name + "(" + length + ")" : name);
    };
  }
}
