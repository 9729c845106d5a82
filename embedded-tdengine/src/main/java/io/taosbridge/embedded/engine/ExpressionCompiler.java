package io.taosbridge.embedded.engine;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.embedded.sql.Expr;
import io.taosbridge.embedded.sql.Expr.Operator;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes expressions ready to be evaluated against the rows of one scope. */
class ExpressionCompiler {

  private static final ColumnType BOOL = ColumnType.of(DataType.BOOL);

  private final Session session;
  private final Scope scope;
  private final List<BoundColumn> parameters;
  private final ScalarFunctions functions;
  private final Set<String> usedColumns = new HashSet<>();

  /**
   * @param parameters values of {@code ?}, of one row each
   */
  ExpressionCompiler(Session session, Scope scope, List<BoundColumn> parameters) {
    this.session = session;
    this.scope = scope;
    this.parameters = parameters;
    this.functions = new ScalarFunctions(session, scope.precision());
  }

  Scope scope() {
    return scope;
  }

  /** The columns and tags that what was compiled refers to. */
  Set<String> usedColumns() {
    return usedColumns;
  }

  ZoneId zone() {
    return session.zone();
  }

  /**
   * @throws EngineException 0x2602 for an unknown column, 0x2800 for an unknown function
   */
  Compiled compile(Expr expression) {
    if (expression instanceof Expr.Column column) {
      return column(column);
    }
    if (expression instanceof Expr.Call call) {
      return call(call);
    }
    if (expression instanceof Expr.Binary binary) {
      return binary(binary);
    }
    if (expression instanceof Expr.Parameter parameter) {
      return parameter(parameter);
    }
    if (expression instanceof Expr.Cast cast) {
      return new Casts(session, scope.precision()).compile(compile(cast.operand()), cast.type());
    }
    return Literals.compile(expression, scope.precision()).orElseGet(() -> composite(expression));
  }

  private Compiled composite(Expr expression) {
    if (expression instanceof Expr.Not not) {
      Compiled operand = compile(not.operand());
      return Compiled.strict(BOOL, List.of(operand), x -> Numbers.asDouble(x[0]) == 0);
    }
    if (expression instanceof Expr.Negate negate) {
      Compiled operand = compile(negate.operand());
      return negate(operand);
    }
    if (expression instanceof Expr.IsNull isNull) {
      Compiled operand = compile(isNull.operand());
      return new Compiled(BOOL, operand.reach(), tuple -> operand.eval(tuple) == null);
    }
    if (expression instanceof Expr.Between between) {
      return compile(
          new Expr.Binary(
              Operator.AND,
              new Expr.Binary(Operator.GREATER_OR_EQUAL, between.operand(), between.low()),
              new Expr.Binary(Operator.LESS_OR_EQUAL, between.operand(), between.high())));
    }
    if (expression instanceof Expr.In in) {
      return in(in);
    }
    if (expression instanceof Expr.Case branches) {
      return branches(branches);
    }
    throw EngineError.SYNTAX.saying("syntax error near \"*\"");
  }

  /**
   * @throws EngineException 0x2605 if the text is not a time
   */
  long timestamp(String text) {
    return Times.parse(text, scope.precision(), session.zone())
        .orElseThrow(() -> EngineError.WRONG_VALUE_TYPE.exception(text));
  }

  Compiled column(Expr.Column column) {
    int index = scope.indexOf(column.qualifier(), column.name());
    Scope.Column found = scope.columns().get(index);
    usedColumns.add(found.name());
    return new Compiled(found.type(), found.reach(), tuple -> tuple.get(index));
  }

  Compiled call(Expr.Call call) {
    List<Compiled> arguments = new ArrayList<>();
    call.arguments().forEach(argument -> arguments.add(compile(argument)));
    return functions
        .compile(call.function(), arguments)
        .orElseThrow(() -> EngineError.FUNCTION.exception(call.function()));
  }

  private Compiled parameter(Expr.Parameter parameter) {
    if (parameter.index() >= parameters.size()) {
      throw EngineError.BIND_NUMBER.exception();
    }
    return BoundValues.parameter(parameters.get(parameter.index()));
  }

  private static Compiled negate(Compiled operand) {
    if (operand.type().type().isDecimal()) {
      return Compiled.strict(operand.type(), List.of(operand), x -> ((BigDecimal) x[0]).negate());
    }
    return Compiled.strict(
        ColumnType.of(DataType.DOUBLE), List.of(operand), x -> -Numbers.asDouble(x[0]));
  }

  private Compiled binary(Expr.Binary binary) {
    Operator operator = binary.operator();
    if (operator == Operator.AND || operator == Operator.OR) {
      return logical(operator == Operator.AND, compile(binary.left()), compile(binary.right()));
    }
    if (binary.right() instanceof Expr.Duration span
        && (operator == Operator.ADD || operator == Operator.SUBTRACT)) {
      return shift(compile(binary.left()), span, operator == Operator.ADD ? 1 : -1);
    }
    Compiled left = compile(binary.left());
    Compiled right = compile(binary.right());
    return switch (operator) {
      case LIKE, MATCH, NMATCH -> matching(operator, left, right);
      case JSON_MEMBER, CONTAINS -> json(operator, left, right);
      default ->
          operator.isComparison()
              ? comparison(operator, left, right)
              : Arithmetic.compile(operator, left, right);
    };
  }

  private Compiled shift(Compiled time, Expr.Duration span, int sign) {
    return Compiled.strict(
        ColumnType.of(DataType.TIMESTAMP),
        List.of(time),
        x -> Times.plus(Numbers.asLong(x[0]), span, sign, scope.precision(), session.zone()));
  }

  private static Compiled logical(boolean and, Compiled left, Compiled right) {
    return new Compiled(
        BOOL,
        left.reach().and(right.reach()),
        tuple -> {
          Object first = left.eval(tuple);
          if (first != null && (Numbers.asDouble(first) != 0) != and) {
            return !and;
          }
          Object second = right.eval(tuple);
          if (second != null && (Numbers.asDouble(second) != 0) != and) {
            return !and;
          }
          return first == null || second == null ? null : (Object) and;
        });
  }

  private Compiled comparison(Operator operator, Compiled left, Compiled right) {
    Compiled first = comparable(left, right);
    Compiled second = comparable(right, left);
    return Compiled.strict(
        BOOL,
        List.of(first, second),
        x -> {
          int order = Comparison.compare(x[0], x[1]);
          return switch (operator) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            default -> order >= 0;
          };
        });
  }

  /** A text next to a timestamp is a time, a JSON member what it holds. */
  private Compiled comparable(Compiled operand, Compiled other) {
    boolean text = operand.is(DataType.VARCHAR) || operand.is(DataType.NCHAR);
    if (text && other.is(DataType.TIMESTAMP)) {
      return Compiled.strict(other.type(), List.of(operand), x -> timestamp(x[0].toString()));
    }
    if (operand.is(DataType.JSON)) {
      return Compiled.strict(
          operand.type(), List.of(operand), x -> Literals.ofJson(x[0].toString()));
    }
    return operand;
  }

  private Compiled matching(Operator operator, Compiled left, Compiled right) {
    if (!right.isConstant()) {
      throw EngineError.SYNTAX.saying("a pattern must be constant");
    }
    String text = String.valueOf(right.value());
    Pattern pattern = operator == Operator.LIKE ? Likeness.pattern(text) : Pattern.compile(text);
    return Compiled.strict(
        BOOL,
        List.of(left),
        x ->
            switch (operator) {
              case LIKE -> pattern.matcher(x[0].toString()).matches();
              case MATCH -> pattern.matcher(x[0].toString()).find();
              default -> !pattern.matcher(x[0].toString()).find();
            });
  }

  private static Compiled json(Operator operator, Compiled left, Compiled right) {
    if (operator == Operator.CONTAINS) {
      return Compiled.strict(
          BOOL,
          List.of(left, right),
          x -> JsonTags.member(x[0].toString(), x[1].toString()) != null);
    }
    return Compiled.strict(
        left.type(), List.of(left, right), x -> JsonTags.member(x[0].toString(), x[1].toString()));
  }

  private Compiled in(Expr.In in) {
    Compiled operand = compile(in.operand());
    Optional<Set<Object>> texts = constantTexts(in.values());
    if (texts.isPresent() && (operand.is(DataType.VARCHAR) || operand.is(DataType.NCHAR))) {
      return Compiled.strict(BOOL, List.of(operand), x -> texts.get().contains(x[0]));
    }
    Expr any = null;
    for (Expr value : in.values()) {
      Expr equal = new Expr.Binary(Operator.EQUAL, in.operand(), value);
      any = any == null ? equal : new Expr.Binary(Operator.OR, any, equal);
    }
    return compile(any);
  }

  private static Optional<Set<Object>> constantTexts(List<Expr> values) {
    Set<Object> texts = new HashSet<>();
    for (Expr value : values) {
      if (!(value instanceof Expr.Text text)) {
        return Optional.empty();
      }
      texts.add(text.value());
    }
    return Optional.of(texts);
  }

  private Compiled branches(Expr.Case branches) {
    List<Compiled> conditions = new ArrayList<>();
    List<Compiled> values = new ArrayList<>();
    Reach reach = Reach.CONSTANT;
    for (Expr.When branch : branches.branches()) {
      conditions.add(compile(branch.condition()));
      values.add(compile(branch.value()));
    }
    values.add(compile(branches.otherwise()));
    for (Compiled part : conditions) {
      reach = reach.and(part.reach());
    }
    for (Compiled part : values) {
      reach = reach.and(part.reach());
    }
    return new Compiled(
        values.get(0).type(),
        reach,
        tuple -> {
          for (int i = 0; i < conditions.size(); i++) {
            if (conditions.get(i).holds(tuple)) {
              return values.get(i).eval(tuple);
            }
          }
          return values.get(conditions.size()).eval(tuple);
        });
  }
}
