package io.taosbridge.sink.record;

import java.util.Arrays;
import java.util.Locale;

/** Enums that are the values of an option, by their names in lower case. */
final class Choice {

  private Choice() {}

  static <E extends Enum<E>> String[] symbols(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).map(Choice::symbol).toArray(String[]::new);
  }

  static String symbol(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  static <E extends Enum<E>> E parse(Class<E> type, Object symbol) {
    return Enum.valueOf(type, ((String) symbol).toUpperCase(Locale.ROOT));
  }
}
