package io.taosbridge.embedded.sql;

/** The text is not a statement; code and text are the server's (errors.md, section 6). */
public final class SqlSyntaxException extends RuntimeException {

  private static final int SYNTAX = 0x2600;
  private static final int INCOMPLETE = 0x2601;
  private static final int NEAR_LENGTH = 63;

  private final int code;

  private SqlSyntaxException(int code, String message) {
    super(message);
    this.code = code;
  }

  public int code() {
    return code;
  }

  static SqlSyntaxException incomplete() {
    return new SqlSyntaxException(INCOMPLETE, "Incomplete SQL statement");
  }

  static SqlSyntaxException near(String rest) {
    return new SqlSyntaxException(SYNTAX, "syntax error near \"" + abbreviate(rest) + "\"");
  }

  /** The part of a statement that an error's text shows. */
  public static String abbreviate(String rest) {
    return rest.length() <= NEAR_LENGTH ? rest : rest.substring(0, NEAR_LENGTH);
  }
}
