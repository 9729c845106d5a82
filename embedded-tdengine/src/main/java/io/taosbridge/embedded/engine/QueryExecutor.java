package io.taosbridge.embedded.engine;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.embedded.sql.Select;
import io.taosbridge.embedded.storage.ColumnDef;
import io.taosbridge.embedded.storage.Database;
import io.taosbridge.embedded.storage.SuperTable;
import io.taosbridge.embedded.storage.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Executes queries. */
final class QueryExecutor {

  private static final ColumnType PLAN = ColumnType.of(DataType.VARCHAR, 16382);

  private final Session session;
  private final TableResolver tables;
  private final SystemTables systemTables;
  private final List<BoundColumn> parameters;

  QueryExecutor(
      Session session,
      TableResolver tables,
      SystemTables systemTables,
      List<BoundColumn> parameters) {
    this.session = session;
    this.tables = tables;
    this.systemTables = systemTables;
    this.parameters = parameters;
  }

  SqlResult.Rows execute(Select select) {
    return plan(select).run();
  }

  /** Looks names up and compiles, which is where nearly all errors come from. */
  SelectPlan plan(Select select) {
    return new SelectPlan(session, select, relation(select.from()), parameters);
  }

  SqlResult.Rows explain(Select select) {
    plan(select);
    String plan = "-> Projection";
    if (select.from() instanceof Select.TableSource source) {
      List<ColumnDef> columns =
          tables
              .findTable(source.name())
              .map(table -> table.schema().columns())
              .orElseGet(List::of);
      int width = columns.stream().mapToInt(column -> storedWidth(column.type())).sum();
      plan =
          "-> Table Scan on %s (columns=%d width=%d order=[asc|1 desc|0] mode=ts_order data_load=data)"
              .formatted(source.name().table(), columns.size(), width);
    }
    List<Object[]> rows = new ArrayList<>();
    rows.add(new Object[] {plan});
    return new SqlResult.Rows(
        List.of(new ResultField("QUERY_PLAN", PLAN)), Scope.EMPTY.precision(), rows);
  }

  private static int storedWidth(ColumnType type) {
    return switch (type.type()) {
      case NCHAR -> 4 * type.length() + type.type().lengthPrefix();
      case BLOB, MEDIUMBLOB -> type.type().lengthPrefix() + 1;
      default ->
          type.type().isVariable()
              ? type.length() + type.type().lengthPrefix()
              : type.type().width();
    };
  }

  private Relation relation(Select.Source source) {
    if (source == null) {
      List<Object[]> one = new ArrayList<>();
      one.add(new Object[0]);
      return new Relation.Fixed(Scope.EMPTY, one);
    }
    if (source instanceof Select.SubSelect sub) {
      return subSelect(sub);
    }
    Select.TableSource table = (Select.TableSource) source;
    String databaseName =
        table.name().database() == null ? session.database() : table.name().database();
    if (SystemTables.isSystemDatabase(databaseName)) {
      return systemTables.relation(databaseName, table.name().table(), table.alias());
    }
    Database database = tables.databaseOf(table.name());
    Optional<Table> found = database.table(table.name().table());
    if (found.isPresent()) {
      return TableRelation.of(found.get(), table.alias());
    }
    SuperTable superTable =
        database
            .superTable(table.name().table())
            .orElseThrow(EngineError.TABLE_NOT_EXIST::exception);
    return TableRelation.of(superTable, table.alias());
  }

  private Relation subSelect(Select.SubSelect sub) {
    SqlResult.Rows inner = execute(sub.select());
    List<Scope.Column> columns = new ArrayList<>();
    for (ResultField field : inner.fields()) {
      columns.add(new Scope.Column(field.name(), field.type(), Reach.ROW));
    }
    Set<String> names = sub.alias() == null ? Set.of() : Set.of(sub.alias());
    Scope scope = new Scope(names, inner.precision(), columns, columns.size());
    return new Relation.Fixed(scope, inner.rows());
  }
}
