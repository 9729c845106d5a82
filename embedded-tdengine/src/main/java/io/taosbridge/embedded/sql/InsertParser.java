package io.taosbridge.embedded.sql;

import io.taosbridge.embedded.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** INSERT. */
final class InsertParser {

  private final Tokens tokens;
  private final ExpressionParser expressions;

  InsertParser(Tokens tokens) {
    this.tokens = tokens;
    this.expressions = new ExpressionParser(tokens);
  }

  Insert insert() {
    tokens.expect("insert");
    tokens.expect("into");
    List<Insert.Target> targets = new ArrayList<>();
    do {
      targets.add(target());
    } while (!tokens.atEnd());
    return new Insert(tokens.sql(), targets, tokens.parameterCount());
  }

  private Insert.Target target() {
    TableName table = null;
    if (tokens.peek().kind() == Kind.PARAMETER) {
      tokens.take();
      tokens.parameter();
    } else {
      table = tokens.tableName();
    }
    final int nameEnd = tokens.lastEnd();
    List<String> columns = List.of();
    if (tokens.peek().is("(")) {
      columns = names();
    }
    Insert.Using using = null;
    if (tokens.accept("using")) {
      using = using();
    }
    if (tokens.peek().is("(")) {
      columns = names();
    }
    tokens.expect("values");
    List<Insert.Line> lines = new ArrayList<>();
    do {
      lines.add(line());
      tokens.accept(",");
    } while (tokens.peek().is("("));
    return new Insert.Target(table, using, columns, lines, nameEnd);
  }

  private Insert.Using using() {
    TableName superTable = tokens.tableName();
    List<String> tags = tokens.peek().is("(") ? names() : List.of();
    tokens.expect("tags");
    Insert.Line values = line();
    return new Insert.Using(superTable, tags, values.values(), values.end());
  }

  List<String> names() {
    tokens.expect("(");
    List<String> names = new ArrayList<>();
    do {
      names.add(tokens.name());
    } while (tokens.accept(","));
    tokens.expect(")");
    return names;
  }

  Insert.Line line() {
    tokens.expect("(");
    List<Insert.Value> values = new ArrayList<>();
    do {
      values.add(value());
    } while (tokens.accept(","));
    int end = tokens.peek().start();
    tokens.expect(")");
    return new Insert.Line(values, end);
  }

  Insert.Value value() {
    int start = tokens.peek().start();
    return new Insert.Value(expressions.expression(), start);
  }
}
