package io.taosbridge.embedded.engine;

import io.taosbridge.embedded.sql.Insert;
import io.taosbridge.embedded.storage.ColumnDef;
import io.taosbridge.embedded.storage.Row;
import io.taosbridge.embedded.storage.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/** The columns that an INSERT gives values for. */
final class ColumnList {

  private static final int TIME_ID = 1;

  private final Schema schema;
  private final List<ColumnDef> columns;
  private final int timeIndex;

  private ColumnList(Schema schema, List<ColumnDef> columns) {
    this.schema = schema;
    this.columns = List.copyOf(columns);
    int index = -1;
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).id() == TIME_ID) {
        index = i;
      }
    }
    if (index < 0) {
      throw EngineError.INVALID_OPERATION.saying("Primary timestamp column should not be null");
    }
    timeIndex = index;
    schema
        .compositeKey()
        .filter(key -> !this.columns.contains(key))
        .ifPresent(
            key -> {
              throw EngineError.KEY_NULL.exception();
            });
  }

  /**
   * @param names empty for all columns
   * @throws EngineException 0x2602 for an unknown column, 0x263C for one named twice, 0x0200
   *     without the timestamp
   */
  static ColumnList of(Schema schema, List<String> names) {
    if (names.isEmpty()) {
      return new ColumnList(schema, schema.columns());
    }
    List<ColumnDef> columns = new ArrayList<>();
    for (String name : names) {
      columns.add(schema.find(name).orElseThrow(() -> EngineError.INVALID_COLUMN.exception(name)));
    }
    return ofColumns(schema, columns);
  }

  static ColumnList ofColumns(Schema schema, List<ColumnDef> columns) {
    if (new HashSet<>(columns).size() < columns.size()) {
      throw EngineError.DUPLICATE_COLUMN.exception();
    }
    return new ColumnList(schema, columns);
  }

  List<ColumnDef> columns() {
    return columns;
  }

  /** Where the timestamp stands among the columns. */
  int timeIndex() {
    return timeIndex;
  }

  /** Makes a row of one line of values. */
  Row row(Insert.Line line, SqlValues reader) {
    checkCount(line, columns.size(), reader);
    return row(line.values(), reader);
  }

  Row row(List<Insert.Value> values, SqlValues reader) {
    long time = 0;
    Object[] cells = newCells();
    for (int i = 0; i < values.size(); i++) {
      ColumnDef column = columns.get(i);
      if (i == timeIndex) {
        time = reader.readTime(values.get(i));
      } else {
        put(cells, column, reader.read(values.get(i), column.type(), column.name()));
      }
    }
    return new Row(time, cells);
  }

  /** Cells in which every column that is not listed is marked as not written. */
  Object[] newCells() {
    Object[] cells = Row.cells(schema.lastId());
    if (columns.size() < schema.columns().size()) {
      Arrays.fill(cells, Row.NONE);
    }
    return cells;
  }

  /**
   * @throws EngineException 0x267B if a key is NULL
   */
  static void put(Object[] cells, ColumnDef column, Object value) {
    if (value == null && column.primaryKey()) {
      throw EngineError.KEY_NULL.exception();
    }
    cells[Row.cellIndex(column.id())] = value;
  }

  /**
   * @throws EngineException 0x0216 if there are more or fewer values than expected
   */
  static void checkCount(Insert.Line line, int expected, SqlValues reader) {
    if (line.values().size() < expected) {
      throw reader.atRest(line.end(), ", expected");
    }
    if (line.values().size() > expected) {
      throw reader.atRest(line.values().get(expected).start(), ") expected");
    }
  }
}
