package io.taosbridge.embedded.engine;

/** The errors of the server, with its numbers and texts (errors.md). */
enum EngineError {
  INVALID_DATA_FORMAT(0x0132, "Invalid data format"),
  DECIMAL_OVERFLOW(0x013D, "Decimal value overflow"),
  INVALID_OPERATION(0x0200, "Invalid operation"),
  INVALID_USER_NAME(0x0207, "Invalid user name"),
  INVALID_PASSWORD_LENGTH(0x0208, "Invalid password length"),
  SYNTAX_IN_VALUES(0x0216, "Syntax error in SQL"),
  STMT_USAGE(0x022A, "Stmt API usage error"),
  STMT_TABLE_NAME(0x022B, "Stmt table name not set correctly"),
  BIND_NUMBER(0x0236, "bind number out of range or not match"),
  INVALID_QUERY_ID(0x030C, "Invalid query id"),
  USER_EXISTS(0x0350, "User already exists"),
  INVALID_USER(0x0351, "Invalid user"),
  AUTHENTICATION(0x0357, "Authentication failure"),
  VGROUP_NOT_EXIST(0x0332, "Vgroup not exist"),
  STABLE_EXISTS(0x0360, "STable already exists"),
  STABLE_NOT_EXIST(0x0362, "STable not exist"),
  TAG_EXISTS(0x0369, "Tag already exists"),
  COLUMN_EXISTS(0x036B, "Column already exists"),
  DATABASE_EXISTS(0x0381, "Database already exists"),
  DATABASE_NOT_EXIST(0x0388, "Database not exist"),
  RETENTION_ZERO(0x038C, "WAL retention period is zero"),
  TOPIC_EXISTS(0x03E0, "Topic already exists"),
  TOPIC_NOT_EXIST(0x03E1, "Topic not exist"),
  TOPIC_SUBSCRIBED(0x03EB, "Topic subscribed cannot be dropped"),
  TOPIC_FIRST(0x03ED, "Topic must be dropped first"),
  COLUMN_SUBSCRIBED(0x0527, "The subscribed column cannot be modified"),
  TABLE_EXISTS(0x0603, "Table already exists"),
  TIME_OUT_OF_RANGE(0x060B, "Timestamp data out of range"),
  TABLE_IN_OTHER_STABLE(0x061D, "Table already exists in other stables"),
  SYNTAX(0x2600, "syntax error"),
  INVALID_COLUMN(0x2602, "Invalid column name: %s"),
  TABLE_NOT_EXIST(0x2603, "Table does not exist"),
  WRONG_VALUE_TYPE(0x2605, "Invalid value type: %s"),
  NOT_SINGLE_GROUP(0x260B, "Not a single-group group function"),
  TAGS_NOT_MATCHED(0x260D, "Tags number not matched"),
  DATABASE_NOT_SPECIFIED(0x2616, "Database not specified"),
  INVALID_DATABASE_OPTION(0x2619, "Invalid option %s"),
  INVALID_TOPIC_QUERY(0x2639, "Invalid topic query"),
  DUPLICATE_COLUMN(0x263C, "Duplicated column names"),
  TAGS_LENGTH(0x263D, "Tags length exceeds max length %s"),
  ROW_LENGTH(0x263E, "Row length exceeds max length %s"),
  NUMBER_OF_COLUMNS(0x263F, "Illegal number of columns"),
  FIRST_COLUMN(0x2641, "First column must be timestamp"),
  INVALID_ALTER(0x2649, "Invalid alter table statement"),
  DROP_TIME_COLUMN(0x264A, "Primary timestamp column cannot be dropped"),
  INVALID_MODIFY(0x264B, "Only varbinary/binary/nchar/geometry column length could be modified"),
  VALUE_TOO_LONG(0x2653, "Value too long for column/tag"),
  INVALID_BINARY_TEXT(0x266A, "Invalid varbinary value"),
  KEY_NULL(0x267B, "Primary key column should not be null"),
  INVALID_JSON(0x267F, "json string is invalid: %s"),
  FUNCTION(0x2800, "Not builtin function: '%s'");

  private final int code;
  private final String text;

  EngineError(int code, String text) {
    this.code = code;
    this.text = text;
  }

  int code() {
    return code;
  }

  /**
   * @param arguments what the text has places for
   */
  EngineException exception(Object... arguments) {
    return new EngineException(code, arguments.length == 0 ? text : text.formatted(arguments));
  }

  /** With another text than usual. */
  EngineException saying(String message) {
    return new EngineException(code, message);
  }
}
