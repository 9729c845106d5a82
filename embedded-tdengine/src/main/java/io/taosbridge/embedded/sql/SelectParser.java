package io.taosbridge.embedded.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** SELECT. */
final class SelectParser {

  /** Words that cannot be an alias without AS, since they begin what follows. */
  static final Set<String> CLAUSES =
      Set.of(
          "from",
          "where",
          "partition",
          "group",
          "having",
          "order",
          "limit",
          "slimit",
          "interval",
          "union",
          "on",
          "as",
          "asc",
          "desc",
          "offset",
          "soffset",
          "fill",
          "join",
          "and",
          "or",
          "select",
          "set",
          "values",
          "by",
          "when",
          "then",
          "else",
          "end");

  private final Tokens tokens;
  private final ExpressionParser expressions;

  SelectParser(Tokens tokens) {
    this.tokens = tokens;
    this.expressions = new ExpressionParser(tokens);
  }

  Select select() {
    tokens.expect("select");
    boolean distinct = tokens.accept("distinct");
    if (!distinct) {
      tokens.accept("all");
    }
    boolean tags = isTags();
    List<Select.Item> items = items();
    Select.Source from = tokens.accept("from") ? source() : null;
    Expr where = tokens.accept("where") ? expressions.expression() : null;
    List<Expr> groupBy = new ArrayList<>();
    boolean partition = tokens.accept("partition", "by");
    if (partition) {
      groupBy.addAll(expressionList());
    }
    Expr.Duration interval = tokens.accept("interval") ? interval() : null;
    if (tokens.accept("group", "by")) {
      groupBy.addAll(expressionList());
    }
    Expr having = tokens.accept("having") ? expressions.expression() : null;
    List<Select.Order> orderBy = tokens.accept("order", "by") ? orders() : List.of();
    long limit = -1;
    long offset = 0;
    if (tokens.accept("limit")) {
      limit = tokens.integer();
      if (tokens.accept("offset")) {
        offset = tokens.integer();
      } else if (tokens.accept(",")) {
        offset = limit;
        limit = tokens.integer();
      }
    }
    return new Select(
        distinct, tags, items, from, where, interval, groupBy, partition, having, orderBy, limit,
        offset);
  }

  /** TAGS is a keyword unless it is the name of a column itself. */
  private boolean isTags() {
    boolean column =
        (tokens.peek(1).kind() == Token.Kind.SYMBOL && !tokens.peek(1).is("*"))
            || tokens.peek(1).is("from")
            || tokens.peek(1).is("as");
    return !column && tokens.accept("tags");
  }

  private List<Select.Item> items() {
    List<Select.Item> items = new ArrayList<>();
    do {
      int start = tokens.peek().start();
      Expr expression = expressions.expression();
      String text = tokens.sql().substring(start, tokens.lastEnd());
      items.add(new Select.Item(expression, alias(), text));
    } while (tokens.accept(","));
    return items;
  }

  private String alias() {
    if (tokens.accept("as")) {
      return tokens.peek().kind() == Token.Kind.STRING ? tokens.string() : tokens.name();
    }
    Token token = tokens.peek();
    boolean isAlias =
        token.kind() == Token.Kind.QUOTED_NAME
            || (token.kind() == Token.Kind.NAME && !CLAUSES.contains(token.text()));
    return isAlias ? tokens.name() : null;
  }

  private Select.Source source() {
    if (tokens.accept("(")) {
      Select inner = select();
      tokens.expect(")");
      return new Select.SubSelect(inner, alias());
    }
    return new Select.TableSource(tokens.tableName(), alias());
  }

  private Expr.Duration interval() {
    tokens.expect("(");
    Expr.Duration interval = expressions.duration();
    tokens.expect(")");
    return interval;
  }

  private List<Expr> expressionList() {
    List<Expr> list = new ArrayList<>();
    do {
      list.add(expressions.expression());
      if (tokens.accept("as")) {
        tokens.name();
      }
    } while (tokens.accept(","));
    return list;
  }

  private List<Select.Order> orders() {
    List<Select.Order> orders = new ArrayList<>();
    do {
      Expr expression = expressions.expression();
      boolean descending = tokens.accept("desc");
      if (!descending) {
        tokens.accept("asc");
      }
      if (tokens.accept("nulls")) {
        tokens.name();
      }
      orders.add(new Select.Order(expression, descending));
    } while (tokens.accept(","));
    return orders;
  }
}
