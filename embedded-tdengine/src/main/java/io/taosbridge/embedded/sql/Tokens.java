package io.taosbridge.embedded.sql;

import io.taosbridge.embedded.sql.Token.Kind;
import java.util.List;

/** The tokens of one statement, read from left to right. */
final class Tokens {

  private final String sql;
  private final List<Token> tokens;
  private int next;
  private int parameters;

  Tokens(String sql) {
    this.sql = sql;
    this.tokens = Lexer.tokens(sql);
  }

  String sql() {
    return sql;
  }

  Token peek() {
    return tokens.get(next);
  }

  Token peek(int ahead) {
    return tokens.get(Math.min(next + ahead, tokens.size() - 1));
  }

  Token take() {
    Token token = tokens.get(next);
    if (token.kind() == Kind.END) {
      throw SqlSyntaxException.incomplete();
    }
    next++;
    return token;
  }

  /** Where the token before this one ends. */
  int lastEnd() {
    return next == 0 ? 0 : tokens.get(next - 1).end();
  }

  boolean atEnd() {
    return peek().kind() == Kind.END;
  }

  /** Takes the next token if it is this keyword or symbol. */
  boolean accept(String word) {
    if (peek().is(word)) {
      next++;
      return true;
    }
    return false;
  }

  /** Takes the next tokens if they are these keywords or symbols. */
  boolean accept(String... words) {
    for (int i = 0; i < words.length; i++) {
      if (!peek(i).is(words[i])) {
        return false;
      }
    }
    next += words.length;
    return true;
  }

  void expect(String word) {
    if (!accept(word)) {
      throw unexpected();
    }
  }

  String name() {
    Token token = peek();
    if (!token.isName()) {
      throw unexpected();
    }
    next++;
    return token.text();
  }

  String string() {
    return ofKind(Kind.STRING).text();
  }

  long integer() {
    return Long.parseLong(ofKind(Kind.INTEGER).text());
  }

  Token ofKind(Kind kind) {
    if (peek().kind() != kind) {
      throw unexpected();
    }
    return take();
  }

  /** {@code table} or {@code db.table}. */
  TableName tableName() {
    String first = name();
    return accept(".") ? new TableName(first, name()) : new TableName(null, first);
  }

  boolean acceptIfNotExists() {
    return accept("if", "not", "exists");
  }

  boolean acceptIfExists() {
    return accept("if", "exists");
  }

  /** The number of the parameter that has just been taken, from 0. */
  int parameter() {
    return parameters++;
  }

  int parameterCount() {
    return parameters;
  }

  SqlSyntaxException unexpected() {
    return atEnd()
        ? SqlSyntaxException.incomplete()
        : SqlSyntaxException.near(sql.substring(peek().start()));
  }
}
