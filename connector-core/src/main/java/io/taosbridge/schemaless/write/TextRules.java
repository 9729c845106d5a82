package io.taosbridge.schemaless.write;

import io.taosbridge.block.Precision;
import java.util.function.LongUnaryOperator;

/**
 * How rows become text.
 *
 * @param precision of the rows' timestamps
 * @param unit of the timestamps in the text
 */
public record TextRules(Precision precision, Precision unit, Misfit misfit) {

  /** A fault of a field: it is left out if this returns. */
  boolean refuse(String what) {
    if (misfit == Misfit.OMIT) {
      return false;
    }
    throw new UnwritableException(what);
  }

  /** A row of which nothing but the time could be written: it is left out if this returns. */
  void refuseEmptyRow(String protocol) {
    refuse("the row has nothing but its time, which " + protocol + " cannot hold");
  }

  /**
   * Turns a timestamp of rows into one of the text, without losing a digit.
   *
   * @throws UnwritableException from the function, for a value that would change
   */
  LongUnaryOperator toUnit() {
    if (unit == precision) {
      return LongUnaryOperator.identity();
    }
    if (unit.unitsPerSecond() > precision.unitsPerSecond()) {
      long factor = unit.unitsPerSecond() / precision.unitsPerSecond();
      return time -> {
        long product = time * factor;
        if (Math.multiplyHigh(time, factor) != product >> (Long.SIZE - 1)) {
          throw new UnwritableException(time(time) + " does not fit 64 bits in " + unit.symbol());
        }
        return product;
      };
    }
    long divisor = precision.unitsPerSecond() / unit.unitsPerSecond();
    return time -> {
      if (time % divisor != 0) {
        throw new UnwritableException(time(time) + " has digits that " + unit.symbol() + " loses");
      }
      return time / divisor;
    };
  }

  String time(long time) {
    return "the time " + time + " " + precision.symbol();
  }
}
