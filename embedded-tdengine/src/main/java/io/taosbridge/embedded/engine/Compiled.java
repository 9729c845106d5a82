package io.taosbridge.embedded.engine;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import java.util.List;
import java.util.function.Function;

/** An expression made ready to be evaluated. */
record Compiled(ColumnType type, Reach reach, Evaluator evaluator) {

  /** Computes a value from a row; null is NULL. */
  interface Evaluator {
    Object eval(Tuple tuple);
  }

  static Compiled constant(ColumnType type, Object value) {
    return new Compiled(type, Reach.CONSTANT, tuple -> value);
  }

  /** A value of arguments of which none may be NULL; computed at once if they are constant. */
  static Compiled strict(
      ColumnType type, List<Compiled> arguments, Function<Object[], Object> function) {
    Reach reach = Reach.CONSTANT;
    for (Compiled argument : arguments) {
      reach = reach.and(argument.reach());
    }
    Evaluator evaluator =
        tuple -> {
          Object[] values = new Object[arguments.size()];
          for (int i = 0; i < values.length; i++) {
            values[i] = arguments.get(i).eval(tuple);
            if (values[i] == null) {
              return null;
            }
          }
          return function.apply(values);
        };
    return reach == Reach.CONSTANT
        ? constant(type, evaluator.eval(Tuple.EMPTY))
        : new Compiled(type, reach, evaluator);
  }

  Object eval(Tuple tuple) {
    return evaluator.eval(tuple);
  }

  boolean isConstant() {
    return reach == Reach.CONSTANT;
  }

  /** The value of a constant. */
  Object value() {
    return evaluator.eval(Tuple.EMPTY);
  }

  boolean is(DataType dataType) {
    return type.type() == dataType;
  }

  /** Whether a condition holds; NULL does not. */
  boolean holds(Tuple tuple) {
    Object value = eval(tuple);
    return value != null && Numbers.asDouble(value) != 0;
  }
}
