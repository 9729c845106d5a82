package io.taosbridge.sink.cell;

import io.taosbridge.block.Precision;
import io.taosbridge.sink.record.BadRecordException;
import io.taosbridge.sink.record.EpochUnit;
import io.taosbridge.sink.record.Reason;
import io.taosbridge.sink.record.TimestampOptions.TooFine;
import io.taosbridge.sink.record.Verdict;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/** Turns counts of one time unit into counts of another: exactly, unless digits may be cut off. */
final class TimestampUnit {

  /** More digits than any count has; before it is written out, so that 1E+999999999 is refused. */
  private static final int MAX_DIGITS = 40;

  private final EpochUnit from;
  private final Precision to;
  private final TooFine tooFine;
  private final Verdict outOfRange;
  private final long multiplier;
  private final long divisor;

  TimestampUnit(EpochUnit from, Precision to, TooFine tooFine, Verdict outOfRange) {
    this.from = from;
    this.to = to;
    this.tooFine = tooFine;
    this.outOfRange = outOfRange;
    multiplier = Math.max(1, to.unitsPerSecond() / from.perSecond());
    divisor = Math.max(1, from.perSecond() / to.unitsPerSecond());
  }

  /**
   * @throws BadRecordException if digits would be lost that must not be, or the result does not fit
   *     64 bits
   */
  long convert(long value) {
    if (divisor > 1) {
      if (tooFine != TooFine.TRUNCATE && value % divisor != 0) {
        throw tooFine(value + " " + from.symbol());
      }
      return Math.floorDiv(value, divisor);
    }
    long product = value * multiplier;
    if (Math.multiplyHigh(value, multiplier) != product >> (Long.SIZE - 1)) {
      throw outOfRange(value + " " + from.symbol());
    }
    return product;
  }

  /** The same for a count that need not be a whole number. */
  long convert(BigDecimal value) {
    if (value.precision() > MAX_DIGITS || Math.abs((long) value.scale()) > MAX_DIGITS) {
      throw outOfRange(value + " " + from.symbol());
    }
    return whole(
        value
            .multiply(BigDecimal.valueOf(to.unitsPerSecond()))
            .divide(BigDecimal.valueOf(from.perSecond())),
        value + " " + from.symbol());
  }

  /** The same for a point in time. */
  long convert(Instant time) {
    BigDecimal seconds =
        BigDecimal.valueOf(time.getEpochSecond()).add(BigDecimal.valueOf(time.getNano(), 9));
    return whole(seconds.multiply(BigDecimal.valueOf(to.unitsPerSecond())), time.toString());
  }

  private long whole(BigDecimal count, String told) {
    BigDecimal whole = count.setScale(0, RoundingMode.FLOOR);
    if (tooFine != TooFine.TRUNCATE && whole.compareTo(count) != 0) {
      throw tooFine(told);
    }
    try {
      return whole.longValueExact();
    } catch (ArithmeticException e) {
      throw outOfRange(told);
    }
  }

  private BadRecordException tooFine(String told) {
    return new BadRecordException(
        String.format(
            "timestamp %s has digits that a database of precision %s cannot hold",
            told, to.symbol()),
        tooFine == TooFine.FAIL ? Verdict.FAIL : Verdict.DLQ);
  }

  private BadRecordException outOfRange(String told) {
    return new BadRecordException(
        String.format("timestamp %s is out of range in precision %s", told, to.symbol()),
        outOfRange,
        Reason.OUT_OF_RANGE);
  }
}
