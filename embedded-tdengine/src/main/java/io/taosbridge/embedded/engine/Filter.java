package io.taosbridge.embedded.engine;

import io.taosbridge.embedded.sql.Expr;
import io.taosbridge.embedded.sql.Expr.Operator;
import java.util.ArrayList;
import java.util.List;

/**
 * A WHERE taken apart: what can be asked of a table once, what must be asked of every row, and the
 * range of time that rows can lie in.
 */
final class Filter {

  /** Lets everything pass. */
  static final Filter ALL = new Filter();

  private final List<Compiled> ofTable = new ArrayList<>();
  private final List<Compiled> ofRow = new ArrayList<>();
  private long first = Long.MIN_VALUE;
  private long last = Long.MAX_VALUE;
  private boolean timeOnly = true;

  private Filter() {}

  /**
   * @param where null for none
   */
  static Filter of(Expr where, ExpressionCompiler compiler) {
    if (where == null) {
      return ALL;
    }
    Filter filter = new Filter();
    filter.add(where, compiler);
    return filter;
  }

  private void add(Expr where, ExpressionCompiler compiler) {
    if (where instanceof Expr.Binary binary && binary.operator() == Operator.AND) {
      add(binary.left(), compiler);
      add(binary.right(), compiler);
      return;
    }
    if (where instanceof Expr.Between between) {
      add(new Expr.Binary(Operator.GREATER_OR_EQUAL, between.operand(), between.low()), compiler);
      add(new Expr.Binary(Operator.LESS_OR_EQUAL, between.operand(), between.high()), compiler);
      return;
    }
    Compiled condition = compiler.compile(where);
    if (condition.reach() == Reach.ROW) {
      if (where instanceof Expr.Binary binary && narrow(binary, compiler)) {
        return;
      }
      timeOnly = false;
      ofRow.add(condition);
    } else {
      ofTable.add(condition);
    }
  }

  /** Whether the condition is wholly told by the range of time. */
  private boolean narrow(Expr.Binary condition, ExpressionCompiler compiler) {
    if (!isTime(condition.left(), compiler) || !condition.operator().isComparison()) {
      return false;
    }
    Compiled bound = compiler.compile(condition.right());
    if (!bound.isConstant() || bound.value() == null) {
      return false;
    }
    Object value = bound.value();
    if (value instanceof String text) {
      value = compiler.timestamp(text);
    }
    if (!(value instanceof Long time)) {
      return false;
    }
    switch (condition.operator()) {
      case EQUAL -> {
        first = Math.max(first, time);
        last = Math.min(last, time);
      }
      case GREATER_OR_EQUAL -> first = Math.max(first, time);
      case LESS_OR_EQUAL -> last = Math.min(last, time);
      case GREATER -> {
        if (time == Long.MAX_VALUE) {
          return false;
        }
        first = Math.max(first, time + 1);
      }
      case LESS -> {
        if (time == Long.MIN_VALUE) {
          return false;
        }
        last = Math.min(last, time - 1);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static boolean isTime(Expr expression, ExpressionCompiler compiler) {
    Scope scope = compiler.scope();
    return expression instanceof Expr.Column column
        && scope.hasTime()
        && scope.find(column.qualifier(), column.name()).filter(index -> index == 0).isPresent();
  }

  /** The earliest time a row can have. */
  long first() {
    return first;
  }

  /** The latest time a row can have. */
  long last() {
    return last;
  }

  /** Whether no row of a table that passes is left out. */
  boolean passesAll() {
    return timeOnly && !isTimeBound();
  }

  /** Whether rows are chosen by time and table alone. */
  boolean isTimeOnly() {
    return timeOnly;
  }

  boolean passesTable(Tuple tuple) {
    return passes(ofTable, tuple);
  }

  /** Apart from the table; the time is tested only where rows are not read by range. */
  boolean passesRow(Tuple tuple) {
    return passes(ofRow, tuple);
  }

  boolean passesTime(long time) {
    return time >= first && time <= last;
  }

  boolean isTimeBound() {
    return first != Long.MIN_VALUE || last != Long.MAX_VALUE;
  }

  private static boolean passes(List<Compiled> conditions, Tuple tuple) {
    for (Compiled condition : conditions) {
      if (!condition.holds(tuple)) {
        return false;
      }
    }
    return true;
  }
}
