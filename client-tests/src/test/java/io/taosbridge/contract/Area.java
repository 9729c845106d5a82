package io.taosbridge.contract;

/** What a client can do, in the order of the report. */
enum Area {
  CONNECT("connect"),
  SQL("SQL"),
  EXECUTE_MANY("execute many"),
  SCHEMALESS("schemaless"),
  STMT("STMT"),
  STMT2("STMT2"),
  SUBSCRIPTION("subscription"),
  REPLICATION("replication"),
  TYPES("types"),
  ERRORS("errors"),
  POOL("pool");

  private final String title;

  Area(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
