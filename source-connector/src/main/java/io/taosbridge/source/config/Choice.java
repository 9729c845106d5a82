package io.taosbridge.source.config;

import java.util.Arrays;
import java.util.Locale;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Options whose values are those of an enum, in small letters. */
final class Choice {

  private Choice() {}

  static ConfigDef.Validator of(Enum<?>[] values) {
    return ConfigDef.ValidString.in(
        Arrays.stream(values).map(Choice::symbol).toArray(String[]::new));
  }

  static String symbol(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  static <E extends Enum<E>> E get(AbstractConfig config, String option, Class<E> type) {
    return Enum.valueOf(type, config.getString(option).toUpperCase(Locale.ROOT));
  }
}
