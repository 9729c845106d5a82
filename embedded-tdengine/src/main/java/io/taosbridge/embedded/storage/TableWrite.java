package io.taosbridge.embedded.storage;

import java.util.List;

/**
 * Rows written to one table.
 *
 * @param schema the columns they were written with
 * @param rows in key order
 */
public record TableWrite(Table table, Schema schema, List<Row> rows) {

  public TableWrite {
    rows = List.copyOf(rows);
  }
}
