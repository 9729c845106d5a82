package io.taosbridge.client;

import io.taosbridge.block.Precision;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.Optional;

/** Points in time given for a TIMESTAMP: Instant, OffsetDateTime and ZonedDateTime. */
public final class TimeValues {

  private TimeValues() {}

  /**
   * A point in time as the number that a TIMESTAMP holds; any other value as it is.
   *
   * @param precision of the TIMESTAMP; null if the value is for something else
   * @throws ClassCastException if the value is a time without a zone
   * @throws IllegalArgumentException if the time is beyond what the precision reaches
   */
  public static Object plain(Object value, Precision precision) {
    if (precision == null || !(value instanceof Temporal)) {
      return value;
    }
    return precision.of(
        instant(value)
            .orElseThrow(
                () ->
                    new ClassCastException(
                        "TIMESTAMP does not take a "
                            + value.getClass().getName()
                            + ", which has no time zone: give an Instant")));
  }

  /** The point in time that a value is, if it is one. */
  public static Optional<Instant> instant(Object value) {
    if (value instanceof Instant instant) {
      return Optional.of(instant);
    }
    if (value instanceof OffsetDateTime time) {
      return Optional.of(time.toInstant());
    }
    if (value instanceof ZonedDateTime time) {
      return Optional.of(time.toInstant());
    }
    return Optional.empty();
  }
}
