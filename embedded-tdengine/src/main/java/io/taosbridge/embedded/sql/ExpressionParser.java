package io.taosbridge.embedded.sql;

import io.taosbridge.block.ColumnType;
import io.taosbridge.embedded.sql.Expr.Operator;
import io.taosbridge.embedded.sql.Token.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Expressions, by descending from the weakest operator to the strongest. */
final class ExpressionParser {

  private static final Map<String, Operator> COMPARISONS =
      Map.of(
          "=", Operator.EQUAL,
          "==", Operator.EQUAL,
          "<>", Operator.NOT_EQUAL,
          "!=", Operator.NOT_EQUAL,
          "<", Operator.LESS,
          "<=", Operator.LESS_OR_EQUAL,
          ">", Operator.GREATER,
          ">=", Operator.GREATER_OR_EQUAL);
  private static final Map<String, Operator> PATTERNS =
      Map.of(
          "like", Operator.LIKE,
          "match", Operator.MATCH,
          "regexp", Operator.MATCH,
          "nmatch", Operator.NMATCH,
          "contains", Operator.CONTAINS);

  /** Functions that are also written without parentheses. */
  private static final Set<String> BARE_FUNCTIONS = Set.of("now", "today");

  private final Tokens tokens;

  ExpressionParser(Tokens tokens) {
    this.tokens = tokens;
  }

  Expr expression() {
    Expr left = conjunction();
    while (tokens.accept("or")) {
      left = new Expr.Binary(Operator.OR, left, conjunction());
    }
    return left;
  }

  private Expr conjunction() {
    Expr left = negation();
    while (tokens.accept("and")) {
      left = new Expr.Binary(Operator.AND, left, negation());
    }
    return left;
  }

  private Expr negation() {
    return tokens.accept("not") ? new Expr.Not(negation()) : predicate();
  }

  private Expr predicate() {
    Expr left = sum();
    while (true) {
      Operator comparison = COMPARISONS.get(tokens.peek().text());
      if (comparison != null && tokens.peek().kind() == Kind.SYMBOL) {
        tokens.take();
        left = new Expr.Binary(comparison, left, sum());
      } else if (tokens.accept("is")) {
        boolean not = tokens.accept("not");
        tokens.expect("null");
        left = negated(not, new Expr.IsNull(left));
      } else {
        boolean not = tokens.peek().is("not");
        Token word = tokens.peek(not ? 1 : 0);
        Operator pattern = word.kind() == Kind.NAME ? PATTERNS.get(word.text()) : null;
        if (pattern == null && !word.is("between") && !word.is("in")) {
          return left;
        }
        if (not) {
          tokens.take();
        }
        tokens.take();
        left = negated(not, predicateAfter(word, pattern, left));
      }
    }
  }

  private Expr predicateAfter(Token word, Operator pattern, Expr left) {
    if (pattern != null) {
      return new Expr.Binary(pattern, left, sum());
    }
    if (word.is("between")) {
      Expr low = sum();
      tokens.expect("and");
      return new Expr.Between(left, low, sum());
    }
    tokens.expect("(");
    return new Expr.In(left, listToParenthesis());
  }

  private static Expr negated(boolean not, Expr expression) {
    return not ? new Expr.Not(expression) : expression;
  }

  private Expr sum() {
    Expr left = product();
    while (true) {
      if (tokens.accept("+")) {
        left = new Expr.Binary(Operator.ADD, left, product());
      } else if (tokens.accept("-")) {
        left = new Expr.Binary(Operator.SUBTRACT, left, product());
      } else {
        return left;
      }
    }
  }

  private Expr product() {
    Expr left = unary();
    while (true) {
      if (tokens.accept("*")) {
        left = new Expr.Binary(Operator.MULTIPLY, left, unary());
      } else if (tokens.accept("/")) {
        left = new Expr.Binary(Operator.DIVIDE, left, unary());
      } else if (tokens.accept("%")) {
        left = new Expr.Binary(Operator.REMAINDER, left, unary());
      } else {
        return left;
      }
    }
  }

  private Expr unary() {
    if (tokens.accept("-")) {
      Expr operand = unary();
      return operand instanceof Expr.Int number
          ? new Expr.Int(number.value().negate())
          : new Expr.Negate(operand);
    }
    if (tokens.accept("+")) {
      return unary();
    }
    Expr operand = primary();
    while (tokens.accept("->")) {
      operand = new Expr.Binary(Operator.JSON_MEMBER, operand, primary());
    }
    return operand;
  }

  private Expr primary() {
    Token token = tokens.peek();
    return switch (token.kind()) {
      case INTEGER -> new Expr.Int(integer(tokens.take().text()));
      case DECIMAL -> new Expr.Decimal(tokens.take().text());
      case STRING -> new Expr.Text(tokens.take().text());
      case DURATION -> duration();
      case PARAMETER -> parameter();
      case QUOTED_NAME -> column();
      case NAME -> named(token);
      case SYMBOL, END -> starOrParenthesis();
    };
  }

  private Expr parameter() {
    tokens.take();
    return new Expr.Parameter(tokens.parameter());
  }

  private Expr starOrParenthesis() {
    if (tokens.accept("*")) {
      return new Expr.Star();
    }
    tokens.expect("(");
    Expr inner = expression();
    tokens.expect(")");
    return inner;
  }

  Expr.Duration duration() {
    String text = tokens.ofKind(Kind.DURATION).text();
    int last = text.length() - 1;
    return new Expr.Duration(Long.parseLong(text.substring(0, last)), text.charAt(last));
  }

  private Expr named(Token token) {
    if (tokens.peek(1).is("(")) {
      return call();
    }
    return switch (token.text()) {
      case "null" -> {
        tokens.take();
        yield new Expr.Null();
      }
      case "true", "false" -> new Expr.Bool(tokens.take().is("true"));
      case "case" -> branches();
      case "timestamp" -> timestamp();
      default -> bareName(token);
    };
  }

  private Expr timestamp() {
    if (tokens.peek(1).kind() == Kind.STRING) {
      tokens.take();
      return new Expr.Text(tokens.string());
    }
    return column();
  }

  private Expr bareName(Token token) {
    if (BARE_FUNCTIONS.contains(token.text())) {
      tokens.take();
      return new Expr.Call(token.text(), List.of(), false);
    }
    if (SelectParser.CLAUSES.contains(token.text())) {
      throw tokens.unexpected();
    }
    return column();
  }

  private Expr column() {
    String first = tokens.name();
    if (!tokens.accept(".")) {
      return new Expr.Column(null, first);
    }
    return new Expr.Column(first, tokens.accept("*") ? "*" : tokens.name());
  }

  private Expr call() {
    String function = tokens.name();
    tokens.expect("(");
    if (function.equals("cast")) {
      Expr operand = expression();
      tokens.expect("as");
      ColumnType type = new TypeParser(tokens).type();
      tokens.expect(")");
      return new Expr.Cast(operand, type);
    }
    boolean distinct = tokens.accept("distinct");
    if (tokens.accept(")")) {
      return new Expr.Call(function, List.of(), distinct);
    }
    return new Expr.Call(function, listToParenthesis(), distinct);
  }

  private Expr branches() {
    tokens.expect("case");
    List<Expr.When> branches = new ArrayList<>();
    Expr subject = tokens.peek().is("when") ? null : expression();
    while (tokens.accept("when")) {
      Expr condition = expression();
      tokens.expect("then");
      branches.add(
          new Expr.When(
              subject == null ? condition : new Expr.Binary(Operator.EQUAL, subject, condition),
              expression()));
    }
    Expr otherwise = tokens.accept("else") ? expression() : new Expr.Null();
    tokens.expect("end");
    return new Expr.Case(branches, otherwise);
  }

  List<Expr> listToParenthesis() {
    List<Expr> list = new ArrayList<>();
    do {
      list.add(expression());
    } while (tokens.accept(","));
    tokens.expect(")");
    return list;
  }

  private static BigInteger integer(String text) {
    if (text.startsWith("0x") || text.startsWith("0X")) {
      return new BigInteger(text.substring(2), 16);
    }
    if (text.startsWith("0b") || text.startsWith("0B")) {
      return new BigInteger(text.substring(2), 2);
    }
    return new BigInteger(text);
  }
}
