package io.taosbridge.embedded.engine;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.embedded.sql.Expr;
import java.util.ArrayList;
import java.util.List;

/** Compiles what may hold aggregates, and collects these. Evaluated against {@link Group}s. */
final class GroupCompiler extends ExpressionCompiler {

  private static final String WINDOW_START = "_wstart";
  private static final String WINDOW_END = "_wend";

  private final ExpressionCompiler rows;
  private final List<Aggregate> aggregates = new ArrayList<>();
  private final long window;

  /**
   * @param window length of a window in units of time; 0 without windows
   */
  GroupCompiler(Session session, Scope scope, List<BoundColumn> parameters, long window) {
    super(session, scope, parameters);
    this.rows = new ExpressionCompiler(session, scope, parameters);
    this.window = window;
  }

  List<Aggregate> aggregates() {
    return aggregates;
  }

  @Override
  Compiled call(Expr.Call call) {
    if (!Aggregate.isAggregate(call.function())) {
      return super.call(call);
    }
    if (call.arguments().isEmpty()) {
      throw EngineError.FUNCTION.exception(call.function());
    }
    Expr argument = call.arguments().get(0);
    Compiled compiled =
        argument instanceof Expr.Star
            ? Compiled.constant(ColumnType.of(DataType.BOOL), true)
            : rows.compile(argument);
    int index = aggregates.size();
    Aggregate aggregate = Aggregate.of(call.function(), compiled, scope().hasTime());
    aggregates.add(aggregate);
    return new Compiled(aggregate.type(), Reach.GROUP, tuple -> ((Group) tuple).result(index));
  }

  @Override
  Compiled column(Expr.Column column) {
    if (window > 0 && (column.name().equals(WINDOW_START) || column.name().equals(WINDOW_END))) {
      long shift = column.name().equals(WINDOW_END) ? window : 0;
      return new Compiled(
          ColumnType.of(DataType.TIMESTAMP),
          Reach.GROUP,
          tuple -> ((Group) tuple).windowStart() + shift);
    }
    return super.column(column);
  }
}
