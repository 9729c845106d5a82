package io.taosbridge.client;

/**
 * How STMT2 may work. Both true is the fast mode, for inserts into child tables of one supertable
 * in which each table occurs once per execution.
 */
public record StatementOptions(boolean singleSupertable, boolean eachTableOnce) {

  public static final StatementOptions DEFAULT = new StatementOptions(false, false);
  public static final StatementOptions INTERLACED = new StatementOptions(true, true);
}
