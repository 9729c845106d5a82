package io.taosbridge.transport;

import java.util.regex.Pattern;

/**
 * What the text of an INSERT says of the tags of its tables, which the server does not tell.
 *
 * @param using whether the text makes tables of a supertable by USING
 * @param parameters whether there is a {@code ?} among their tags
 */
record InsertTags(boolean using, boolean parameters) {

  private static final Pattern QUOTED =
      Pattern.compile("'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`");
  private static final Pattern USING = Pattern.compile("(?i)\\busing\\b");
  private static final Pattern TAG_PARAMETER =
      Pattern.compile("(?is)\\busing\\b.*?\\btags\\s*\\([^)]*\\?");

  static InsertTags of(String sql) {
    String bare = QUOTED.matcher(sql).replaceAll("''");
    return new InsertTags(USING.matcher(bare).find(), TAG_PARAMETER.matcher(bare).find());
  }

  /** Whether all tags stand in the text. */
  boolean areLiteral() {
    return using && !parameters;
  }
}
