package io.taosbridge.sink.record;

import io.taosbridge.block.Precision;

/** What a number counts that is a point in time. */
public enum EpochUnit {
  SECONDS("s", 1),
  MILLISECONDS("ms", 1_000),
  MICROSECONDS("us", 1_000_000),
  NANOSECONDS("ns", 1_000_000_000);

  private final String symbol;
  private final long perSecond;

  EpochUnit(String symbol, long perSecond) {
    this.symbol = symbol;
    this.perSecond = perSecond;
  }

  public static EpochUnit of(Precision precision) {
    return ofSymbol(precision.symbol());
  }

  /**
   * The unit as configurations and schemas name it: {@code s}, {@code ms}, {@code us}, {@code ns}.
   */
  public String symbol() {
    return symbol;
  }

  public long perSecond() {
    return perSecond;
  }

  /** The coarsest precision that holds every such number. */
  public Precision precision() {
    return this == SECONDS ? Precision.MILLISECONDS : Precision.ofSymbol(symbol);
  }

  /**
   * @throws IllegalArgumentException if no unit has this name
   */
  public static EpochUnit ofSymbol(String symbol) {
    for (EpochUnit unit : values()) {
      if (unit.symbol.equals(symbol)) {
        return unit;
      }
    }
    throw new IllegalArgumentException("unknown unit \"" + symbol + "\", expected s, ms, us or ns");
  }
}
