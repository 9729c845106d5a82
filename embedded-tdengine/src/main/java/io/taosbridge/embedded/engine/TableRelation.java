package io.taosbridge.embedded.engine;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.embedded.storage.ChildTable;
import io.taosbridge.embedded.storage.ColumnDef;
import io.taosbridge.embedded.storage.Row;
import io.taosbridge.embedded.storage.Schema;
import io.taosbridge.embedded.storage.SuperTable;
import io.taosbridge.embedded.storage.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The rows of a table, or of all child tables of a supertable. */
final class TableRelation implements Relation {

  static final String TABLE_NAME = "tbname";
  static final ColumnType TABLE_NAME_TYPE = ColumnType.of(DataType.VARCHAR, 270);
  private static final Schema NO_TAGS = new Schema(1, 0, List.of());

  private final Collection<? extends Table> tables;
  private final Layout layout;
  private final boolean tablesOnly;

  private TableRelation(Collection<? extends Table> tables, Layout layout, boolean tablesOnly) {
    this.tables = tables;
    this.layout = layout;
    this.tablesOnly = tablesOnly;
  }

  static TableRelation of(Table table, String alias) {
    Schema tags = table instanceof ChildTable child ? child.superTable().tags() : NO_TAGS;
    Layout layout =
        new Layout(
            names(table.name(), alias),
            table.database().precision(),
            table.schema(),
            tags,
            table.schema().columns().size());
    return new TableRelation(List.of(table), layout, false);
  }

  static TableRelation of(SuperTable superTable, String alias) {
    Schema schema = superTable.schema();
    Schema tags = superTable.tags();
    Layout layout =
        new Layout(
            names(superTable.name(), alias),
            superTable.database().precision(),
            schema,
            tags,
            schema.columns().size() + tags.columns().size());
    return new TableRelation(superTable.children(), layout, false);
  }

  private static Set<String> names(String name, String alias) {
    Set<String> names = new HashSet<>();
    names.add(alias == null ? name : alias);
    return names;
  }

  Layout layout() {
    return layout;
  }

  /** The same tables, but each once, without rows: enough for tags. */
  TableRelation tablesOnly() {
    return new TableRelation(tables, layout, true);
  }

  @Override
  public Scope scope() {
    return layout.scope();
  }

  @Override
  public boolean isOrderedByTime() {
    return tables.size() == 1;
  }

  @Override
  public void scan(Filter filter, Predicate<Tuple> sink) {
    for (Table table : tables) {
      Tuple ofTable = layout.tuple(table, null);
      if (!filter.passesTable(ofTable)) {
        continue;
      }
      if (tablesOnly) {
        if (!sink.test(ofTable)) {
          return;
        }
      } else if (!scan(table, filter, sink)) {
        return;
      }
    }
  }

  /** The rows that pass the filter, with these columns. */
  PickedRows pick(Filter filter, List<Pick> picks) {
    PickedRows.Builder picked = new PickedRows.Builder(picks);
    for (Table table : tables) {
      if (filter.passesTable(layout.tuple(table, null))) {
        List<Row> rows = table.rows(filter.first(), filter.last());
        picked.add(
            table, filter.isTimeOnly() ? new ArrayList<>(rows) : passing(table, rows, filter));
      }
    }
    return picked.build();
  }

  private List<Row> passing(Table table, List<Row> rows, Filter filter) {
    return rows.stream().filter(row -> filter.passesRow(layout.tuple(table, row))).toList();
  }

  private boolean scan(Table table, Filter filter, Predicate<Tuple> sink) {
    for (Row row : table.rows(filter.first(), filter.last())) {
      Tuple tuple = layout.tuple(table, row);
      if (filter.passesRow(tuple) && !sink.test(tuple)) {
        return false;
      }
    }
    return true;
  }

  /** Where columns, tags and the table's name stand in the scope of a table's rows. */
  static final class Layout {

    private final Scope scope;
    private final int[] columnIds;
    private final int[] tagIds;

    Layout(Set<String> names, Precision precision, Schema schema, Schema tags, int starWidth) {
      List<Scope.Column> columns = new ArrayList<>();
      for (ColumnDef column : schema.columns()) {
        columns.add(new Scope.Column(column.name(), column.type(), Reach.ROW));
      }
      for (ColumnDef tag : tags.columns()) {
        columns.add(new Scope.Column(tag.name(), tag.type(), Reach.TABLE));
      }
      columns.add(new Scope.Column(TABLE_NAME, TABLE_NAME_TYPE, Reach.TABLE));
      scope = new Scope(names, precision, columns, starWidth);
      columnIds = schema.columns().stream().mapToInt(ColumnDef::id).toArray();
      tagIds = tags.columns().stream().mapToInt(ColumnDef::id).toArray();
    }

    Scope scope() {
      return scope;
    }

    /** What stands at a position of the scope. */
    Pick pick(int index) {
      if (index < columnIds.length) {
        return new Pick.OfRow(columnIds[index]);
      }
      int tag = index - columnIds.length;
      return tag < tagIds.length ? new Pick.Tag(tagIds[tag]) : new Pick.Name();
    }

    /**
     * @param row null where only the table is known
     */
    Tuple tuple(Table table, Row row) {
      return new TableTuple(this, table, row);
    }
  }

  private record TableTuple(Layout layout, Table table, Row row) implements Tuple {

    @Override
    public Object get(int index) {
      int columns = layout.columnIds.length;
      if (index < columns) {
        return row.get(layout.columnIds[index]);
      }
      int tag = index - columns;
      return tag < layout.tagIds.length
          ? ((ChildTable) table).tag(layout.tagIds[tag])
          : table.name();
    }
  }
}
