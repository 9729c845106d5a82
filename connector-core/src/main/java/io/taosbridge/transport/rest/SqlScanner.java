package io.taosbridge.transport.rest;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts SQL into tokens: quoted texts and names, words and numbers, and single marks such as {@code
 * ?}. Comments are left out.
 */
final class SqlScanner {

  /**
   * @param text as it stands in the SQL, quotes included
   */
  record Token(String text, int start, int end) {}

  private final String sql;
  private int position;

  private SqlScanner(String sql) {
    this.sql = sql;
  }

  static List<Token> scan(String sql) {
    SqlScanner scanner = new SqlScanner(sql);
    List<Token> tokens = new ArrayList<>();
    while (scanner.position < sql.length()) {
      int start = scanner.position;
      if (scanner.passToken()) {
        tokens.add(new Token(sql.substring(start, scanner.position), start, scanner.position));
      }
    }
    return tokens;
  }

  /** Moves behind what stands here, and tells whether it is a token. */
  private boolean passToken() {
    char first = sql.charAt(position);
    if (Character.isWhitespace(first)) {
      position++;
      return false;
    }
    if (sql.startsWith("--", position)) {
      position = behind("\n", position);
      return false;
    }
    if (sql.startsWith("/*", position)) {
      position = behind("*/", position + 2);
      return false;
    }
    if (first == '\'' || first == '"') {
      passText(first);
    } else if (first == '`') {
      position = behind("`", position + 1);
    } else if (isWordPart(first)) {
      while (position < sql.length() && isWordPart(sql.charAt(position))) {
        position++;
      }
    } else {
      position++;
    }
    return true;
  }

  /** A doubled quote ends one text and begins the next, which is as good here. */
  private void passText(char quote) {
    position++;
    while (position < sql.length() && sql.charAt(position) != quote) {
      position += sql.charAt(position) == '\\' ? 2 : 1;
    }
    position = Math.min(position + 1, sql.length());
  }

  private int behind(String end, int from) {
    int found = sql.indexOf(end, from);
    return found < 0 ? sql.length() : found + end.length();
  }

  private static boolean isWordPart(char each) {
    return Character.isLetterOrDigit(each) || each == '_';
  }
}
