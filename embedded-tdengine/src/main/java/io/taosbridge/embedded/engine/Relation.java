package io.taosbridge.embedded.engine;

import java.util.List;
import java.util.function.Predicate;

/** Something that a query reads row by row. */
interface Relation {

  Scope scope();

  /** Whether rows come by ascending time. */
  boolean isOrderedByTime();

  /**
   * Hands out the rows that pass the filter until {@code sink} says that it has enough.
   *
   * @param sink answers whether it wants more
   */
  void scan(Filter filter, Predicate<Tuple> sink);

  /** Rows that are there already. */
  record Fixed(Scope scope, List<Object[]> rows) implements Relation {

    @Override
    public boolean isOrderedByTime() {
      return false;
    }

    @Override
    public void scan(Filter filter, Predicate<Tuple> sink) {
      for (Object[] row : rows) {
        Tuple tuple = index -> row[index];
        if (passes(filter, tuple) && !sink.test(tuple)) {
          return;
        }
      }
    }

    private static boolean passes(Filter filter, Tuple tuple) {
      if (filter.isTimeBound() && !(tuple.get(0) instanceof Long time && filter.passesTime(time))) {
        return false;
      }
      return filter.passesTable(tuple) && filter.passesRow(tuple);
    }
  }
}
