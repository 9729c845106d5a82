package io.taosbridge.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages what is well-formed, at random but the same way for the same seed. */
public final class Damage {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Random random;

  public Damage(long seed) {
    random = new Random(seed);
  }

  /** A copy with a few bytes changed, left out, repeated or cut off at the end. */
  public byte[] of(byte[] whole) {
    byte[] damaged = whole.clone();
    for (int i = random.nextInt(4); i >= 0 && damaged.length > 0; i--) {
      int at = random.nextInt(damaged.length);
      switch (random.nextInt(5)) {
        case 0 -> damaged = Arrays.copyOf(damaged, at);
        case 1 -> damaged = without(damaged, at);
        case 2 -> damaged = with(damaged, at, damaged[random.nextInt(damaged.length)]);
        default -> damaged[at] = (byte) random.nextInt();
      }
    }
    return damaged;
  }

  private static byte[] without(byte[] bytes, int at) {
    byte[] shorter = Arrays.copyOf(bytes, bytes.length - 1);
    System.arraycopy(bytes, at + 1, shorter, at, shorter.length - at);
    return shorter;
  }

  private static byte[] with(byte[] bytes, int at, byte added) {
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
    longer[at] = added;
    return longer;
  }

  /** A copy with a few characters of it or of these exchanged, left out, added or cut off. */
  public String of(String whole, String characters) {
    StringBuilder damaged = new StringBuilder(whole);
    for (int i = random.nextInt(4); i >= 0 && damaged.length() > 0; i--) {
      int at = random.nextInt(damaged.length());
      char other = characters.charAt(random.nextInt(characters.length()));
      switch (random.nextInt(5)) {
        case 0 -> damaged.setLength(at);
        case 1 -> damaged.deleteCharAt(at);
        case 2 -> damaged.insert(at, other);
        case 3 -> damaged.insert(at, damaged.substring(random.nextInt(at + 1), at));
        default -> damaged.setCharAt(at, other);
      }
    }
    return damaged.toString();
  }

  /** A copy in which one value is missing, or is of another kind or size. */
  public ObjectNode of(ObjectNode whole) {
    ObjectNode damaged = whole.deepCopy();
    List<JsonNode> holders = new ArrayList<>();
    collect(damaged, holders);
    JsonNode holder = holders.get(random.nextInt(holders.size()));
    int index = random.nextInt(holder.size());
    if (holder instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      if (random.nextInt(4) == 0) {
        object.remove(names.get(index));
      } else {
        object.set(names.get(index), value());
      }
    } else if (random.nextInt(4) == 0) {
      ((ArrayNode) holder).remove(index);
    } else {
      ((ArrayNode) holder).set(index, value());
    }
    return damaged;
  }

  private static void collect(JsonNode node, List<JsonNode> holders) {
    if (node.size() > 0) {
      holders.add(node);
      node.forEach(child -> collect(child, holders));
    }
  }

  private JsonNode value() {
    return switch (random.nextInt(10)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.booleanNode(random.nextBoolean());
      case 2 -> JSON.textNode("");
      case 3 -> JSON.textNode("text \u0000 \ud83d\ude00");
      case 4 -> JSON.numberNode(-1);
      case 5 -> JSON.numberNode(Long.MAX_VALUE);
      case 6 -> JSON.numberNode(1e300);
      case 7 -> JSON.arrayNode().add(random.nextInt());
      case 8 -> JSON.objectNode().put("a", 1);
      default -> JSON.numberNode(random.nextInt(40));
    };
  }
}
