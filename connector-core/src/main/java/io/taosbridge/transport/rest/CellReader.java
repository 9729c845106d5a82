package io.taosbridge.transport.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.taosbridge.block.ColumnBuilder;
import io.taosbridge.block.ColumnType;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HexFormat;

/** Reads the values of one column out of JSON (rest.md, section 5). */
@FunctionalInterface
interface CellReader {

  int MAX_DECIMAL_LENGTH = 64;

  /**
   * Appends the value, not null, at which the parser stands.
   *
   * @throws IllegalArgumentException if it is no value of the type
   */
  void read(JsonParser parser, ColumnBuilder column) throws IOException;

  static CellReader of(ColumnType type, TimeReader times) {
    return switch (type.type()) {
      case NULL -> (parser, column) -> require(false, parser);
      case BOOL ->
          (parser, column) -> {
            boolean value = parser.currentToken() == JsonToken.VALUE_TRUE;
            require(value || parser.currentToken() == JsonToken.VALUE_FALSE, parser);
            column.appendLong(value ? 1 : 0);
          };
      case TINYINT, SMALLINT, INT, BIGINT, UTINYINT, USMALLINT, UINT ->
          (parser, column) -> {
            require(parser.currentToken() == JsonToken.VALUE_NUMBER_INT, parser);
            column.appendLong(parser.getLongValue());
          };
      case UBIGINT ->
          (parser, column) -> {
            require(parser.currentToken() == JsonToken.VALUE_NUMBER_INT, parser);
            column.append(parser.getBigIntegerValue());
          };
      case FLOAT ->
          (parser, column) -> column.appendDouble(finite(Float.parseFloat(number(parser))));
      case DOUBLE ->
          (parser, column) -> column.appendDouble(finite(Double.parseDouble(number(parser))));
      case TIMESTAMP -> (parser, column) -> column.appendLong(times.read(string(parser)));
      case DECIMAL64, DECIMAL128 ->
          (parser, column) -> column.appendDecimal(decimal(string(parser)));
      case VARCHAR -> (parser, column) -> column.appendBytes(RawText.bytes(string(parser)));
      case NCHAR -> (parser, column) -> column.appendString(RawText.text(string(parser)));
      case JSON -> (parser, column) -> column.appendBytes(RawText.bytes(JsonText.read(parser)));
      case VARBINARY, GEOMETRY, BLOB, MEDIUMBLOB ->
          (parser, column) -> column.appendBytes(HexFormat.of().parseHex(string(parser)));
    };
  }

  private static String string(JsonParser parser) throws IOException {
    require(parser.currentToken() == JsonToken.VALUE_STRING, parser);
    return parser.getText();
  }

  private static String number(JsonParser parser) throws IOException {
    require(parser.currentToken().isNumeric(), parser);
    return parser.getText();
  }

  private static double finite(double value) {
    if (Double.isInfinite(value)) {
      throw new IllegalArgumentException("a number is out of range");
    }
    return value;
  }

  private static BigDecimal decimal(String text) {
    if (text.length() > MAX_DECIMAL_LENGTH) {
      throw new IllegalArgumentException("a decimal has " + text.length() + " characters");
    }
    return new BigDecimal(text);
  }

  private static void require(boolean expected, JsonParser parser) {
    if (!expected) {
      throw new IllegalArgumentException("unexpected " + parser.currentToken());
    }
  }
}
