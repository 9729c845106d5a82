package io.taosbridge.connect;

/** Writes names and texts as SQL has them. */
public final class Sql {

  private Sql() {}

  /**
   * A name in backquotes, which keep its case and any special character.
   *
   * @throws IllegalArgumentException if TDengine has no way to write the name
   */
  public static String quote(String name) {
    if (name.isEmpty() || name.indexOf('`') >= 0) {
      throw new IllegalArgumentException("\"" + name + "\" cannot be a name in TDengine");
    }
    return "`" + name + "`";
  }

  /** A table's name with its database, both quoted. */
  public static String quote(String database, String table) {
    return quote(database) + "." + quote(table);
  }

  /** A text in quotes. */
  public static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
