package io.taosbridge.sink.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows that one prepared insert writes: one supertable, one set of columns, many child tables. */
public final class RowGroup {

  private final WritePlan plan;
  private final Map<String, TableRows> tables = new LinkedHashMap<>();
  private int count;

  RowGroup(WritePlan plan) {
    this.plan = plan;
  }

  public WritePlan plan() {
    return plan;
  }

  void add(Row row) {
    TableRows rows = tables.get(row.table());
    if (rows == null) {
      rows = new TableRows();
      tables.put(row.table(), rows);
    }
    rows.add(row);
    count++;
  }

  /** Whether there is a row that such a row would overwrite. */
  boolean hasSameKey(WritePlan other, Row row) {
    TableRows table = tables.get(row.table());
    return table != null && plan.stable().equals(other.stable()) && table.hasSameKey(row);
  }

  /** The rows, those of one child table behind each other. */
  public List<Row> rows() {
    List<Row> all = new ArrayList<>(count);
    for (TableRows table : tables.values()) {
      all.addAll(table.rows());
    }
    return all;
  }
}
