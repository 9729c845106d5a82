package io.taosbridge.client;

/** The unit of the timestamps of InfluxDB lines (schemaless.md, section 2). */
public enum SchemalessPrecision {
  HOUR(1, "h"),
  MINUTE(2, "m"),
  SECOND(3, "s"),
  MILLISECOND(4, "ms"),
  // "us" would be taken for nanoseconds without a word.
  MICROSECOND(5, "u"),
  NANOSECOND(6, "ns");

  private final int code;
  private final String symbol;

  SchemalessPrecision(int code, String symbol) {
    this.code = code;
    this.symbol = symbol;
  }

  /** The name that taosAdapter understands. */
  public String symbol() {
    return symbol;
  }

  /** The number that the C library understands: 1 to 6. */
  public int code() {
    return code;
  }
}
