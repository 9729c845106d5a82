package io.taosbridge.embedded.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** JSON tags: objects of one level, told with their names in order. */
final class JsonTags {

  /** What a bound NULL becomes. */
  static final String NULL = "null";

  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private JsonTags() {}

  /**
   * The text as the server tells it back; null for JSON's null and for no text.
   *
   * @throws EngineException 0x267F if it is not an object of one level
   */
  static String normalize(String text) {
    if (text.isBlank()) {
      return null;
    }
    JsonNode parsed = parse(text);
    if (parsed.isNull()) {
      return null;
    }
    if (!parsed.isObject()) {
      throw EngineError.INVALID_JSON.exception(text);
    }
    Map<String, JsonNode> sorted = new TreeMap<>();
    parsed.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    ObjectNode normalized = MAPPER.createObjectNode();
    sorted.forEach(
        (name, value) -> {
          if (value.isContainerNode()) {
            throw EngineError.INVALID_JSON.exception(text);
          }
          normalized.set(name, value);
        });
    return normalized.toString();
  }

  /** A member as JSON text; null if there is none. */
  static String member(String json, String name) {
    JsonNode value = parse(json).get(name);
    return value == null ? null : value.toString();
  }

  private static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw EngineError.INVALID_JSON.exception(text);
    }
  }
}
