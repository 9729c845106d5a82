package io.taosbridge.embedded.engine;

import io.taosbridge.embedded.storage.ChildTable;
import io.taosbridge.embedded.storage.ColumnDef;
import io.taosbridge.embedded.storage.Table;
import java.util.List;

/** What a column of a result is if nothing is computed. */
sealed interface Pick {

  /** A column of the rows, by its number. */
  record OfRow(int id) implements Pick {}

  /** What is the same in all rows of a table. */
  sealed interface OfTable extends Pick {
    Object value(Table table);
  }

  /** A tag, by its number. */
  record Tag(int id) implements OfTable {
    @Override
    public Object value(Table table) {
      return ((ChildTable) table).tag(id);
    }
  }

  /** The table's name. */
  record Name() implements OfTable {
    @Override
    public Object value(Table table) {
      return table.name();
    }
  }

  static List<Pick> of(List<ColumnDef> columns) {
    return columns.stream().<Pick>map(column -> new OfRow(column.id())).toList();
  }
}
