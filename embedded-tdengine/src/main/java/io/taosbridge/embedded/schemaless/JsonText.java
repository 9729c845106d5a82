package io.taosbridge.embedded.schemaless;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the first JSON value of a text, with members as often as they come, and every number as a
 * double: so the server sees it. Values are {@link Members}, {@link List}, String, Double, Boolean
 * and {@link #NULL}.
 */
final class JsonText {

  static final Object NULL = new Object();

  private static final JsonFactory JSON = new JsonFactory();

  /** An object. */
  record Members(List<Member> all) {

    /** The first member of this name in any case; null if there is none. */
    Object find(String name) {
      for (Member member : all) {
        if (member.name().equalsIgnoreCase(name)) {
          return member.value();
        }
      }
      return null;
    }
  }

  /** A member of an object. */
  record Member(String name, Object value) {}

  private JsonText() {}

  /**
   * @throws SchemalessException 0x0221 if there is none
   */
  static Object read(byte[] text) {
    try (JsonParser parser = JSON.createParser(text)) {
      parser.nextToken();
      return value(parser);
    } catch (IOException e) {
      throw SchemalessError.INVALID_JSON.exception();
    }
  }

  private static Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw SchemalessError.INVALID_JSON.exception();
    }
    return switch (token) {
      case START_OBJECT -> members(parser);
      case START_ARRAY -> elements(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
      case VALUE_NULL -> NULL;
      default -> throw SchemalessError.INVALID_JSON.exception();
    };
  }

  private static Members members(JsonParser parser) throws IOException {
    List<Member> members = new ArrayList<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      members.add(new Member(name, value(parser)));
    }
    return new Members(members);
  }

  private static List<Object> elements(JsonParser parser) throws IOException {
    List<Object> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser));
    }
    return elements;
  }
}
