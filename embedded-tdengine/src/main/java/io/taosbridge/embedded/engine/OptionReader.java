package io.taosbridge.embedded.engine;

import io.taosbridge.block.Precision;
import io.taosbridge.embedded.storage.DatabaseOptions;
import java.util.LinkedHashMap;
import java.util.Map;

/** Options of databases as written. */
final class OptionReader {

  private static final long MINUTES_PER_DAY = 1440;
  private static final long MINUTES_PER_HOUR = 60;
  private static final String DEFAULT_VGROUPS = "2";
  private static final String DEFAULT_KEEP = "3650";
  private static final String DEFAULT_RETENTION = "3600";

  private OptionReader() {}

  /**
   * @throws EngineException 0x2619 for a value that cannot be
   */
  static DatabaseOptions read(Map<String, String> options) {
    return new DatabaseOptions(
        precision(options.getOrDefault("precision", "ms")),
        (int) number("vgroups", options.getOrDefault("vgroups", DEFAULT_VGROUPS), 1),
        keepMinutes(options.getOrDefault("keep", DEFAULT_KEEP)),
        number(
            "wal_retention_period",
            options.getOrDefault("wal_retention_period", DEFAULT_RETENTION),
            -1),
        options);
  }

  /** The options after ALTER DATABASE. */
  static DatabaseOptions merge(DatabaseOptions old, Map<String, String> changes) {
    Map<String, String> merged = new LinkedHashMap<>(old.others());
    merged.putAll(changes);
    return read(merged);
  }

  private static Precision precision(String symbol) {
    try {
      return Precision.ofSymbol(symbol);
    } catch (IllegalArgumentException e) {
      throw EngineError.INVALID_DATABASE_OPTION.exception("precision: " + symbol);
    }
  }

  private static long number(String name, String text, long least) {
    try {
      long value = Long.parseLong(text);
      if (value >= least) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told below, as a number out of range is.
    }
    throw EngineError.INVALID_DATABASE_OPTION.exception(name + ": " + text);
  }

  /** Of several periods the last is the longest. */
  private static long keepMinutes(String text) {
    String last = text.substring(text.lastIndexOf(',') + 1);
    char unit = last.charAt(last.length() - 1);
    String count = Character.isDigit(unit) ? last : last.substring(0, last.length() - 1);
    return number("keep", count, 1)
        * switch (unit) {
          case 'm' -> 1;
          case 'h' -> MINUTES_PER_HOUR;
          default -> MINUTES_PER_DAY;
        };
  }
}
