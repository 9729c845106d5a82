package io.taosbridge.embedded.engine;

import io.taosbridge.embedded.sql.Delete;
import io.taosbridge.embedded.storage.ChildTable;
import io.taosbridge.embedded.storage.Database;
import io.taosbridge.embedded.storage.Deletion;
import io.taosbridge.embedded.storage.MetaEntry;
import io.taosbridge.embedded.storage.Row;
import io.taosbridge.embedded.storage.SuperTable;
import io.taosbridge.embedded.storage.Table;
import io.taosbridge.embedded.storage.Vgroup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Executes DELETE. */
final class DeleteExecutor {

  private final Session session;
  private final TableResolver tables;

  DeleteExecutor(Session session, TableResolver tables) {
    this.session = session;
    this.tables = tables;
  }

  SqlResult execute(Delete delete) {
    Optional<SuperTable> superTable = tables.findSuperTable(delete.table());
    return new SqlResult.Update(
        superTable.isPresent()
            ? fromSuperTable(superTable.get(), delete)
            : fromTable(tables.table(delete.table()), delete));
  }

  private long fromTable(Table table, Delete delete) {
    TableRelation relation = TableRelation.of(table, null);
    Losses losses = losses(filter(relation, delete), relation);
    losses.from(table);
    SuperTable superTable = table instanceof ChildTable child ? child.superTable() : null;
    losses.log(table.vgroup(), table.name(), table.schema().columns().get(0).name(), superTable);
    return losses.count;
  }

  private long fromSuperTable(SuperTable superTable, Delete delete) {
    TableRelation relation = TableRelation.of(superTable, null);
    Filter filter = filter(relation, delete);
    Database database = superTable.database();
    Collection<ChildTable> children = List.copyOf(superTable.children());
    long count = 0;
    for (Vgroup vgroup : database.vgroups()) {
      Losses losses = losses(filter, relation);
      children.stream().filter(child -> child.vgroup() == vgroup).forEach(losses::from);
      losses.log(
          vgroup, superTable.name(), superTable.schema().columns().get(0).name(), superTable);
      count += losses.count;
    }
    return count;
  }

  private Losses losses(Filter filter, TableRelation relation) {
    return new Losses(filter, relation, session.isReplicating());
  }

  private Filter filter(TableRelation relation, Delete delete) {
    Filter filter =
        Filter.of(delete.where(), new ExpressionCompiler(session, relation.scope(), List.of()));
    if (!filter.isTimeOnly()) {
      throw EngineError.SYNTAX.saying(
          "The DELETE statement must have a definite time window range");
    }
    return filter;
  }

  /** What one vgroup loses. */
  private static final class Losses {

    private final Filter filter;
    private final TableRelation relation;
    private final boolean replicated;
    private long count;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private final List<Long> uids = new ArrayList<>();

    Losses(Filter filter, TableRelation relation, boolean replicated) {
      this.replicated = replicated;
      this.filter = filter;
      this.relation = relation;
    }

    void from(Table table) {
      if (!filter.passesTable(relation.layout().tuple(table, null))) {
        return;
      }
      uids.add(table.uid());
      List<Row> rows = table.rows(filter.first(), filter.last());
      if (rows.isEmpty()) {
        return;
      }
      count += rows.size();
      first = Math.min(first, rows.get(0).timestamp());
      last = Math.max(last, rows.get(rows.size() - 1).timestamp());
      table.remove(filter.first(), filter.last());
    }

    /** The log tells the range of the rows hit, or what was asked for if none was. */
    void log(Vgroup vgroup, String table, String timeColumn, SuperTable superTable) {
      long from = count > 0 ? first : filter.first();
      long to = count > 0 ? last : filter.last();
      long suid = superTable == null ? 0 : superTable.uid();
      vgroup
          .log()
          .append(
              new MetaEntry(
                  MetaJson.delete(table, timeColumn, from, to),
                  superTable,
                  new Deletion(suid, uids, table, timeColumn, from, to, count),
                  replicated));
    }
  }
}
