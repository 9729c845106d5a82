package io.taosbridge.embedded.engine;

import io.taosbridge.embedded.storage.ChildTable;
import io.taosbridge.embedded.storage.ColumnDef;
import io.taosbridge.embedded.storage.MetaEntry;
import io.taosbridge.embedded.storage.Row;
import io.taosbridge.embedded.storage.SuperTable;
import io.taosbridge.embedded.storage.Table;
import io.taosbridge.embedded.storage.TableWrite;
import java.util.ArrayList;
import java.util.List;

/** What a query makes of each row of a table, or of a supertable's tables. */
final class QueryTopic extends Topic {

  private final Table table;
  private final SuperTable superTable;
  private final TableRelation.Layout layout;
  private final SelectPlan plan;
  private final List<ColumnDef> fields;

  /** Null if the query computes something. */
  private final List<Pick> picks;

  /**
   * @param table null if the query is on a supertable
   * @param superTable null if the query is on a table
   */
  QueryTopic(
      TopicDefinition definition,
      Table table,
      SuperTable superTable,
      TableRelation.Layout layout,
      SelectPlan plan) {
    super(definition);
    this.table = table;
    this.superTable = superTable;
    this.layout = layout;
    this.plan = plan;
    List<ColumnDef> numbered = new ArrayList<>();
    for (ResultField field : plan.fields()) {
      numbered.add(new ColumnDef(field.name(), field.type(), numbered.size() + 1, false));
    }
    this.fields = List.copyOf(numbered);
    this.picks = plan.isPicking() ? plan.picks(layout) : null;
  }

  @Override
  public boolean withTableName() {
    return false;
  }

  @Override
  List<TopicRows> rows(TableWrite write) {
    boolean reads =
        superTable == null
            ? write.table() == table
            : write.table() instanceof ChildTable child && child.superTable() == superTable;
    if (!reads || !plan.filter().passesTable(layout.tuple(write.table(), null))) {
      return List.of();
    }
    List<Row> rows = plan.filter().passesAll() ? write.rows() : passing(write);
    return rows.isEmpty()
        ? List.of()
        : List.of(new TopicRows(write.table(), 0, fields, results(write.table(), rows)));
  }

  private List<Row> passing(TableWrite write) {
    Filter filter = plan.filter();
    return write.rows().stream()
        .filter(row -> filter.passesTime(row.timestamp()))
        .filter(row -> filter.passesRow(layout.tuple(write.table(), row)))
        .toList();
  }

  private ResultRows results(Table written, List<Row> rows) {
    if (picks != null) {
      return PickedRows.of(picks, written, rows);
    }
    List<Object[]> results = new ArrayList<>();
    for (Row row : rows) {
      results.add(plan.project(layout.tuple(written, row)));
    }
    return ResultRows.of(results);
  }

  @Override
  public boolean delivers(MetaEntry entry) {
    return false;
  }

  @Override
  boolean reads(SuperTable other) {
    return superTable == other;
  }

  @Override
  boolean usesColumn(String name) {
    return plan.usedColumns().contains(name);
  }

  @Override
  String kind() {
    return "column";
  }

  @Override
  List<ResultField> fields() {
    return plan.fields();
  }
}
