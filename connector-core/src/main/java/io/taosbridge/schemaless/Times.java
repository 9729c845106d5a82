package io.taosbridge.schemaless;

import io.taosbridge.block.Precision;
import io.taosbridge.client.SchemalessPrecision;

/**
 * Reads the times of points into the precision of the target database; what is finer is cut off, as
 * the server does. A time that the database cannot hold is refused; the server would store its
 * largest.
 */
final class Times {

  private static final int DIGITS_OF_SECONDS = 10;
  private static final int DIGITS_OF_MILLIS = 13;
  private static final int EXACT_DIGITS = 18;

  private final long targetPerSecond;
  private final long secondsPerUnit;
  private final long unitsPerSecond;

  /**
   * @param unit what the times of lines count
   */
  Times(SchemalessPrecision unit, Precision target) {
    targetPerSecond = target.unitsPerSecond();
    secondsPerUnit =
        switch (unit) {
          case HOUR -> 3600;
          case MINUTE -> 60;
          default -> 1;
        };
    unitsPerSecond =
        switch (unit) {
          case MILLISECOND -> 1_000;
          case MICROSECOND -> 1_000_000;
          case NANOSECOND -> 1_000_000_000;
          default -> 1;
        };
  }

  /**
   * @param ifNone the time if there is none, or 0
   */
  long ofLine(byte[] text, int from, int to, long ifNone) {
    if (from == to || isZero(text, from, to)) {
      return ifNone;
    }
    long count = integer(text, from, to);
    long time = convert(count, secondsPerUnit, unitsPerSecond);
    if (time <= 0) {
      throw bad(text, from, to, "must be later than 1970");
    }
    return time;
  }

  private static boolean isZero(byte[] text, int from, int to) {
    return to - from == 1 && text[from] == '0';
  }

  /** The number of digits tells the unit. */
  long ofTelnet(byte[] text, int from, int to, long ifNone) {
    if (isZero(text, from, to)) {
      return ifNone;
    }
    long units = unitsOf(to - from);
    if (units == 0) {
      throw bad(text, from, to, "must have 10 digits (seconds) or 13 (milliseconds)");
    }
    long count = integer(text, from, to);
    if (count < 0) {
      throw bad(text, from, to, "is negative");
    }
    return convert(count, 1, units);
  }

  private static long unitsOf(int digits) {
    return switch (digits) {
      case DIGITS_OF_SECONDS -> 1;
      case DIGITS_OF_MILLIS -> 1_000;
      default -> 0;
    };
  }

  /** A number that JSON has without a unit. */
  long ofJson(long count, long ifNone) {
    if (count == 0) {
      return ifNone;
    }
    long units = count < 0 ? 0 : unitsOf(Long.toString(count).length());
    if (units == 0) {
      throw new BadPointException(
          "timestamp " + count + " must have 10 digits (seconds) or 13 (milliseconds)");
    }
    return convert(count, 1, units);
  }

  /** A number that JSON has with a unit. */
  long ofJson(long count, String unit, long ifNone) {
    long units =
        switch (unit) {
          case "s", "S" -> 1L;
          case "ms", "mS", "Ms", "MS" -> 1_000L;
          case "us", "uS", "Us", "US" -> 1_000_000L;
          case "ns", "nS", "Ns", "NS" -> 1_000_000_000L;
          default ->
              throw new BadPointException(
                  "\"" + unit + "\" is not a unit of time: expected s, ms, us or ns");
        };
    if (count < 0) {
      throw new BadPointException("timestamp " + count + " is negative");
    }
    return count == 0 ? ifNone : convert(count, 1, units);
  }

  private long convert(long count, long seconds, long units) {
    try {
      if (units >= targetPerSecond) {
        return count / (units / targetPerSecond);
      }
      return Math.multiplyExact(count, Math.multiplyExact(seconds, targetPerSecond / units));
    } catch (ArithmeticException e) {
      throw new BadPointException(
          "timestamp " + count + " is out of range: is it in another unit than configured?");
    }
  }

  private static long integer(byte[] text, int from, int to) {
    boolean sign = text[from] == '-' || text[from] == '+';
    int at = sign ? from + 1 : from;
    if (at == to || to - at > EXACT_DIGITS + 1) {
      throw bad(text, from, to, "is not a time in any unit");
    }
    long count = 0;
    while (at < to) {
      int digit = text[at] - '0';
      if (digit < 0 || digit > 9) {
        throw bad(text, from, to, "is not an integer");
      }
      count = count * 10 + digit;
      at++;
    }
    if (count < 0) {
      throw bad(text, from, to, "is not a time in any unit");
    }
    return text[from] == '-' ? -count : count;
  }

  private static BadPointException bad(byte[] text, int from, int to, String fault) {
    return new BadPointException("timestamp " + Bytes.shown(text, from, to) + " " + fault);
  }
}
