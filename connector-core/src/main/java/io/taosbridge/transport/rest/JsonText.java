package io.taosbridge.transport.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Turns a JSON value that stands in a reply back into the text that the server holds. */
final class JsonText {

  private final StringBuilder text = new StringBuilder();

  private JsonText() {}

  /** The value at which the parser stands, without blanks; numbers as they are written. */
  static String read(JsonParser parser) throws IOException {
    JsonText json = new JsonText();
    json.value(parser);
    return json.text.toString();
  }

  private void value(JsonParser parser) throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> string(parser.getText());
      default -> text.append(parser.getText());
    }
  }

  private void object(JsonParser parser) throws IOException {
    text.append('{');
    String separator = "";
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      text.append(separator);
      string(parser.currentName());
      text.append(':');
      parser.nextToken();
      value(parser);
      separator = ",";
    }
    text.append('}');
  }

  private void array(JsonParser parser) throws IOException {
    text.append('[');
    String separator = "";
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      text.append(separator);
      value(parser);
      separator = ",";
    }
    text.append(']');
  }

  /** With the escapes that the server's JSON library writes. */
  private void string(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char each = value.charAt(i);
      switch (each) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\b' -> text.append("\\b");
        case '\f' -> text.append("\\f");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (each < ' ') {
            text.append(String.format("\\u%04x", (int) each));
          } else {
            text.append(each);
          }
        }
      }
    }
    text.append('"');
  }
}
