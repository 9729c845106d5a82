package io.taosbridge.sink.meta;

import io.taosbridge.block.Precision;
import io.taosbridge.connect.meta.MetaRange;

/** Times in the precision of another database. */
final class Ranges {

  private Ranges() {}

  /** The range in which rows of this range are, rounded down as they were. */
  static MetaRange convert(MetaRange range, Precision from, Precision to) {
    return new MetaRange(convert(range.first(), from, to), convert(range.last(), from, to));
  }

  /** The time, rounded down; {@link Long#MIN_VALUE} and {@link Long#MAX_VALUE} if out of range. */
  static long convert(long time, Precision from, Precision to) {
    if (time == Long.MIN_VALUE || time == Long.MAX_VALUE) {
      return time;
    }
    if (from.unitsPerSecond() >= to.unitsPerSecond()) {
      return Math.floorDiv(time, from.unitsPerSecond() / to.unitsPerSecond());
    }
    try {
      return Math.multiplyExact(time, to.unitsPerSecond() / from.unitsPerSecond());
    } catch (ArithmeticException e) {
      return time < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }
}
