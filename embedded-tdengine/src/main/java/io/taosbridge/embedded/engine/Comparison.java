package io.taosbridge.embedded.engine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** Order of values that need not be of the same type. */
final class Comparison {

  /** NULL comes first. */
  static final Comparator<Object> NULLS_FIRST = Comparator.nullsFirst(Comparison::compare);

  private Comparison() {}

  static int compare(Object left, Object right) {
    if (left instanceof String text && right instanceof String other) {
      return text.compareTo(other);
    }
    if (left instanceof byte[] bytes && right instanceof byte[] other) {
      return Arrays.compareUnsigned(bytes, other);
    }
    if (left instanceof byte[] || right instanceof byte[]) {
      return compareTexts(left, right);
    }
    if (isLong(left) && isLong(right)) {
      return Long.compare(Numbers.asLong(left), Numbers.asLong(right));
    }
    if (isInexact(left) || isInexact(right)) {
      return Double.compare(Numbers.asDouble(left), Numbers.asDouble(right));
    }
    return Numbers.exact(left).compareTo(Numbers.exact(right));
  }

  private static int compareTexts(Object left, Object right) {
    return asText(left).compareTo(asText(right));
  }

  private static String asText(Object value) {
    return value instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.UTF_8)
        : value.toString();
  }

  private static boolean isLong(Object value) {
    return value instanceof Boolean
        || value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte;
  }

  private static boolean isInexact(Object value) {
    return value instanceof String || value instanceof Double || value instanceof Float;
  }
}
