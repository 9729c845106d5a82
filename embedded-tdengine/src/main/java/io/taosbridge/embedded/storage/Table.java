package io.taosbridge.embedded.storage;

import java.util.List;

/** A table that holds rows. */
public abstract sealed class Table permits ChildTable, NormalTable {

  private final String name;
  private final Database database;
  private volatile Vgroup vgroup;
  private final long uid;
  private final long createdAt;
  private final RowOrder order;
  private final RowStore rows;
  private volatile boolean dropped;
  private int ttl;
  private String comment;

  Table(String name, Database database, Schema schema) {
    this.name = name;
    this.database = database;
    this.vgroup = database.vgroupOf(name);
    this.uid = database.catalog().nextUid();
    this.createdAt = System.currentTimeMillis();
    this.order = new RowOrder(schema);
    this.rows = new RowStore(order);
  }

  public final String name() {
    return name;
  }

  public final Database database() {
    return database;
  }

  public final Vgroup vgroup() {
    return vgroup;
  }

  /** Goes to the vgroup that it belongs to now. */
  final void move() {
    vgroup = database.vgroupOf(name);
  }

  public final long uid() {
    return uid;
  }

  /** Milliseconds since the epoch. */
  public final long createdAt() {
    return createdAt;
  }

  /** The columns as they are now. */
  public abstract Schema schema();

  public final RowOrder order() {
    return order;
  }

  public final int rowCount() {
    return rows.size();
  }

  /**
   * @param sorted in key order, each key once
   */
  public final void put(List<Row> sorted) {
    rows.put(sorted);
  }

  /** A view of the rows from {@code first} to {@code last}, both included, in key order. */
  public final List<Row> rows(long first, long last) {
    return rows.range(first, last);
  }

  /** Takes out every row from {@code first} to {@code last}, both included. */
  public final void remove(long first, long last) {
    rows.remove(first, last);
  }

  /** Whether the table is gone, which the log's readers ask. Thread safe. */
  public final boolean isDropped() {
    return dropped;
  }

  final void markDropped() {
    dropped = true;
  }

  public final int ttl() {
    return ttl;
  }

  public final void ttl(int days) {
    ttl = days;
  }

  /** Null if there is none. */
  public final String comment() {
    return comment;
  }

  public final void comment(String text) {
    comment = text;
  }
}
