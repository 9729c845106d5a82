package io.taosbridge.embedded.engine;

import io.taosbridge.embedded.sql.Insert;
import io.taosbridge.embedded.sql.TableName;
import io.taosbridge.embedded.storage.ChildTable;
import io.taosbridge.embedded.storage.Database;
import io.taosbridge.embedded.storage.SuperTable;
import io.taosbridge.embedded.storage.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Executes INSERT without parameters. */
final class InsertExecutor {

  private final Session session;
  private final TableResolver tables;

  InsertExecutor(Session session, TableResolver tables) {
    this.session = session;
    this.tables = tables;
  }

  SqlResult execute(Insert insert) {
    return new SqlResult.Update(new Writer(false, false).write(read(insert)));
  }

  /** Reads the values, which stores nothing. */
  List<PendingRows> read(Insert insert) {
    List<PendingRows> pending = new ArrayList<>();
    for (Insert.Target target : insert.targets()) {
      if (target.table() == null) {
        throw EngineError.SYNTAX.saying("syntax error near \"?\"");
      }
      Database database = tables.databaseOf(target.table());
      SqlValues values = new SqlValues(session, database.precision(), insert.sql());
      Optional<SuperTable> superTable = database.superTable(target.table().table());
      if (superTable.isPresent()) {
        pending.addAll(intoSuperTable(superTable.get(), target, values));
      } else {
        pending.add(intoTable(database, target, values));
      }
    }
    return pending;
  }

  private PendingRows intoTable(Database database, Insert.Target target, SqlValues values) {
    String name = target.table().table();
    Optional<Table> table = database.table(name);
    PendingRows pending =
        target.using() == null
            ? PendingRows.of(table.orElseThrow(EngineError.TABLE_NOT_EXIST::exception))
            : using(name, table, target, values);
    ColumnList columns =
        pending.table() == null
            ? ColumnList.of(pending.superTable().schema(), target.columns())
            : ColumnList.of(pending.table().schema(), target.columns());
    for (Insert.Line line : target.lines()) {
      pending.add(columns.row(line, values));
    }
    return pending;
  }

  private PendingRows using(
      String name, Optional<Table> table, Insert.Target target, SqlValues values) {
    Insert.Using using = target.using();
    TableName superName = using.superTable();
    if (superName.database() == null) {
      superName = new TableName(target.table().database(), superName.table());
    }
    SuperTable superTable = tables.superTable(superName);
    Object[] tags = TagValues.read(superTable.tags(), using.tags(), using.values(), values);
    if (table.isEmpty()) {
      return PendingRows.ofNew(name, superTable, tags);
    }
    checkChild(table.get(), superTable);
    return PendingRows.of(table.get());
  }

  /**
   * @throws EngineException 0x061D if the table is not one of the supertable
   */
  static void checkChild(Table table, SuperTable superTable) {
    if (!(table instanceof ChildTable child) || child.superTable() != superTable) {
      throw EngineError.TABLE_IN_OTHER_STABLE.exception();
    }
  }

  private static List<PendingRows> intoSuperTable(
      SuperTable superTable, Insert.Target target, SqlValues values) {
    if (target.columns().isEmpty()) {
      throw values.atRest(
          target.nameEnd(), "(...tbname, ts...) bounded cols is expected for supertable insertion");
    }
    SuperColumns columns = SuperColumns.of(superTable, target.columns());
    Map<String, PendingRows> pending = new LinkedHashMap<>();
    for (Insert.Line line : target.lines()) {
      columns.checkCount(line, values);
      String name = columns.tableName(line, values);
      PendingRows ofTable =
          pending.computeIfAbsent(name, key -> columns.pending(name, line, values));
      ofTable.add(columns.row(line, values));
    }
    return List.copyOf(pending.values());
  }
}
