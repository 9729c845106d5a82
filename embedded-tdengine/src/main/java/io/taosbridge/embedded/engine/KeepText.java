package io.taosbridge.embedded.engine;

/** How long rows are kept, as the server writes it. */
final class KeepText {

  private static final long MINUTES_PER_DAY = 1440;

  private KeepText() {}

  /** {@code 3650d}; in minutes if it is not whole days. */
  static String of(long minutes) {
    return minutes % MINUTES_PER_DAY == 0 ? minutes / MINUTES_PER_DAY + "d" : minutes + "m";
  }
}
