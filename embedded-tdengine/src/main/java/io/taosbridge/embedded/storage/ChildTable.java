package io.taosbridge.embedded.storage;

import java.util.Arrays;

/** A table of a supertable. Its tags may be read by any thread. */
public final class ChildTable extends Table {

  private final SuperTable superTable;
  private volatile Object[] tags;

  ChildTable(String name, SuperTable superTable, Object[] tags) {
    super(name, superTable.database(), superTable.schema());
    this.superTable = superTable;
    this.tags = tags;
  }

  public SuperTable superTable() {
    return superTable;
  }

  @Override
  public Schema schema() {
    return superTable.schema();
  }

  /** The value of the tag with this number, as it is now. */
  public Object tag(int id) {
    Object[] current = tags;
    return id <= current.length ? current[id - 1] : null;
  }

  public void tag(int id, Object value) {
    Object[] changed = Arrays.copyOf(tags, Math.max(tags.length, id));
    changed[id - 1] = value;
    tags = changed;
  }
}
