package io.taosbridge.nativestub;

/**
 * The numbers of {@code enum stub_operation} in stub.h, and of {@code enum tmq_operation} in tmq.c.
 */
final class Operation {

  static final int CONNECT = 1;
  static final int CLOSE = 2;
  static final int OPTION = 3;
  static final int SERVER_INFO = 4;
  static final int CURRENT_DATABASE = 5;
  static final int QUERY = 7;
  static final int FETCH = 8;
  static final int FREE_RESULT = 10;
  static final int SCHEMALESS = 11;
  static final int WRITE_RAW = 12;
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

  static final int TMQ_OPEN = 60;
  static final int TMQ_SUBSCRIBE = 61;
  static final int TMQ_UNSUBSCRIBE = 62;
  static final int TMQ_SUBSCRIPTION = 63;
  static final int TMQ_POLL = 64;
  static final int TMQ_CLOSE = 65;
  static final int TMQ_COMMIT = 66;
  static final int TMQ_COMMIT_OFFSET = 67;
  static final int TMQ_ASSIGNMENT = 68;
  static final int TMQ_SEEK = 69;
  static final int TMQ_POSITION = 70;
  static final int TMQ_COMMITTED = 71;

  private Operation() {}
}
