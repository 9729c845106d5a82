package io.taosbridge.embedded.sql;

/**
 * A word of a statement.
 *
 * @param text names in lower case unless quoted, strings without quotes and escapes
 * @param start where it begins in the statement
 * @param end where it ends, exclusive
 */
record Token(Kind kind, String text, int start, int end) {

  enum Kind {
    NAME,
    QUOTED_NAME,
    STRING,
    INTEGER,
    DECIMAL,
    DURATION,
    PARAMETER,
    SYMBOL,
    END
  }

  boolean is(String word) {
    return (kind == Kind.NAME || kind == Kind.SYMBOL) && text.equals(word);
  }

  boolean isName() {
    return kind == Kind.NAME || kind == Kind.QUOTED_NAME;
  }
}
