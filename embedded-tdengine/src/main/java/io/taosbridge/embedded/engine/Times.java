package io.taosbridge.embedded.engine;

import io.taosbridge.block.Precision;
import io.taosbridge.embedded.sql.Expr;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/** Timestamps as counts of units, as text, and moved by spans of time. */
final class Times {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final DateTimeFormatter TEXT =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-M-d[[' ']['T']H:m[:s]]")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HH:mm", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHmm", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HH", "Z")
          .optionalEnd()
          .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
          .toFormatter(Locale.ROOT)
          .withResolverStyle(java.time.format.ResolverStyle.STRICT);

  private Times() {}

  static long now(Precision precision) {
    Instant now = Instant.now();
    return fromInstant(now, precision);
  }

  static long today(Precision precision, ZoneId zone) {
    return fromInstant(ZonedDateTime.now(zone).truncatedTo(ChronoUnit.DAYS).toInstant(), precision);
  }

  static long fromInstant(Instant instant, Precision precision) {
    long units = precision.unitsPerSecond();
    return instant.getEpochSecond() * units + instant.getNano() / (NANOS_PER_SECOND / units);
  }

  static Instant toInstant(long timestamp, Precision precision) {
    long units = precision.unitsPerSecond();
    return Instant.ofEpochSecond(
        Math.floorDiv(timestamp, units),
        Math.floorMod(timestamp, units) * (NANOS_PER_SECOND / units));
  }

  static long fromMillis(long millis, Precision precision) {
    return millis * (precision.unitsPerSecond() / Precision.MILLISECONDS.unitsPerSecond());
  }

  /** Reads a date with or without time and zone. */
  static Optional<Long> parse(String text, Precision precision, ZoneId zone) {
    try {
      TemporalAccessor parsed =
          TEXT.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from);
      Instant instant =
          parsed instanceof OffsetDateTime withOffset
              ? withOffset.toInstant()
              : ((LocalDateTime) parsed).atZone(zone).toInstant();
      return Optional.of(fromInstant(instant, precision));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** As {@code to_iso8601} writes it. */
  static String iso(long timestamp, Precision precision, ZoneId zone) {
    String fraction =
        switch (precision) {
          case MILLISECONDS -> "SSS";
          case MICROSECONDS -> "SSSSSS";
          case NANOSECONDS -> "SSSSSSSSS";
        };
    return DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss." + fraction + "xx", Locale.ROOT)
        .format(toInstant(timestamp, precision).atZone(zone));
  }

  /** As a cast to text writes it. */
  static String text(long timestamp, Precision precision, ZoneId zone) {
    String fraction =
        switch (precision) {
          case MILLISECONDS -> "SSS";
          case MICROSECONDS -> "SSSSSS";
          case NANOSECONDS -> "SSSSSSSSS";
        };
    return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss." + fraction, Locale.ROOT)
        .format(toInstant(timestamp, precision).atZone(zone));
  }

  /** {@code Asia/Shanghai (CST, +0800)}. */
  static String describe(ZoneId zone) {
    ZonedDateTime now = ZonedDateTime.now(zone);
    String id = zone instanceof ZoneOffset ? "UTC" : zone.getId();
    return id + DateTimeFormatter.ofPattern(" (zzz, xx)", Locale.US).format(now);
  }

  /** A timestamp moved by a span; months and years go by the calendar. */
  static long plus(long timestamp, Expr.Duration span, int sign, Precision precision, ZoneId zone) {
    if (span.unit() == 'n' || span.unit() == 'y') {
      ZonedDateTime time = toInstant(timestamp, precision).atZone(zone);
      long months = sign * span.count() * (span.unit() == 'y' ? 12 : 1);
      return fromInstant(time.plusMonths(months).toInstant(), precision);
    }
    return timestamp + sign * units(span, precision);
  }

  /** How many units of this precision a span has; not for months and years. */
  static long units(Expr.Duration span, Precision precision) {
    long nanos =
        switch (span.unit()) {
          case 'b' -> 1L;
          case 'u' -> 1_000L;
          case 'a' -> 1_000_000L;
          case 's' -> NANOS_PER_SECOND;
          case 'm' -> 60 * NANOS_PER_SECOND;
          case 'h' -> 3_600 * NANOS_PER_SECOND;
          case 'd' -> 86_400 * NANOS_PER_SECOND;
          case 'w' -> 7 * 86_400 * NANOS_PER_SECOND;
          default -> throw EngineError.SYNTAX.saying("unsupported unit of time " + span.unit());
        };
    long nanosPerUnit = NANOS_PER_SECOND / precision.unitsPerSecond();
    return nanos >= nanosPerUnit
        ? span.count() * (nanos / nanosPerUnit)
        : span.count() / (nanosPerUnit / nanos);
  }
}
