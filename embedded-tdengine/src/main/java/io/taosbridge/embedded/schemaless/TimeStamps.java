package io.taosbridge.embedded.schemaless;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the times of points; where there is none, or 0, it is now. */
final class TimeStamps {

  private static final int DIGITS_OF_SECONDS = 10;
  private static final int DIGITS_OF_MILLIS = 13;
  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d+");

  private final Clock clock;
  private final long nanosPerUnit;

  /**
   * @param nanosPerUnit the unit of the times of lines
   */
  TimeStamps(Clock clock, long nanosPerUnit) {
    this.clock = clock;
    this.nanosPerUnit = nanosPerUnit;
  }

  long now() {
    Instant now = clock.instant();
    return now.getEpochSecond() * TimeUnits.NANOS_PER_SECOND + now.getNano();
  }

  /**
   * @throws SchemalessException 0x0127 unless the number is greater than 0
   */
  long ofLine(byte[] text, int start, int end) {
    String word = new String(text, start, end - start, StandardCharsets.ISO_8859_1);
    if (word.isEmpty() || word.equals("0")) {
      return now();
    }
    Place place = new Place(text, start);
    long count = integer(word, "SML line invalid timestamp", place);
    boolean minutesOrHours = nanosPerUnit > TimeUnits.NANOS_PER_SECOND;
    long millisPerUnit = nanosPerUnit / TimeUnits.NANOS_PER_MILLI;
    if (minutesOrHours && count != 0 && millisPerUnit > Long.MAX_VALUE / count && count > 0) {
      throw SchemalessError.INVALID_TIMESTAMP.at("SML line invalid timestamp", place);
    }
    long nanos = TimeUnits.nanos(count, nanosPerUnit);
    if (nanos <= 0) {
      throw SchemalessError.INVALID_TIMESTAMP.exception();
    }
    return nanos;
  }

  /**
   * The number of digits tells the unit (schemaless.md, section 2).
   *
   * @param fault what to say of a bad one
   */
  long ofTelnet(String word, String fault, Place place) {
    if (word.equals("0")) {
      return now();
    }
    long unit =
        switch (word.length()) {
          case DIGITS_OF_SECONDS -> TimeUnits.NANOS_PER_SECOND;
          case DIGITS_OF_MILLIS -> TimeUnits.NANOS_PER_MILLI;
          default -> throw SchemalessError.INVALID_TIMESTAMP.at(fault, place);
        };
    long nanos = TimeUnits.nanos(integer(word, fault, place), unit);
    if (nanos < 0) {
      throw SchemalessError.INVALID_TIMESTAMP.at(fault, place);
    }
    return nanos;
  }

  private static long integer(String word, String fault, Place place) {
    Matcher matcher = INTEGER.matcher(word);
    if (!matcher.matches()) {
      throw SchemalessError.INVALID_TIMESTAMP.at(fault, place);
    }
    try {
      return Long.parseLong(word);
    } catch (NumberFormatException e) {
      return word.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  /** A number that JSON has without a unit. */
  long ofJson(double number) {
    if (isTooLarge(number)) {
      throw SchemalessError.INVALID_TIMESTAMP.saying("timestamp is too large");
    }
    if (number < 0) {
      throw SchemalessError.INVALID_TIMESTAMP.saying("timestamp is negative");
    }
    if (number == 0) {
      return now();
    }
    return switch (Long.toString((long) number).length()) {
      case DIGITS_OF_SECONDS -> seconds((long) number);
      case DIGITS_OF_MILLIS -> TimeUnits.nanos((long) number, TimeUnits.NANOS_PER_MILLI);
      default ->
          throw SchemalessError.INVALID_TIMESTAMP.saying(
              "timestamp precision can only be seconds(10 digits) or milli seconds(13 digits)");
    };
  }

  /** A number that JSON has with a unit. */
  long ofJson(double number, String unit) {
    if (isTooLarge(number)) {
      throw SchemalessError.INVALID_TIMESTAMP.saying("timestamp is too large");
    }
    if (number < 0) {
      throw SchemalessError.INVALID_TIMESTAMP.exception();
    }
    if (number == 0) {
      return now();
    }
    long count = (long) number;
    return switch (unit) {
      case "s", "S" -> seconds(count);
      case "ms", "mS", "Ms", "MS" -> TimeUnits.nanos(count, TimeUnits.NANOS_PER_MILLI);
      case "us", "uS", "Us", "US" -> TimeUnits.nanos(count, 1_000);
      case "ns", "nS", "Ns", "NS" -> count;
      default -> throw SchemalessError.INVALID_TIMESTAMP.exception();
    };
  }

  private static long seconds(long count) {
    long nanos = TimeUnits.nanos(count, TimeUnits.NANOS_PER_SECOND);
    if (nanos == Long.MAX_VALUE) {
      throw SchemalessError.INVALID_TIMESTAMP.exception();
    }
    return nanos;
  }

  private static boolean isTooLarge(double number) {
    return Math.abs(number) >= 0x1p63;
  }
}
