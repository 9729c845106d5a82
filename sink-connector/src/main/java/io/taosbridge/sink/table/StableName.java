package io.taosbridge.sink.table;

/**
 * A supertable and its database. {@link #toString()} is how SQL names it.
 *
 * @param normal whether it is a normal table instead, which has no child tables
 */
public record StableName(String database, String stable, boolean normal) {

  public StableName(String database, String stable) {
    this(database, stable, false);
  }

  /** The name of a table of the same database, as SQL has it. */
  public String sibling(String table) {
    return Names.quote(database) + "." + Names.quote(table);
  }

  @Override
  public String toString() {
    return sibling(stable);
  }
}
