package io.taosbridge.sink.metrics;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a statement does to tables. */
enum TableChange {
  CREATE,
  /** Of a column or tag. */
  ADD,
  /** Of a column or tag. */
  WIDEN,
  NONE;

  private static final Pattern CREATE_TABLE = Pattern.compile("CREATE (?:STABLE|TABLE) ");
  private static final Pattern ALTER_TABLE =
      Pattern.compile("ALTER (?:STABLE|TABLE) (?:`[^`]*`\\.?)+ (ADD|MODIFY) (?:COLUMN|TAG) ");

  /**
   * @param statement as this connector writes them: names are quoted
   */
  static TableChange of(String statement) {
    if (CREATE_TABLE.matcher(statement).lookingAt()) {
      return CREATE;
    }
    Matcher alter = ALTER_TABLE.matcher(statement);
    if (!alter.lookingAt()) {
      return NONE;
    }
    return alter.group(1).equals("ADD") ? ADD : WIDEN;
  }
}
