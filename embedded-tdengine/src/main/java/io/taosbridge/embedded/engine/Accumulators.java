package io.taosbridge.embedded.engine;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** The ways to collect values. */
final class Accumulators {

  private Accumulators() {}

  /** COUNT. */
  static final class Count implements Accumulator {
    private long count;

    @Override
    public void add(Object value, Tuple tuple) {
      if (value != null) {
        count++;
      }
    }

    @Override
    public Object result() {
      return count;
    }
  }

  /** SUM of integers, and of decimals. */
  static final class ExactSum implements Accumulator {
    private BigDecimal sum;
    private final boolean decimal;
    private final boolean unsigned;

    ExactSum(boolean decimal, boolean unsigned) {
      this.decimal = decimal;
      this.unsigned = unsigned;
    }

    @Override
    public void add(Object value, Tuple tuple) {
      if (value != null) {
        BigDecimal exact = Numbers.exact(value);
        sum = sum == null ? exact : sum.add(exact);
      }
    }

    @Override
    public Object result() {
      if (sum == null || decimal) {
        return sum;
      }
      BigInteger whole = sum.toBigInteger();
      return unsigned ? whole : (Object) whole.longValue();
    }
  }

  /** SUM of FLOAT and DOUBLE. */
  static final class FloatingSum implements Accumulator {
    private double sum;
    private boolean any;

    @Override
    public void add(Object value, Tuple tuple) {
      if (value != null) {
        sum += Numbers.asDouble(value);
        any = true;
      }
    }

    @Override
    public Object result() {
      return any ? (Double) sum : null;
    }
  }

  /** AVG of anything but decimals. */
  static final class Average implements Accumulator {
    private double sum;
    private long count;

    @Override
    public void add(Object value, Tuple tuple) {
      if (value != null) {
        sum += Numbers.asDouble(value);
        count++;
      }
    }

    @Override
    public Object result() {
      return count == 0 ? null : (Double) (sum / count);
    }
  }

  /** AVG of decimals. */
  static final class ExactAverage implements Accumulator {
    private BigDecimal sum = BigDecimal.ZERO;
    private long count;

    @Override
    public void add(Object value, Tuple tuple) {
      if (value != null) {
        sum = sum.add((BigDecimal) value);
        count++;
      }
    }

    @Override
    public Object result() {
      return count == 0 ? null : sum.divide(BigDecimal.valueOf(count), MathContext.DECIMAL128);
    }
  }

  /** SPREAD: the distance between the greatest and the least value. */
  static final class Spread implements Accumulator {
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;

    @Override
    public void add(Object value, Tuple tuple) {
      if (value != null) {
        least = Math.min(least, Numbers.asDouble(value));
        greatest = Math.max(greatest, Numbers.asDouble(value));
      }
    }

    @Override
    public Object result() {
      return greatest < least ? null : (Double) (greatest - least);
    }
  }

  /** MIN and MAX. */
  static final class Extreme implements Accumulator {
    private final int sign;
    private Object best;
    private Tuple chosen;

    /**
     * @param sign 1 for the greatest, -1 for the least
     */
    Extreme(int sign) {
      this.sign = sign;
    }

    @Override
    public void add(Object value, Tuple tuple) {
      if (value != null && (best == null || sign * Comparison.compare(value, best) > 0)) {
        best = value;
        chosen = tuple;
      }
    }

    @Override
    public Object result() {
      return best;
    }

    @Override
    public Tuple chosen() {
      return chosen;
    }
  }

  /** FIRST, LAST and LAST_ROW, by the time in the first column. */
  static final class ByTime implements Accumulator {
    private final int sign;
    private final boolean nulls;
    private final boolean timed;
    private long time;
    private Object value;
    private Tuple chosen;

    /**
     * @param sign 1 for the latest, -1 for the earliest
     * @param nulls whether NULL counts as a value
     * @param timed whether rows have a time; else they are taken as they come
     */
    ByTime(int sign, boolean nulls, boolean timed) {
      this.sign = sign;
      this.nulls = nulls;
      this.timed = timed;
    }

    @Override
    public void add(Object candidate, Tuple tuple) {
      if (candidate == null && !nulls) {
        return;
      }
      long at = timed ? (Long) tuple.get(0) : 0;
      int later = chosen == null ? sign : Long.compare(at, time);
      if (sign * later > 0 || (later == 0 && sign > 0)) {
        time = at;
        value = candidate;
        chosen = tuple;
      }
    }

    @Override
    public Object result() {
      return value;
    }

    @Override
    public Tuple chosen() {
      return chosen;
    }
  }
}
