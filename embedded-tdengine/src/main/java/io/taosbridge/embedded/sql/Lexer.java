package io.taosbridge.embedded.sql;

import io.taosbridge.embedded.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts a statement into tokens; ends at the first semicolon. */
final class Lexer {

  private static final String DURATION_UNITS = "buasmhdwny";
  private static final int FIRST_NON_ASCII = 0x80;

  private final String sql;
  private final List<Token> tokens = new ArrayList<>();
  private int position;

  private Lexer(String sql) {
    this.sql = sql;
  }

  static List<Token> tokens(String sql) {
    Lexer lexer = new Lexer(sql);
    lexer.run();
    return lexer.tokens;
  }

  private void run() {
    skipBlanks();
    while (position < sql.length() && sql.charAt(position) != ';') {
      next();
      skipBlanks();
    }
    tokens.add(new Token(Kind.END, "", position, position));
  }

  private void skipBlanks() {
    while (position < sql.length()) {
      if (Character.isWhitespace(sql.charAt(position)) || sql.charAt(position) == 0) {
        position++;
      } else if (sql.startsWith("--", position)) {
        int end = sql.indexOf('\n', position);
        position = end < 0 ? sql.length() : end;
      } else if (sql.startsWith("/*", position)) {
        int end = sql.indexOf("*/", position + 2);
        position = end < 0 ? sql.length() : end + 2;
      } else {
        return;
      }
    }
  }

  private void next() {
    char c = sql.charAt(position);
    if (c == '\'' || c == '"') {
      string(c);
    } else if (c == '`') {
      quotedName();
    } else if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
      number();
    } else if (isNamePart(c)) {
      name();
    } else if (c == '?') {
      add(Kind.PARAMETER, "?", position + 1);
    } else {
      symbol();
    }
  }

  private void string(char quote) {
    StringBuilder text = new StringBuilder();
    int at = position + 1;
    while (true) {
      if (at >= sql.length()) {
        throw SqlSyntaxException.near(sql.substring(position));
      }
      char c = sql.charAt(at);
      if (c == quote && at + 1 < sql.length() && sql.charAt(at + 1) == quote) {
        text.append(quote);
        at += 2;
      } else if (c == quote) {
        add(Kind.STRING, text.toString(), at + 1);
        return;
      } else if (c == '\\' && at + 1 < sql.length()) {
        text.append(unescape(sql.charAt(at + 1)));
        at += 2;
      } else {
        text.append(c);
        at++;
      }
    }
  }

  /** A backslash stays where it means something later: in patterns, and before hex digits. */
  private static String unescape(char c) {
    return switch (c) {
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      case '%', '_', 'x' -> "\\" + c;
      default -> String.valueOf(c);
    };
  }

  private void quotedName() {
    int end = sql.indexOf('`', position + 1);
    if (end < 0) {
      throw SqlSyntaxException.near(sql.substring(position));
    }
    add(Kind.QUOTED_NAME, sql.substring(position + 1, end), end + 1);
  }

  private void number() {
    if (sql.charAt(position) == '0' && (isOneOf(peek(1), "xX") || isOneOf(peek(1), "bB"))) {
      int end = position + 2;
      while (end < sql.length() && Character.digit(sql.charAt(end), 16) >= 0) {
        end++;
      }
      if (end > position + 2) {
        add(Kind.INTEGER, sql.substring(position, end), end);
        return;
      }
    }
    int end = skipDigits(position);
    boolean decimal = false;
    if (end < sql.length() && sql.charAt(end) == '.') {
      decimal = true;
      end = skipDigits(end + 1);
    }
    if (end < sql.length() && isOneOf(sql.charAt(end), "eE")) {
      int digits = end + 1;
      if (digits < sql.length() && isOneOf(sql.charAt(digits), "+-")) {
        digits++;
      }
      if (digits < sql.length() && isDigit(sql.charAt(digits))) {
        decimal = true;
        end = skipDigits(digits);
      }
    }
    if (!decimal && isDurationUnit(end)) {
      add(Kind.DURATION, sql.substring(position, end + 1), end + 1);
    } else {
      add(decimal ? Kind.DECIMAL : Kind.INTEGER, sql.substring(position, end), end);
    }
  }

  private boolean isDurationUnit(int at) {
    return at < sql.length()
        && DURATION_UNITS.indexOf(sql.charAt(at)) >= 0
        && (at + 1 == sql.length() || !isNamePart(sql.charAt(at + 1)));
  }

  private void name() {
    int end = position;
    while (end < sql.length() && isNamePart(sql.charAt(end))) {
      end++;
    }
    add(Kind.NAME, sql.substring(position, end).toLowerCase(Locale.ROOT), end);
  }

  private void symbol() {
    for (String two : List.of("<=", ">=", "<>", "!=", "->", "||", "==")) {
      if (sql.startsWith(two, position)) {
        add(Kind.SYMBOL, two, position + 2);
        return;
      }
    }
    add(Kind.SYMBOL, sql.substring(position, position + 1), position + 1);
  }

  private void add(Kind kind, String text, int end) {
    tokens.add(new Token(kind, text, position, end));
    position = end;
  }

  private int skipDigits(int from) {
    int at = from;
    while (at < sql.length() && isDigit(sql.charAt(at))) {
      at++;
    }
    return at;
  }

  private char peek(int ahead) {
    return position + ahead < sql.length() ? sql.charAt(position + ahead) : 0;
  }

  private static boolean isOneOf(char c, String characters) {
    return c != 0 && characters.indexOf(c) >= 0;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNamePart(char c) {
    return isDigit(c)
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || c >= FIRST_NON_ASCII;
  }
}
