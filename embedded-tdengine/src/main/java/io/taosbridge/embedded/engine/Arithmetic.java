package io.taosbridge.embedded.engine;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.embedded.sql.Expr.Operator;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** {@code + - * / %}: of decimals exact, of timestamps in their units, of all else as DOUBLE. */
final class Arithmetic {

  private static final int MAX_PRECISION = 38;
  private static final int MIN_SCALE = 6;

  private Arithmetic() {}

  static Compiled compile(Operator operator, Compiled left, Compiled right) {
    if (isDecimalOperation(left, right)) {
      return decimal(operator, left, right);
    }
    if (operator == Operator.ADD || operator == Operator.SUBTRACT) {
      boolean leftTime = left.is(DataType.TIMESTAMP);
      boolean rightTime = right.is(DataType.TIMESTAMP);
      if (leftTime != rightTime) {
        return time(operator, left, right);
      }
      if (leftTime) {
        return Compiled.strict(
            ColumnType.of(DataType.BIGINT),
            List.of(left, right),
            values -> (Long) values[0] - (Long) values[1]);
      }
    }
    return Compiled.strict(
        ColumnType.of(DataType.DOUBLE),
        List.of(left, right),
        values -> floating(operator, Numbers.asDouble(values[0]), Numbers.asDouble(values[1])));
  }

  private static Double floating(Operator operator, double left, double right) {
    double result =
        switch (operator) {
          case ADD -> left + right;
          case SUBTRACT -> left - right;
          case MULTIPLY -> left * right;
          case DIVIDE -> left / right;
          default -> left % right;
        };
    return Double.isFinite(result) ? (Double) result : null;
  }

  private static Compiled time(Operator operator, Compiled left, Compiled right) {
    int sign = operator == Operator.ADD ? 1 : -1;
    return Compiled.strict(
        ColumnType.of(DataType.TIMESTAMP),
        List.of(left, right),
        values -> Numbers.asLong(values[0]) + sign * Numbers.asLong(values[1]));
  }

  private static boolean isDecimalOperation(Compiled left, Compiled right) {
    return (left.type().type().isDecimal() && isExact(right))
        || (right.type().type().isDecimal() && isExact(left));
  }

  private static boolean isExact(Compiled operand) {
    return operand.type().type().isDecimal()
        || Numbers.isInteger(operand.type().type())
        || operand.is(DataType.BOOL);
  }

  private static Compiled decimal(Operator operator, Compiled left, Compiled right) {
    ColumnType type = decimalType(operator, asDecimal(left.type()), asDecimal(right.type()));
    return Compiled.strict(
        type,
        List.of(left, right),
        values -> exactly(operator, Numbers.exact(values[0]), Numbers.exact(values[1]), type));
  }

  private static BigDecimal exactly(
      Operator operator, BigDecimal left, BigDecimal right, ColumnType type) {
    if ((operator == Operator.DIVIDE || operator == Operator.REMAINDER) && right.signum() == 0) {
      return null;
    }
    BigDecimal result =
        switch (operator) {
          case ADD -> left.add(right);
          case SUBTRACT -> left.subtract(right);
          case MULTIPLY -> left.multiply(right);
          case DIVIDE -> left.divide(right, type.scale(), RoundingMode.HALF_UP);
          default -> left.remainder(right);
        };
    return Numbers.decimal(result, type);
  }

  private static ColumnType asDecimal(ColumnType type) {
    if (type.type().isDecimal()) {
      return type;
    }
    int digits =
        switch (type.type()) {
          case BOOL -> 1;
          case TINYINT, UTINYINT -> 3;
          case SMALLINT, USMALLINT -> 5;
          case INT, UINT -> 10;
          case UBIGINT -> 20;
          default -> 19;
        };
    return ColumnType.decimal(digits, 0);
  }

  private static ColumnType decimalType(Operator operator, ColumnType left, ColumnType right) {
    int leftDigits = left.precision() - left.scale();
    int rightDigits = right.precision() - right.scale();
    int scale;
    int precision;
    switch (operator) {
      case MULTIPLY -> {
        scale = left.scale() + right.scale();
        precision = left.precision() + right.precision() + 1;
      }
      case DIVIDE -> {
        scale = Math.max(MIN_SCALE, left.scale() + right.precision() + 1);
        precision = leftDigits + right.scale() + scale;
      }
      case REMAINDER -> {
        scale = Math.max(left.scale(), right.scale());
        precision = Math.min(leftDigits, rightDigits) + scale;
      }
      default -> {
        scale = Math.max(left.scale(), right.scale());
        precision = Math.max(leftDigits, rightDigits) + scale + 1;
      }
    }
    if (precision > MAX_PRECISION) {
      int digits = precision - scale;
      scale = Math.max(MAX_PRECISION - digits, Math.min(scale, MIN_SCALE));
      precision = MAX_PRECISION;
    }
    return new ColumnType(DataType.DECIMAL128, 0, precision, scale);
  }
}
