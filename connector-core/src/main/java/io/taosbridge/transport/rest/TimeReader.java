package io.taosbridge.transport.rest;

import io.taosbridge.block.Precision;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Reads the times of one result: RFC 3339 whose digits after the second, 3, 6 or 9, tell the
 * precision (rest.md, section 5). Years may have more digits than four, and a sign.
 */
final class TimeReader {

  private static final int MAX_LENGTH = 64;
  private static final int BEHIND_YEAR = "-MM-ddThh:mm:ss.".length();

  private final ZoneId zone;
  private Precision precision;

  /**
   * @param zone in which the server writes times
   */
  TimeReader(ZoneId zone) {
    this.zone = zone;
  }

  /** The precision of the result, if a time was read or it was set. */
  Optional<Precision> precision() {
    return Optional.ofNullable(precision);
  }

  /** Fixes the precision, as long as no time was read. */
  void setPrecision(Precision given) {
    precision = given;
  }

  /**
   * A time as its count of units.
   *
   * @throws IllegalArgumentException if the text is no time, or has another precision
   * @throws java.time.DateTimeException if there is no such day or hour
   * @throws ArithmeticException if the time is beyond the 64 bits
   */
  long read(String text) {
    int yearEnd = text.indexOf('-', 1);
    int fractionStart = yearEnd + BEHIND_YEAR;
    if (yearEnd < 0 || text.length() > MAX_LENGTH || text.length() <= fractionStart) {
      throw noTime(text);
    }
    int fractionEnd = fractionStart;
    while (fractionEnd < text.length() && isDigit(text.charAt(fractionEnd))) {
      fractionEnd++;
    }
    for (int i = 0; i < BEHIND_YEAR; i++) {
      char pattern = "-00-00T00:00:00.".charAt(i);
      char each = text.charAt(yearEnd + i);
      if (pattern == '0' ? !isDigit(each) : each != pattern) {
        throw noTime(text);
      }
    }
    LocalDateTime local =
        LocalDateTime.of(
            Integer.parseInt(text, 0, yearEnd, 10),
            digits(text, yearEnd + 1),
            digits(text, yearEnd + 4),
            digits(text, yearEnd + 7),
            digits(text, yearEnd + 10),
            digits(text, yearEnd + 13));
    checkPrecision(fractionEnd - fractionStart, text);
    long fraction = Integer.parseInt(text, fractionStart, fractionEnd, 10);
    return count(local.toEpochSecond(offset(local, text, fractionEnd)), fraction);
  }

  private void checkPrecision(int digits, String text) {
    Precision found =
        switch (digits) {
          case 3 -> Precision.MILLISECONDS;
          case 6 -> Precision.MICROSECONDS;
          case 9 -> Precision.NANOSECONDS;
          default -> throw noTime(text);
        };
    if (precision == null) {
      precision = found;
    } else if (precision != found) {
      throw new IllegalArgumentException(
          "a time in "
              + found.symbol()
              + " in a result of which nothing but NULL told that it was in "
              + precision.symbol()
              + ": select a column that is not NULL, too, or use WebSocket (ws://)");
    }
  }

  /**
   * The offset is written without seconds, which local mean times of old have: so the zone is asked
   * which offset is meant.
   */
  private ZoneOffset offset(LocalDateTime local, String text, int start) {
    if (text.length() == start + 1 && text.charAt(start) == 'Z') {
      return ZoneOffset.UTC;
    }
    boolean valid =
        text.length() == start + 6
            && (text.charAt(start) == '+' || text.charAt(start) == '-')
            && text.charAt(start + 3) == ':';
    if (!valid) {
      throw noTime(text);
    }
    int minutes = 60 * digits(text, start + 1) + digits(text, start + 4);
    int signed = text.charAt(start) == '-' ? -minutes : minutes;
    return zone.getRules().getValidOffsets(local).stream()
        .filter(each -> each.getTotalSeconds() / 60 == signed)
        .findFirst()
        .orElseGet(() -> ZoneOffset.ofTotalSeconds(60 * signed));
  }

  private long count(long seconds, long fraction) {
    long units = precision.unitsPerSecond();
    if (seconds < 0 && fraction > 0) { // the product alone might be beyond the smallest number
      return Math.addExact(Math.multiplyExact(seconds + 1, units), fraction - units);
    }
    return Math.addExact(Math.multiplyExact(seconds, units), fraction);
  }

  private static int digits(String text, int start) {
    char high = text.charAt(start);
    char low = text.charAt(start + 1);
    if (!isDigit(high) || !isDigit(low)) {
      throw noTime(text);
    }
    return 10 * (high - '0') + (low - '0');
  }

  private static boolean isDigit(char each) {
    return each >= '0' && each <= '9';
  }

  private static IllegalArgumentException noTime(String text) {
    return new IllegalArgumentException("\"" + text + "\" is no time");
  }
}
