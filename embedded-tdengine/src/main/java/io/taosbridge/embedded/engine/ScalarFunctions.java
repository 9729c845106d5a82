package io.taosbridge.embedded.engine;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Functions of one row. */
final class ScalarFunctions {

  private static final int ISO_LENGTH = 62;
  private static final ColumnType BIGINT = ColumnType.of(DataType.BIGINT);
  private static final ColumnType DOUBLE = ColumnType.of(DataType.DOUBLE);

  private final Session session;
  private final Precision precision;

  /**
   * @param precision unit of the timestamps
   */
  ScalarFunctions(Session session, Precision precision) {
    this.session = session;
    this.precision = precision;
  }

  /** Empty if there is no function of this name. */
  Optional<Compiled> compile(String name, List<Compiled> arguments) {
    return Optional.ofNullable(
        arguments.isEmpty() ? withoutArguments(name) : withArguments(name, arguments));
  }

  private Compiled withoutArguments(String name) {
    return switch (name) {
      case "now" -> timestamp(Times.now(precision));
      case "today" -> timestamp(Times.today(precision, session.zone()));
      case "timezone" -> text(Times.describe(session.zone()));
      case "server_version", "client_version" -> text(session.serverVersion());
      case "server_status" -> Compiled.constant(ColumnType.of(DataType.INT), 1);
      case "database" -> text(session.database());
      case "user", "current_user" -> text(session.user());
      case "pi" -> Compiled.constant(DOUBLE, Math.PI);
      default -> null;
    };
  }

  private Compiled withArguments(String name, List<Compiled> arguments) {
    return switch (name) {
      case "abs" -> number(arguments, Math::abs);
      case "ceil" -> number(arguments, Math::ceil);
      case "floor" -> number(arguments, Math::floor);
      case "round" -> number(arguments, x -> Math.signum(x) * Math.floor(Math.abs(x) + 0.5));
      case "sqrt" -> floating(arguments, x -> Math.sqrt(Numbers.asDouble(x[0])));
      case "pow" ->
          floating(arguments, x -> Math.pow(Numbers.asDouble(x[0]), Numbers.asDouble(x[1])));
      case "upper" -> text(arguments, text -> text.toUpperCase(Locale.ROOT));
      case "lower" -> text(arguments, text -> text.toLowerCase(Locale.ROOT));
      case "ltrim" -> text(arguments, String::stripLeading);
      case "rtrim" -> text(arguments, String::stripTrailing);
      case "length" -> length(arguments);
      case "char_length" ->
          Compiled.strict(
              BIGINT,
              arguments,
              x -> (long) x[0].toString().codePointCount(0, x[0].toString().length()));
      case "concat" -> concat(arguments);
      case "substr", "substring" -> substring(arguments);
      case "coalesce", "ifnull", "nvl" -> coalesce(arguments);
      case "to_iso8601" -> iso(arguments);
      case "to_unixtimestamp" -> unixTimestamp(arguments);
      case "timetruncate" ->
          Compiled.strict(
              ColumnType.of(DataType.TIMESTAMP),
              arguments,
              x -> Numbers.asLong(x[0]) - Math.floorMod(Numbers.asLong(x[0]), (Long) x[1]));
      default -> null;
    };
  }

  private static Compiled timestamp(long value) {
    return Compiled.constant(ColumnType.of(DataType.TIMESTAMP), value);
  }

  private static Compiled text(String value) {
    int length = value == null ? 0 : Texts.utf8Length(value);
    return Compiled.constant(ColumnType.of(DataType.VARCHAR, length), value);
  }

  private static Compiled text(List<Compiled> arguments, UnaryOperator<String> function) {
    return Compiled.strict(
        arguments.get(0).type(), arguments, x -> function.apply(x[0].toString()));
  }

  private static Compiled floating(List<Compiled> arguments, Function<Object[], Object> function) {
    return Compiled.strict(DOUBLE, arguments, function);
  }

  /** Integers stay as they are in type; the functions here leave them whole. */
  private static Compiled number(List<Compiled> arguments, DoubleUnaryOperator function) {
    ColumnType type = arguments.get(0).type();
    if (type.type() == DataType.FLOAT) {
      return Compiled.strict(
          type, arguments, x -> (float) function.applyAsDouble(Numbers.asDouble(x[0])));
    }
    if (Numbers.isInteger(type.type())) {
      return Compiled.strict(
          type,
          arguments,
          x ->
              Numbers.ofType(
                  BigDecimal.valueOf(function.applyAsDouble(Numbers.asDouble(x[0]))).toBigInteger(),
                  type.type()));
    }
    return Compiled.strict(DOUBLE, arguments, x -> function.applyAsDouble(Numbers.asDouble(x[0])));
  }

  private static Compiled length(List<Compiled> arguments) {
    return Compiled.strict(
        BIGINT,
        arguments,
        x ->
            x[0] instanceof byte[] bytes
                ? (long) bytes.length
                : (long) x[0].toString().getBytes(StandardCharsets.UTF_8).length);
  }

  private static Compiled concat(List<Compiled> arguments) {
    int length = arguments.stream().mapToInt(argument -> argument.type().length()).sum();
    return Compiled.strict(
        ColumnType.of(arguments.get(0).type().type(), length),
        arguments,
        x -> {
          StringBuilder text = new StringBuilder();
          for (Object part : x) {
            text.append(part);
          }
          return text.toString();
        });
  }

  private static Compiled substring(List<Compiled> arguments) {
    return Compiled.strict(
        arguments.get(0).type(),
        arguments,
        x -> {
          String text = x[0].toString();
          int position = (int) Numbers.asLong(x[1]);
          int from = position > 0 ? position - 1 : text.length() + position;
          int count = x.length > 2 ? (int) Numbers.asLong(x[2]) : text.length();
          if (from < 0 || from >= text.length() || count <= 0) {
            return "";
          }
          return text.substring(from, Math.min(text.length(), from + count));
        });
  }

  private static Compiled coalesce(List<Compiled> arguments) {
    Reach reach = Reach.CONSTANT;
    for (Compiled argument : arguments) {
      reach = reach.and(argument.reach());
    }
    return new Compiled(
        arguments.get(0).type(),
        reach,
        tuple -> {
          for (Compiled argument : arguments) {
            Object value = argument.eval(tuple);
            if (value != null) {
              return value;
            }
          }
          return null;
        });
  }

  private Compiled iso(List<Compiled> arguments) {
    Compiled argument = arguments.get(0);
    Precision unit = argument.is(DataType.TIMESTAMP) ? precision : Precision.MILLISECONDS;
    return Compiled.strict(
        ColumnType.of(DataType.VARCHAR, ISO_LENGTH),
        List.of(argument),
        x -> Times.iso(Numbers.asLong(x[0]), unit, session.zone()));
  }

  private Compiled unixTimestamp(List<Compiled> arguments) {
    return Compiled.strict(
        BIGINT,
        List.of(arguments.get(0)),
        x -> Times.parse(x[0].toString(), precision, session.zone()).orElse(null));
  }
}
