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
    List<Row> rows = write.rows();
    int begin = 0;
    while (begin < rows.size()) {
      List<ColumnDef> columns = columns(write, rows.get(begin));
      int end = begin + 1;
      while (end < rows.size()
          && (rows.get(end).isOfSameBatch(rows.get(end - 1))
              || columns(write, rows.get(end)).equals(columns))) {
        end++;
      }
      PickedRows picked = PickedRows.of(Pick.of(columns), write.table(), rows.subList(begin, end));
      parts.add(new TopicRows(write.table(), write.schema().version(), columns, picked));
      begin = end;
    }
    return parts;
  }

  private static List<ColumnDef> columns(TableWrite write, Row row) {
    return write.schema().columns().stream().filter(c -> row.isWritten(c.id())).toList();
  }
}
