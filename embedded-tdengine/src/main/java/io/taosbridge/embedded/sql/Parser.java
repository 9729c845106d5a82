package io.taosbridge.embedded.sql;

/** Makes a statement of its text. */
public final class Parser {

  private Parser() {}

  /**
   * @throws SqlSyntaxException if the text is not a statement
   */
  public static Statement parse(String sql) {
    Tokens tokens = new Tokens(sql);
    Statement statement = statement(tokens);
    if (!tokens.atEnd()) {
      throw tokens.unexpected();
    }
    return statement;
  }

  /** The number of {@code ?} in a statement. */
  public static int countParameters(String sql) {
    return (int) Lexer.tokens(sql).stream().filter(t -> t.kind() == Token.Kind.PARAMETER).count();
  }

  private static Statement statement(Tokens tokens) {
    Token first = tokens.peek();
    if (first.kind() == Token.Kind.END) {
      throw SqlSyntaxException.incomplete();
    }
    return switch (first.kind() == Token.Kind.NAME ? first.text() : "") {
      case "select" -> new SelectParser(tokens).select();
      case "insert" -> new InsertParser(tokens).insert();
      case "create" -> new CreateParser(tokens).create();
      case "alter" -> new AlterParser(tokens).alter();
      case "drop" -> new DropParser(tokens).drop();
      case "show" -> new ShowParser(tokens).show();
      case "delete" -> delete(tokens);
      case "describe", "desc" -> describe(tokens);
      case "explain" -> explain(tokens);
      case "use" -> use(tokens);
      case "kill" -> kill(tokens);
      case "split" -> split(tokens);
      case "flush", "compact", "trim", "grant", "revoke", "reset", "balance" -> accepted(tokens);
      default -> throw tokens.unexpected();
    };
  }

  private static Statement delete(Tokens tokens) {
    tokens.expect("delete");
    tokens.expect("from");
    TableName table = tokens.tableName();
    Expr where = tokens.accept("where") ? new ExpressionParser(tokens).expression() : null;
    return new Delete(table, where);
  }

  private static Statement describe(Tokens tokens) {
    tokens.take();
    tokens.accept("table");
    return new Describe(tokens.tableName());
  }

  private static Statement explain(Tokens tokens) {
    tokens.expect("explain");
    tokens.accept("analyze");
    if (tokens.accept("verbose")) {
      tokens.take();
    }
    return new Explain(new SelectParser(tokens).select());
  }

  private static Statement use(Tokens tokens) {
    tokens.expect("use");
    return new Use(tokens.name());
  }

  private static Statement kill(Tokens tokens) {
    tokens.expect("kill");
    return new Admin.Kill(tokens.name(), tokens.take().text());
  }

  private static Statement split(Tokens tokens) {
    tokens.expect("split");
    tokens.expect("vgroup");
    return new Admin.SplitVgroup(Integer.parseInt(tokens.take().text()));
  }

  static Statement accepted(Tokens tokens) {
    while (!tokens.atEnd()) {
      tokens.take();
    }
    return new Admin.Accepted();
  }
}
