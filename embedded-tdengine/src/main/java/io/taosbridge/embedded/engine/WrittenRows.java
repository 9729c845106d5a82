package io.taosbridge.embedded.engine;

import io.taosbridge.embedded.storage.ColumnDef;
import io.taosbridge.embedded.storage.Row;
import io.taosbridge.embedded.storage.TableWrite;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows as database and supertable topics deliver them: with just the columns they were written
 * with.
 */
final class WrittenRows {

  private WrittenRows() {}

  /** As many parts as it takes for the rows of each to have the same columns. */
  static List<TopicRows> of(TableWrite write) {
    List<TopicRows> parts = new ArrayList<>();
    List<Row> run = new ArrayList<>();
    List<ColumnDef> columns = List.of();
    for (Row row : write.rows()) {
      if (run.isEmpty() || !hasColumns(write, row, columns)) {
        flush(parts, write, columns, run);
        columns = columns(write, row);
      }
      run.add(row);
    }
    flush(parts, write, columns, run);
    return parts;
  }

  private static boolean hasColumns(TableWrite write, Row row, List<ColumnDef> columns) {
    int next = 0;
    for (ColumnDef column : write.schema().columns()) {
      if (row.isWritten(column.id())) {
        if (next == columns.size() || !columns.get(next).equals(column)) {
          return false;
        }
        next++;
      }
    }
    return next == columns.size();
  }

  private static List<ColumnDef> columns(TableWrite write, Row row) {
    return write.schema().columns().stream().filter(c -> row.isWritten(c.id())).toList();
  }

  private static void flush(
      List<TopicRows> parts, TableWrite write, List<ColumnDef> columns, List<Row> run) {
    if (run.isEmpty()) {
      return;
    }
    int[] ids = columns.stream().mapToInt(ColumnDef::id).toArray();
    List<Object[]> rows = new ArrayList<>(run.size());
    for (Row row : run) {
      Object[] values = new Object[ids.length];
      for (int i = 0; i < ids.length; i++) {
        values[i] = row.get(ids[i]);
      }
      rows.add(values);
    }
    parts.add(new TopicRows(write.table(), write.schema().version(), columns, rows));
    run.clear();
  }
}
