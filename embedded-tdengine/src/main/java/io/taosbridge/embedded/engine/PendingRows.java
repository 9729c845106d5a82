package io.taosbridge.embedded.engine;

import io.taosbridge.embedded.storage.Database;
import io.taosbridge.embedded.storage.Row;
import io.taosbridge.embedded.storage.RowOrder;
import io.taosbridge.embedded.storage.SuperTable;
import io.taosbridge.embedded.storage.Table;
import java.util.ArrayList;
import java.util.List;

/** Rows to be written to one table, which may have to be made first. */
final class PendingRows {

  private final Database database;
  private final String tableName;
  private final Table table;
  private final SuperTable superTable;
  private final Object[] tags;
  private final List<Row> rows = new ArrayList<>();

  private PendingRows(
      Database database, String tableName, Table table, SuperTable superTable, Object[] tags) {
    this.database = database;
    this.tableName = tableName;
    this.table = table;
    this.superTable = superTable;
    this.tags = tags;
  }

  static PendingRows of(Table table) {
    return new PendingRows(table.database(), table.name(), table, null, null);
  }

  /**
   * @param tags values by the tags' numbers
   */
  static PendingRows ofNew(String tableName, SuperTable superTable, Object[] tags) {
    return new PendingRows(superTable.database(), tableName, null, superTable, tags);
  }

  Database database() {
    return database;
  }

  String tableName() {
    return tableName;
  }

  /** Null if the table has to be made. */
  Table table() {
    return table;
  }

  SuperTable superTable() {
    return superTable;
  }

  Object[] tags() {
    return tags;
  }

  void add(Row row) {
    rows.add(row);
  }

  void addAll(List<Row> more) {
    rows.addAll(more);
  }

  List<Row> rows() {
    return rows;
  }

  /**
   * The rows in order, each key once.
   *
   * @param merge whether of rows with the same key a NULL leaves the earlier value
   */
  List<Row> sorted(RowOrder order, boolean merge) {
    if (isSorted(order)) {
      return rows;
    }
    List<Row> sorted = new ArrayList<>(rows);
    sorted.sort(order);
    List<Row> unique = new ArrayList<>(sorted.size());
    for (Row row : sorted) {
      int last = unique.size() - 1;
      if (last >= 0 && order.compare(unique.get(last), row) == 0) {
        unique.set(last, merge ? row.fillNulls(unique.get(last)) : row);
      } else {
        unique.add(row);
      }
    }
    return unique;
  }

  private boolean isSorted(RowOrder order) {
    for (int i = 1; i < rows.size(); i++) {
      if (order.compare(rows.get(i - 1), rows.get(i)) >= 0) {
        return false;
      }
    }
    return true;
  }
}
