package io.taosbridge.source.meta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.taosbridge.client.error.Errors;
import java.util.ArrayList;
import java.util.List;

/** Takes the JSON of a metadata message apart (tmq.md, section 4). */
final class MetaJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private MetaJson() {}

  /** The changes that a message tells, whether it wraps them or is one itself. */
  static List<JsonNode> changes(String json) {
    JsonNode root;
    try {
      root = MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw Errors.unreadable("metadata that is no JSON: " + json, e);
    }
    List<JsonNode> changes = new ArrayList<>();
    if (root.has("metas")) {
      root.get("metas").forEach(changes::add);
    } else if (root.has("type")) {
      changes.add(root);
    }
    return changes;
  }

  static boolean isSuper(JsonNode change) {
    return text(change, "tableType").equals("super");
  }

  /** The child tables that a creation is about: itself, or those of its list. */
  static List<JsonNode> children(JsonNode create) {
    List<JsonNode> children = new ArrayList<>();
    create.path("createList").forEach(children::add);
    return children.isEmpty() ? List.of(create) : children;
  }

  /** The tables that a drop names. */
  static List<String> dropped(JsonNode drop) {
    List<String> names = new ArrayList<>();
    drop.path("tableNameList").forEach(name -> names.add(name.asText()));
    if (names.isEmpty() && drop.has("tableName")) {
      names.add(text(drop, "tableName"));
    }
    return names;
  }

  /** The text of a member; empty if there is none. */
  static String text(JsonNode node, String member) {
    return node.path(member).asText("");
  }
}
