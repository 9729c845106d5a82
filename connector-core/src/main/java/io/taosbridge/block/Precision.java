package io.taosbridge.block;

import java.time.Instant;
import java.util.function.LongUnaryOperator;

/** The unit of a database's timestamps. {@link #code()} is the number used on the wire. */
public enum Precision {
  MILLISECONDS(0, "ms", 1_000L),
  MICROSECONDS(1, "us", 1_000_000L),
  NANOSECONDS(2, "ns", 1_000_000_000L);

  private final int code;
  private final String symbol;
  private final long unitsPerSecond;

  Precision(int code, String symbol, long unitsPerSecond) {
    this.code = code;
    this.symbol = symbol;
    this.unitsPerSecond = unitsPerSecond;
  }

  /** The number used on the wire: 0, 1 or 2. */
  public int code() {
    return code;
  }

  /** The name used in SQL: {@code ms}, {@code us} or {@code ns}. */
  public String symbol() {
    return symbol;
  }

  /** How many units of this precision make one second. */
  public long unitsPerSecond() {
    return unitsPerSecond;
  }

  /**
   * A point in time as a number of this unit since 1970; what is finer is cut off.
   *
   * @throws IllegalArgumentException if the number would not fit 64 bits
   */
  public long of(Instant time) {
    try {
      return Math.addExact(
          Math.multiplyExact(time.getEpochSecond(), unitsPerSecond),
          time.getNano() / (NANOSECONDS.unitsPerSecond / unitsPerSecond));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(time + " does not fit a TIMESTAMP in " + symbol, e);
    }
  }

  /**
   * Turns counts of this unit into counts of another one that stand for the same time.
   *
   * @return a function that throws {@link ArithmeticException} for a count that has no such other
   */
  public LongUnaryOperator to(Precision other) {
    if (other == this) {
      return LongUnaryOperator.identity();
    }
    if (other.unitsPerSecond > unitsPerSecond) {
      long factor = other.unitsPerSecond / unitsPerSecond;
      return count -> {
        long product = count * factor;
        if (Math.multiplyHigh(count, factor) != product >> (Long.SIZE - 1)) {
          throw new ArithmeticException(
              count + " " + symbol + " are more " + other.symbol + " than 64 bits can hold");
        }
        return product;
      };
    }
    long divisor = unitsPerSecond / other.unitsPerSecond;
    return count -> {
      if (count % divisor != 0) {
        throw new ArithmeticException(
            count + " " + symbol + " have digits that " + other.symbol + " cannot hold");
      }
      return count / divisor;
    };
  }

  /**
   * @throws IllegalArgumentException if no precision has this number
   */
  public static Precision ofCode(int code) {
    for (Precision precision : values()) {
      if (precision.code == code) {
        return precision;
      }
    }
    throw new IllegalArgumentException("unknown precision code " + code + ", expected 0, 1 or 2");
  }

  /**
   * @throws IllegalArgumentException if no precision has this name
   */
  public static Precision ofSymbol(String symbol) {
    for (Precision precision : values()) {
      if (precision.symbol.equals(symbol)) {
        return precision;
      }
    }
    throw new IllegalArgumentException(
        "unknown precision \"" + symbol + "\", expected ms, us or ns");
  }
}
