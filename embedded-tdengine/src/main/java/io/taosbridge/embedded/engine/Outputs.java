package io.taosbridge.embedded.engine;

import io.taosbridge.embedded.sql.Expr;
import io.taosbridge.embedded.sql.Select;
import java.util.ArrayList;
import java.util.List;

/** The columns of a query's result: its select list with every {@code *} written out. */
final class Outputs {

  private Outputs() {}

  /** A column of the result. */
  record Output(String name, Expr expression) {}

  /**
   * @param tags whether {@code *} means tags alone
   */
  static List<Output> of(List<Select.Item> items, Scope scope, boolean tags) {
    List<Output> outputs = new ArrayList<>();
    for (Select.Item item : items) {
      add(outputs, item, scope, tags);
    }
    return outputs;
  }

  private static void add(List<Output> outputs, Select.Item item, Scope scope, boolean tags) {
    Expr expression = item.expression();
    boolean qualifiedStar = expression instanceof Expr.Column column && column.name().equals("*");
    if (expression instanceof Expr.Star || qualifiedStar) {
      for (Scope.Column column : scope.columns().subList(0, scope.starWidth())) {
        if (!tags || column.reach() == Reach.TABLE) {
          outputs.add(new Output(column.name(), new Expr.Column(null, column.name())));
        }
      }
      return;
    }
    if (expression instanceof Expr.Call call
        && Aggregate.takesStar(call.function())
        && call.arguments().equals(List.of(new Expr.Star()))) {
      for (Scope.Column column : scope.columns()) {
        if (column.reach() == Reach.ROW) {
          Expr argument = new Expr.Column(null, column.name());
          outputs.add(
              new Output(
                  call.function() + "(" + column.name() + ")",
                  new Expr.Call(call.function(), List.of(argument), false)));
        }
      }
      return;
    }
    outputs.add(new Output(name(item), expression));
  }

  private static String name(Select.Item item) {
    if (item.alias() != null) {
      return item.alias();
    }
    return item.expression() instanceof Expr.Column column ? column.name() : item.text();
  }
}
