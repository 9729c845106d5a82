package io.taosbridge.embedded.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The arguments of a text action, read as the adapter's JSON library reads them: absent members are
 * zero, names match without case, and a member of the wrong type spoils the request.
 */
public final class Args {

  private static final BigInteger MAX_U64 = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  /** No arguments at all: every one is zero. */
  static final Args NONE = new Args(JsonNodeFactory.instance.objectNode());

  private final JsonNode node;

  private Args(JsonNode node) {
    this.node = node;
  }

  /**
   * @throws MalformedArgs unless the node is an object or null
   */
  static Args of(JsonNode node) {
    if (node == null || !(node.isObject() || node.isNull())) {
      throw new MalformedArgs();
    }
    return new Args(node);
  }

  /** An unsigned 64-bit number, as its bits. */
  public long u64(String name) {
    JsonNode value = find(node, name);
    if (value == null || value.isNull()) {
      return 0;
    }
    BigInteger number = integer(value);
    if (number.signum() < 0 || number.compareTo(MAX_U64) > 0) {
      throw new MalformedArgs();
    }
    return number.longValue();
  }

  /** Whatever the member is; null if absent. */
  public JsonNode json(String name) {
    return find(node, name);
  }

  /** Whether the member is there and not null. */
  public boolean has(String name) {
    JsonNode value = find(node, name);
    return value != null && !value.isNull();
  }

  public long i64(String name) {
    JsonNode value = find(node, name);
    if (value == null || value.isNull()) {
      return 0;
    }
    BigInteger number = integer(value);
    if (number.bitLength() > 63) {
      throw new MalformedArgs();
    }
    return number.longValue();
  }

  public int i32(String name) {
    long value = i64(name);
    if (value != (int) value) {
      throw new MalformedArgs();
    }
    return (int) value;
  }

  /** The text, empty if absent. */
  public String text(String name) {
    JsonNode value = find(node, name);
    if (value == null || value.isNull()) {
      return "";
    }
    return text(value);
  }

  public boolean bool(String name) {
    JsonNode value = find(node, name);
    if (value == null || value.isNull()) {
      return false;
    }
    if (!value.isBoolean()) {
      throw new MalformedArgs();
    }
    return value.booleanValue();
  }

  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : elements(name)) {
      texts.add(text(element));
    }
    return texts;
  }

  public List<Args> objects(String name) {
    List<Args> objects = new ArrayList<>();
    for (JsonNode element : elements(name)) {
      objects.add(of(element));
    }
    return objects;
  }

  public Map<String, String> map(String name) {
    Map<String, String> map = new LinkedHashMap<>();
    JsonNode value = find(node, name);
    if (value == null || value.isNull()) {
      return map;
    }
    if (!value.isObject()) {
      throw new MalformedArgs();
    }
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      map.put(member.getKey(), text(member.getValue()));
    }
    return map;
  }

  /** The request id, as far as it can be made out of arguments that may be malformed. */
  static long requestIdOf(JsonNode args) {
    JsonNode value = args == null || !args.isObject() ? null : find(args, "req_id");
    if (value == null) {
      return 0;
    }
    try {
      BigInteger number = value.isTextual() ? new BigInteger(value.textValue()) : integer(value);
      return number.signum() < 0 || number.compareTo(MAX_U64) > 0 ? 0 : number.longValue();
    } catch (NumberFormatException | MalformedArgs e) {
      return 0;
    }
  }

  /** The member of this name: spelt exactly, else in any case. */
  static JsonNode find(JsonNode object, String name) {
    JsonNode exact = object.get(name);
    if (exact != null) {
      return exact;
    }
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String each = names.next();
      if (each.equalsIgnoreCase(name)) {
        return object.get(each);
      }
    }
    return null;
  }

  private Iterable<JsonNode> elements(String name) {
    JsonNode value = find(node, name);
    if (value == null || value.isNull()) {
      return List.of();
    }
    if (!value.isArray()) {
      throw new MalformedArgs();
    }
    return value;
  }

  private static String text(JsonNode value) {
    if (!value.isTextual()) {
      throw new MalformedArgs();
    }
    return value.textValue();
  }

  private static BigInteger integer(JsonNode value) {
    if (!value.isIntegralNumber()) {
      throw new MalformedArgs();
    }
    return value.bigIntegerValue();
  }

  /** The arguments are missing, or one has the wrong type. */
  static final class MalformedArgs extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedArgs() {
      super("malformed arguments", null, false, false);
    }
  }
}
