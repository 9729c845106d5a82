package io.taosbridge.embedded.schemaless;

/** Counts of units since the epoch made into nanoseconds; too many become as many as there are. */
final class TimeUnits {

  static final long NANOS_PER_MILLI = 1_000_000;
  static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long MILLIS_PER_MINUTE = 60_000;
  private static final long MILLIS_PER_HOUR = 3_600_000;

  private TimeUnits() {}

  /**
   * What a precision in a request means (schemaless.md, section 2), in nanoseconds.
   *
   * @param symbol anything unknown, {@code us} too, is nanoseconds
   */
  static long nanosOf(String symbol) {
    return switch (symbol) {
      case "h" -> MILLIS_PER_HOUR * NANOS_PER_MILLI;
      case "m" -> MILLIS_PER_MINUTE * NANOS_PER_MILLI;
      case "s" -> NANOS_PER_SECOND;
      case "ms" -> NANOS_PER_MILLI;
      case "u", "\u03bc" -> 1_000;
      default -> 1;
    };
  }

  /** Never more than the greatest number of nanoseconds. */
  static long nanos(long count, long nanosPerUnit) {
    return count > Long.MAX_VALUE / nanosPerUnit ? Long.MAX_VALUE : count * nanosPerUnit;
  }
}
