package io.taosbridge.schemaless;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.taosbridge.block.DataType;
import io.taosbridge.block.IntegerRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A value, tag or time of OpenTSDB's JSON: a plain one, or an object that tells its type. Read
 * first and judged later, so that the parser is behind it in any case. Integers keep all their
 * digits; the server reads every number as a double.
 */
final class JsonLiteral {

  private JsonToken token;
  private String text;
  private long whole;
  private double number;
  private String type;
  private boolean typed;
  private boolean malformed;

  /** Reads the value that the parser is at, to its end. */
  void read(JsonParser parser) throws IOException {
    type = null;
    malformed = false;
    typed = parser.currentToken() == JsonToken.START_OBJECT;
    if (!typed) {
      readPlain(parser);
      return;
    }
    token = null;
    int members = 0;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken member = parser.nextToken();
      members++;
      if (name.equalsIgnoreCase("value")) {
        readPlain(parser);
      } else if (name.equalsIgnoreCase("type") && member == JsonToken.VALUE_STRING) {
        type = parser.getText();
      } else {
        parser.skipChildren();
      }
    }
    malformed = members != 2 || token == null || type == null;
  }

  private void readPlain(JsonParser parser) throws IOException {
    token = parser.currentToken();
    switch (token) {
      case VALUE_STRING -> text = parser.getText();
      case VALUE_NUMBER_INT -> {
        number = parser.getDoubleValue();
        boolean fits = parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        whole = fits ? parser.getLongValue() : (long) number;
      }
      case VALUE_NUMBER_FLOAT -> {
        number = parser.getDoubleValue();
        whole = (long) number;
      }
      default -> parser.skipChildren();
    }
  }

  private boolean isNumber() {
    return token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
  }

  /**
   * @throws BadPointException if it is no time
   */
  long time(Times times, long ifNone) {
    if (malformed || !isNumber()) {
      throw new BadPointException(
          "timestamp is neither a number nor an object of a number \"value\" and a \"type\"");
    }
    if (Math.abs(number) >= 0x1p63) {
      throw new BadPointException("timestamp " + number + " is too large");
    }
    return typed ? times.ofJson(whole, type, ifNone) : times.ofJson(whole, ifNone);
  }

  /**
   * @param what it is, for errors
   * @throws BadPointException if it is no value
   */
  void to(Value value, String what) {
    if (malformed) {
      throw new BadPointException(
          what + " is an object, but not of a plain \"value\" and a \"type\"");
    }
    String wanted = typed ? type.toLowerCase(Locale.ROOT) : null;
    switch (token) {
      case VALUE_TRUE, VALUE_FALSE -> {
        require(wanted == null || wanted.equals("bool"), what);
        value.setBool(token == JsonToken.VALUE_TRUE);
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(value, wanted, what);
      case VALUE_STRING -> text(value, wanted, what);
      default ->
          throw new BadPointException(
              what + " is neither text, a number, true, false nor an object that tells its type");
    }
  }

  private void require(boolean fits, String what) {
    if (!fits) {
      throw new BadPointException(what + " is not of the type \"" + type + "\"");
    }
  }

  private void number(Value value, String wanted, String what) {
    switch (wanted == null ? "double" : wanted) {
      case "i8", "tinyint" -> integer(value, DataType.TINYINT, what);
      case "i16", "smallint" -> integer(value, DataType.SMALLINT, what);
      case "i32", "int" -> integer(value, DataType.INT, what);
      case "i64", "bigint" -> value.setInteger(DataType.BIGINT, whole);
      case "f32", "float" -> {
        if (!(Math.abs(number) <= Float.MAX_VALUE)) {
          throw outOfRange(what, DataType.FLOAT);
        }
        value.setFloating(DataType.FLOAT, number);
      }
      case "f64", "double" -> value.setFloating(DataType.DOUBLE, number);
      default -> require(false, what);
    }
  }

  private void integer(Value value, DataType integer, String what) {
    IntegerRange range = IntegerRange.of(integer).orElseThrow();
    if (!(number >= range.min() && number <= range.max())) {
      throw outOfRange(what, integer);
    }
    value.setInteger(integer, (long) number);
  }

  private BadPointException outOfRange(String what, DataType of) {
    return new BadPointException(what + " " + number + " is out of range for " + of.sqlName());
  }

  private void text(Value value, String wanted, String what) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    switch (wanted == null ? "binary" : wanted) {
      case "binary" -> value.setBytes(DataType.VARCHAR, bytes);
      case "varbinary" -> value.setBytes(DataType.VARBINARY, bytes);
      case "nchar" -> value.setBytes(DataType.NCHAR, bytes);
      default -> require(false, what);
    }
  }
}
