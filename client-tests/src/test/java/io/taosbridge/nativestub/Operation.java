package io.taosbridge.nativestub;

/** The numbers of {@code enum stub_operation} in stub.h. */
final class Operation {

  static final int CONNECT = 1;
  static final int CLOSE = 2;
  static final int OPTION = 3;
  static final int SERVER_INFO = 4;
  static final int CURRENT_DATABASE = 5;
  static final int KILL = 6;
  static final int QUERY = 7;
  static final int FETCH = 8;
  static final int STOP = 9;
  static final int FREE_RESULT = 10;
  static final int SCHEMALESS = 11;
  static final int STMT2_INIT = 20;
  static final int STMT2_PREPARE = 21;
  static final int STMT2_BIND = 22;
  static final int STMT2_EXEC = 23;
  static final int STMT2_RESULT = 24;
  static final int STMT2_CLOSE = 25;
  static final int STMT_INIT = 40;
  static final int STMT_PREPARE = 41;
  static final int STMT_SET_TABLE_NAME = 42;
  static final int STMT_SET_TAGS = 43;
  static final int STMT_BIND = 44;
  static final int STMT_ADD_BATCH = 45;
  static final int STMT_EXEC = 46;
  static final int STMT_TAG_FIELDS = 47;
  static final int STMT_COLUMN_FIELDS = 48;
  static final int STMT_CLOSE = 49;

  private Operation() {}
}
