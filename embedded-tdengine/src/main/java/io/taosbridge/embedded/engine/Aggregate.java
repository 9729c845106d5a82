package io.taosbridge.embedded.engine;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A function over the rows of a group.
 *
 * @param argument computes its value from a row
 */
record Aggregate(
    String name, ColumnType type, Compiled argument, Supplier<Accumulator> accumulators) {

  private static final Set<String> NAMES =
      Set.of("count", "sum", "avg", "min", "max", "first", "last", "last_row", "spread");
  private static final Set<String> CHOOSING = Set.of("min", "max", "first", "last", "last_row");
  private static final int MAX_PRECISION = 38;
  private static final int AVERAGE_EXTRA_SCALE = 4;

  static boolean isAggregate(String function) {
    return NAMES.contains(function);
  }

  /** Whether the function can be asked for {@code *}, meaning every column. */
  static boolean takesStar(String function) {
    return function.equals("first") || function.equals("last") || function.equals("last_row");
  }

  /** Whether the result is one row's value. */
  boolean isChoosing() {
    return CHOOSING.contains(name);
  }

  /**
   * @param timed whether rows have a time in their first column
   */
  static Aggregate of(String name, Compiled argument, boolean timed) {
    ColumnType type = argument.type();
    DataType data = type.type();
    return switch (name) {
      case "count" ->
          new Aggregate(name, ColumnType.of(DataType.BIGINT), argument, Accumulators.Count::new);
      case "sum" -> sum(argument);
      case "avg" -> average(argument);
      case "spread" ->
          new Aggregate(name, ColumnType.of(DataType.DOUBLE), argument, Accumulators.Spread::new);
      case "min" -> new Aggregate(name, type, argument, () -> new Accumulators.Extreme(-1));
      case "max" -> new Aggregate(name, type, argument, () -> new Accumulators.Extreme(1));
      case "first" ->
          new Aggregate(name, type, argument, () -> new Accumulators.ByTime(-1, false, timed));
      case "last" ->
          new Aggregate(name, type, argument, () -> new Accumulators.ByTime(1, false, timed));
      case "last_row" ->
          new Aggregate(name, type, argument, () -> new Accumulators.ByTime(1, true, timed));
      default -> throw new IllegalArgumentException("no aggregate: " + name + " of " + data);
    };
  }

  private static Aggregate sum(Compiled argument) {
    DataType data = argument.type().type();
    if (data.isDecimal()) {
      ColumnType type =
          new ColumnType(DataType.DECIMAL128, 0, MAX_PRECISION, argument.type().scale());
      return new Aggregate("sum", type, argument, () -> new Accumulators.ExactSum(true, false));
    }
    if (Numbers.isFloating(data)) {
      return new Aggregate(
          "sum", ColumnType.of(DataType.DOUBLE), argument, Accumulators.FloatingSum::new);
    }
    boolean unsigned = Numbers.isUnsigned(data);
    return new Aggregate(
        "sum",
        ColumnType.of(unsigned ? DataType.UBIGINT : DataType.BIGINT),
        argument,
        () -> new Accumulators.ExactSum(false, unsigned));
  }

  private static Aggregate average(Compiled argument) {
    if (!argument.type().type().isDecimal()) {
      return new Aggregate(
          "avg", ColumnType.of(DataType.DOUBLE), argument, Accumulators.Average::new);
    }
    int scale = Math.min(MAX_PRECISION, argument.type().scale() + AVERAGE_EXTRA_SCALE);
    ColumnType type = new ColumnType(DataType.DECIMAL128, 0, MAX_PRECISION, scale);
    return new Aggregate("avg", type, argument, Accumulators.ExactAverage::new);
  }
}
