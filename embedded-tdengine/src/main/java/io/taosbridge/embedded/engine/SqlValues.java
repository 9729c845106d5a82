package io.taosbridge.embedded.engine;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.embedded.geometry.Wkt;
import io.taosbridge.embedded.sql.Expr;
import io.taosbridge.embedded.sql.Insert;
import io.taosbridge.embedded.sql.SqlSyntaxException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Values in SQL, made into values as tables hold them. Errors show the part of the statement that
 * is at fault.
 */
final class SqlValues {

  private final String sql;
  private final Precision precision;
  private final ExpressionCompiler constants;

  /**
   * @param sql the statement that the values stand in
   */
  SqlValues(Session session, Precision precision, String sql) {
    this.sql = sql;
    this.precision = precision;
    Scope scope = new Scope(Scope.EMPTY.names(), precision, List.of(), 0);
    this.constants = new ExpressionCompiler(session, scope, List.of());
  }

  /**
   * @throws EngineException 0x0216 for a value that is none of this type, 0x2653 if it is too long,
   *     0x013D for too many digits
   */
  Object read(Insert.Value value, ColumnType type, String column) {
    if (value.expression() instanceof Expr.Null) {
      return null;
    }
    Object read = convert(value, type);
    if ((read instanceof String || read instanceof byte[]) && Texts.isTooLong(read, type)) {
      throw EngineError.VALUE_TOO_LONG.saying("Value too long for column/tag: " + column);
    }
    return read;
  }

  /** The timestamp of a row. */
  long readTime(Insert.Value value) {
    if (value.expression() instanceof Expr.Null) {
      throw atRest(value.start(), "Primary timestamp column should not be null");
    }
    return timestamp(value);
  }

  /** The name of a table. */
  String readName(Insert.Value value) {
    if (value.expression() instanceof Expr.Text text) {
      return text.value();
    }
    throw atRest(value.start(), "tbname should be a text");
  }

  /** An error about all that follows a position. */
  EngineException atRest(int position, String what) {
    return near(sql.substring(position), what);
  }

  private EngineException near(String text, String what) {
    return EngineError.SYNTAX_IN_VALUES.saying(
        "syntax error near '" + SqlSyntaxException.abbreviate(text) + "' (" + what + ")");
  }

  private EngineException invalid(Insert.Value value, String what) {
    return value.expression() instanceof Expr.Text text
        ? near(text.value(), what)
        : atRest(value.start(), what);
  }

  private Object convert(Insert.Value value, ColumnType type) {
    return switch (type.type()) {
      case BOOL -> bool(value);
      case FLOAT -> (float) floating(value, "float");
      case DOUBLE -> floating(value, "double");
      case TIMESTAMP -> timestamp(value);
      case DECIMAL64, DECIMAL128 ->
          Numbers.decimal(
              number(value).orElseThrow(() -> invalid(value, "invalid decimal data")), type);
      case VARCHAR, NCHAR -> text(value);
      case JSON -> JsonTags.normalize(text(value));
      case VARBINARY, BLOB, MEDIUMBLOB ->
          Texts.binary(text(value)).orElseThrow(EngineError.INVALID_BINARY_TEXT::exception);
      case GEOMETRY ->
          Wkt.toBinary(text(value))
              .orElseThrow(() -> invalid(value, "Invalid function para value"));
      default -> integer(value, type.type());
    };
  }

  private Object bool(Insert.Value value) {
    if (value.expression() instanceof Expr.Bool bool) {
      return bool.value();
    }
    if (value.expression() instanceof Expr.Text text) {
      if (text.value().equalsIgnoreCase("true")) {
        return true;
      }
      if (text.value().equalsIgnoreCase("false")) {
        return false;
      }
    }
    return number(value).orElseThrow(() -> invalid(value, "invalid bool data")).signum() != 0;
  }

  private Object integer(Insert.Value value, DataType type) {
    String name = nameOf(type);
    BigInteger whole =
        number(value)
            .orElseThrow(() -> invalid(value, "invalid " + name + " data"))
            .setScale(0, RoundingMode.HALF_UP)
            .toBigInteger();
    if (!Numbers.fits(whole, type)) {
      throw atRest(value.start(), name + " data overflow");
    }
    return Numbers.ofType(whole, type);
  }

  /** {@code unsigned int} where SQL says {@code INT UNSIGNED}. */
  private static String nameOf(DataType type) {
    String name = type.sqlName().toLowerCase(Locale.ROOT);
    int space = name.indexOf(' ');
    return space < 0 ? name : "unsigned " + name.substring(0, space);
  }

  private double floating(Insert.Value value, String name) {
    double number =
        number(value).orElseThrow(() -> invalid(value, "illegal " + name + " data")).doubleValue();
    boolean tooLarge = name.equals("float") ? Float.isInfinite((float) number) : false;
    if (tooLarge || Double.isInfinite(number)) {
      throw invalid(value, "illegal " + name + " data");
    }
    return number;
  }

  private Optional<BigDecimal> number(Insert.Value value) {
    Expr expression = value.expression();
    boolean negative = expression instanceof Expr.Negate;
    if (expression instanceof Expr.Negate negate) {
      expression = negate.operand();
    }
    BigDecimal number = null;
    if (expression instanceof Expr.Int integer) {
      number = new BigDecimal(integer.value());
    } else if (expression instanceof Expr.Decimal decimal) {
      number = new BigDecimal(decimal.text());
    } else if (expression instanceof Expr.Bool bool) {
      number = bool.value() ? BigDecimal.ONE : BigDecimal.ZERO;
    } else if (expression instanceof Expr.Text text) {
      try {
        number = new BigDecimal(text.value().strip());
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }
    return Optional.ofNullable(negative && number != null ? number.negate() : number);
  }

  private long timestamp(Insert.Value value) {
    Expr expression = value.expression();
    if (expression instanceof Expr.Text text) {
      return Times.parse(text.value(), precision, constants.zone())
          .or(() -> wholeNumber(value))
          .orElseThrow(() -> invalid(value, "invalid timestamp"));
    }
    if (expression instanceof Expr.Int integer) {
      if (!Numbers.fits(integer.value(), DataType.BIGINT)) {
        throw invalid(value, "invalid timestamp");
      }
      return integer.value().longValue();
    }
    if (expression instanceof Expr.Decimal || expression instanceof Expr.Bool) {
      throw invalid(value, "invalid timestamp");
    }
    Compiled compiled = constants.compile(expression);
    if (!(compiled.value() instanceof Long time)) {
      throw invalid(value, "invalid timestamp");
    }
    return time;
  }

  private Optional<Long> wholeNumber(Insert.Value value) {
    return number(value).filter(number -> number.scale() == 0).map(BigDecimal::longValue);
  }

  /** Anything written as a literal is a text too. */
  private String text(Insert.Value value) {
    Expr expression = value.expression();
    if (expression instanceof Expr.Text text) {
      return text.value();
    }
    if (expression instanceof Expr.Int integer) {
      return integer.value().toString();
    }
    if (expression instanceof Expr.Decimal decimal) {
      return decimal.text();
    }
    if (expression instanceof Expr.Bool bool) {
      return String.valueOf(bool.value());
    }
    throw invalid(value, "invalid string data");
  }
}
