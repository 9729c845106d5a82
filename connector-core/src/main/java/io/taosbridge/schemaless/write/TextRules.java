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
    LongUnaryOperator convert = precision.to(unit);
    return time -> {
      try {
        return convert.applyAsLong(time);
      } catch (ArithmeticException e) {
        throw new UnwritableException("the time of " + e.getMessage(), e);
      }
    };
  }

  String time(long time) {
    return "the time of " + time + " " + precision.symbol();
  }
}
