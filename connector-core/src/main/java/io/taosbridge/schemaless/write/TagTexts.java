package io.taosbridge.schemaless.write;

import io.taosbridge.block.Column;
import io.taosbridge.block.SingleValue;
import io.taosbridge.geometry.Wkt;

/**
 * The values of tags for the protocols whose tags are all text, NCHAR in TDengine: numbers as
 * digits, BOOL as {@code true} or {@code false}, TIMESTAMP as a count, bytes as hex, GEOMETRY as
 * WKT.
 */
final class TagTexts {

  private TagTexts() {}

  /**
   * @throws UnwritableException if it is a time that has no place in the text's unit
   */
  static String of(TextTag tag, TextRules rules) {
    Column value = new SingleValue(tag.type(), tag.value());
    return switch (tag.type().type()) {
      case TIMESTAMP -> Long.toString(rules.toUnit().applyAsLong(value.getLong(0)));
      case VARBINARY, BLOB, MEDIUMBLOB -> Hex.of(value.getBytes(0));
      case GEOMETRY -> Wkt.ofBinary(value.getBytes(0));
      case DECIMAL64, DECIMAL128 -> value.getDecimal(0).toPlainString();
      default -> tag.value().toString();
    };
  }
}
