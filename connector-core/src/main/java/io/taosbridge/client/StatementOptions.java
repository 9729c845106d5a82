package io.taosbridge.client;

/**
 * How STMT2 may work. Both true is the fast mode, for inserts into child tables of one supertable
 * in which each table occurs once per execution. There, rows of a table with the same time are
 * merged: a NULL does not replace the value of an earlier row.
 *
 * <p>An INSERT with USING whose tags all stand in its text is always run in the fast mode, since
 * the server does not survive the other.
 */
public record StatementOptions(boolean singleSupertable, boolean eachTableOnce) {

  public static final StatementOptions DEFAULT = new StatementOptions(false, false);
  public static final StatementOptions INTERLACED = new StatementOptions(true, true);
}
