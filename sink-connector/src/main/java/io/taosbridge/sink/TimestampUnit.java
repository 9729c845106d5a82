package io.taosbridge.sink;

import io.taosbridge.block.Precision;
import io.taosbridge.sink.record.BadRecordException;

/** Turns counts of one time unit into counts of another, exactly or not at all. */
final class TimestampUnit {

  private final Precision from;
  private final Precision to;
  private final long multiplier;
  private final long divisor;

  TimestampUnit(Precision from, Precision to) {
    this.from = from;
    this.to = to;
    multiplier = Math.max(1, to.unitsPerSecond() / from.unitsPerSecond());
    divisor = Math.max(1, from.unitsPerSecond() / to.unitsPerSecond());
  }

  /**
   * @throws BadRecordException if digits would be lost, or the result does not fit 64 bits
   */
  long convert(long value) {
    if (value % divisor != 0) {
      throw new BadRecordException(
          String.format(
              "timestamp %d %s has digits that a database of precision %s cannot hold",
              value, from.symbol(), to.symbol()));
    }
    try {
      return Math.multiplyExact(value / divisor, multiplier);
    } catch (ArithmeticException e) {
      throw new BadRecordException(
          String.format(
              "timestamp %d %s is out of range in precision %s", value, from.symbol(), to.symbol()),
          e);
    }
  }
}
