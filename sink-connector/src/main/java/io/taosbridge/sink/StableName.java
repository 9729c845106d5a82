package io.taosbridge.sink;

/** A supertable and its database. {@link #toString()} is how SQL names it. */
record StableName(String database, String stable) {

  /** The name of a table of the same database, as SQL has it. */
  String sibling(String table) {
    return Identifiers.quote(database) + "." + Identifiers.quote(table);
  }

  @Override
  public String toString() {
    return sibling(stable);
  }
}
