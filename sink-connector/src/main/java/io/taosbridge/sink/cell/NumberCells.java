package io.taosbridge.sink.cell;

import static io.taosbridge.sink.cell.CellWriters.isDecimal;
import static io.taosbridge.sink.cell.CellWriters.isInteger;
import static io.taosbridge.sink.cell.CellWriters.mismatch;

import io.taosbridge.block.ColumnType;
import io.taosbridge.sink.record.BadRecordException;
import io.taosbridge.sink.record.LogicalTypes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Date;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;

/** Writes numbers, and text that is one, into columns of numbers. */
final class NumberCells {

  private static final BigInteger MAX_UBIGINT =
      BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);

  /** Longer text is no number that a column holds. */
  private static final int MAX_TEXT = 400;

  private NumberCells() {}

  static CellWriter integer(Schema field, ColumnType column, long min, long max) {
    if (isInteger(field)) {
      return new IntegerCells(column, min, max);
    }
    if (LogicalTypes.isTimeOfDay(field)) {
      // Milliseconds since midnight.
      return (value, to) ->
          to.appendLong(inRange(Time.fromLogical(Time.SCHEMA, (Date) value), min, max, column));
    }
    Function<Object, BigDecimal> number = exact(field, column);
    return (value, to) ->
        to.appendLong(inRange(exactLong(number.apply(value), column), min, max, column));
  }

  static long inRange(long value, long min, long max, ColumnType column) {
    if (value < min || value > max) {
      throw new BadRecordException(value + " does not fit " + column);
    }
    return value;
  }

  private static long exactLong(BigDecimal value, ColumnType column) {
    try {
      return value.longValueExact();
    } catch (ArithmeticException e) {
      throw new BadRecordException(value + " does not fit " + column, e);
    }
  }

  static CellWriter unsignedBigint(Schema field, ColumnType column) {
    if (isInteger(field)) {
      return integer(field, column, 0, Long.MAX_VALUE);
    }
    Function<Object, BigDecimal> number = exact(field, column);
    return (value, to) -> {
      BigDecimal given = number.apply(value);
      // Compared before it is written out, so that 1E+999999999 is refused.
      if (given.signum() < 0 || given.compareTo(new BigDecimal(MAX_UBIGINT)) > 0) {
        throw new BadRecordException(value + " does not fit " + column);
      }
      try {
        to.appendLong(given.toBigIntegerExact().longValue());
      } catch (ArithmeticException e) {
        throw new BadRecordException(value + " does not fit " + column, e);
      }
    };
  }

  static CellWriter floating(Schema field, ColumnType column, boolean single) {
    if (field.type() == Schema.Type.FLOAT32) {
      return FloatCells.INSTANCE;
    }
    if (field.type() == Schema.Type.FLOAT64) {
      return new DoubleCells(column, single);
    }
    if (isInteger(field)) {
      return (value, to) ->
          to.appendDouble(exactDouble(((Number) value).longValue(), column, single));
    }
    Function<Object, BigDecimal> number = exact(field, column);
    return (value, to) -> to.appendDouble(nearest(number.apply(value), column, single));
  }

  /** The float that is written with the same digits. */
  static double byDigits(double number, ColumnType column) {
    boolean same = (float) number == number || Double.isNaN(number) || hasDigitsOfFloat(number);
    return same ? (float) number : nearest(BigDecimal.valueOf(number), column, true);
  }

  /** Whether the nearest float is surely written with the same digits. */
  private static boolean hasDigitsOfFloat(double number) {
    // Every float keeps six digits, and to find them takes a hundredth of writing them out.
    double scale = scaleOfSixDigits(Math.abs(number));
    double digits = Math.rint(number * scale);
    return (Math.abs(digits) < 1e6 && digits / scale == number)
        || Double.parseDouble(Float.toString((float) number)) == number;
  }

  /** What makes a whole number of one that has six digits or fewer. */
  private static double scaleOfSixDigits(double size) {
    if (size < 10) {
      return 1e5;
    } else if (size < 100) {
      return 1e4;
    } else if (size < 1_000) {
      return 1e3;
    } else if (size < 10_000) {
      return 1e2;
    }
    return size < 100_000 ? 10 : 1;
  }

  static double exactDouble(double value, ColumnType column, boolean single) {
    if (single && !Double.isNaN(value) && (float) value != value) {
      throw unheld(value, column);
    }
    return value;
  }

  private static double exactDouble(long value, ColumnType column, boolean single) {
    double same = single ? (float) value : (double) value;
    // The second test: Long.MAX_VALUE rounds up to 2^63, which a cast turns back.
    if ((long) same != value || same == 0x1p63) {
      throw unheld(value, column);
    }
    return same;
  }

  /** The floating point number that is written with the same digits. */
  private static double nearest(BigDecimal value, ColumnType column, boolean single) {
    double nearest = single ? value.floatValue() : value.doubleValue();
    boolean same =
        Double.isFinite(nearest)
            && new BigDecimal(single ? Float.toString((float) nearest) : Double.toString(nearest))
                    .compareTo(value)
                == 0;
    if (!same) {
      throw unheld(value, column);
    }
    return nearest;
  }

  private static BadRecordException unheld(Object value, ColumnType column) {
    return new BadRecordException(value + " cannot be held unchanged by " + column);
  }

  static CellWriter decimal(Schema field, ColumnType column) {
    if (isInteger(field)) {
      return (value, to) ->
          to.appendDecimal(fitted(BigDecimal.valueOf(((Number) value).longValue()), column));
    }
    Function<Object, BigDecimal> number = exact(field, column);
    return (value, to) -> to.appendDecimal(fitted(number.apply(value), column));
  }

  private static BigDecimal fitted(BigDecimal value, ColumnType column) {
    try {
      return column.fit(value);
    } catch (IllegalArgumentException e) {
      throw new BadRecordException(value + " has more digits than " + column + " can hold", e);
    }
  }

  /** Reads a number with the digits with which it is written. */
  private static Function<Object, BigDecimal> exact(Schema field, ColumnType column) {
    if (isDecimal(field)) {
      return value -> (BigDecimal) value;
    }
    if (field.type() == Schema.Type.FLOAT64) {
      return value -> finite((Double) value, column);
    }
    if (field.type() == Schema.Type.STRING && !LogicalTypes.isPointInTime(field)) {
      return value -> parsed((String) value, column);
    }
    throw mismatch(field, column);
  }

  private static BigDecimal finite(double value, ColumnType column) {
    if (!Double.isFinite(value)) {
      throw new BadRecordException(value + " does not fit " + column);
    }
    return BigDecimal.valueOf(value);
  }

  private static BigDecimal parsed(String text, ColumnType column) {
    if (text.length() <= MAX_TEXT) {
      try {
        return new BigDecimal(text.strip());
      } catch (NumberFormatException e) {
        // told below
      }
    }
    throw new BadRecordException(
        "\""
            + (text.length() > 40 ? text.substring(0, 40) + "..." : text)
            + "\" is not a number for "
            + column);
  }
}
