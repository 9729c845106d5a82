package io.taosbridge.embedded.storage;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What child tables have in common: columns, and the declaration of tags. */
public final class SuperTable {

  private final String name;
  private final Database database;
  private final long uid;
  private final long createdAt;
  private final Map<String, ChildTable> children = new LinkedHashMap<>();
  private volatile Schema schema;
  private volatile Schema tags;
  private String comment;

  SuperTable(String name, Database database, Schema schema, Schema tags) {
    this.name = name;
    this.database = database;
    this.uid = database.catalog().nextUid();
    this.createdAt = System.currentTimeMillis();
    this.schema = schema;
    this.tags = tags;
  }

  public String name() {
    return name;
  }

  public Database database() {
    return database;
  }

  public long uid() {
    return uid;
  }

  /** Milliseconds since the epoch. */
  public long createdAt() {
    return createdAt;
  }

  /** The columns as they are now. */
  public Schema schema() {
    return schema;
  }

  public void schema(Schema changed) {
    schema = changed;
  }

  /** The tags as they are now; numbered on their own. */
  public Schema tags() {
    return tags;
  }

  public void tags(Schema changed) {
    tags = changed;
  }

  /** Null if there is none. */
  public String comment() {
    return comment;
  }

  public void comment(String text) {
    comment = text;
  }

  /** In the order of their creation. */
  public Collection<ChildTable> children() {
    return Collections.unmodifiableCollection(children.values());
  }

  void add(ChildTable child) {
    children.put(child.name(), child);
  }

  void remove(ChildTable child) {
    children.remove(child.name());
  }
}
