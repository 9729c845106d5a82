package io.taosbridge.schemaless;

import java.util.List;

/** A child table that points go to. */
public final class ChildTable {

  private final Supertable supertable;
  private final String name;
  private final List<Tag> tags;
  private final ChildTable first;

  /**
   * @param first the same table as it was first met, with the tags that it got then; null if this
   *     is it
   */
  ChildTable(Supertable supertable, String name, List<Tag> tags, ChildTable first) {
    this.supertable = supertable;
    this.name = name;
    this.tags = List.copyOf(tags);
    this.first = first == null ? this : first;
  }

  public Supertable supertable() {
    return supertable;
  }

  public String name() {
    return name;
  }

  /** In the order of the text, without the one that names the table. */
  public List<Tag> tags() {
    return tags;
  }

  /** The same table as it was first met. A table has one set of tags: those that it has there. */
  public ChildTable first() {
    return first;
  }

  @Override
  public String toString() {
    return name;
  }
}
