package io.taosbridge.embedded.engine;

import io.taosbridge.embedded.sql.Ddl;
import io.taosbridge.embedded.storage.ChildTable;
import io.taosbridge.embedded.storage.Database;
import io.taosbridge.embedded.storage.MetaEntry;
import io.taosbridge.embedded.storage.SuperTable;
import io.taosbridge.embedded.storage.Table;
import io.taosbridge.embedded.storage.Vgroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Executes DROP DATABASE, STABLE and TABLE. */
final class DropExecutor {

  private final State state;
  private final TableResolver tables;

  DropExecutor(State state, TableResolver tables) {
    this.state = state;
    this.tables = tables;
  }

  void database(Ddl.DropDatabase drop) {
    Optional<Database> database = state.catalog().database(drop.name());
    if (database.isEmpty()) {
      if (!drop.ifExists()) {
        throw EngineError.DATABASE_NOT_EXIST.exception();
      }
      return;
    }
    if (state.topics().values().stream().anyMatch(t -> t.database() == database.get())) {
      throw EngineError.TOPIC_FIRST.exception();
    }
    state.catalog().drop(database.get());
  }

  void superTable(Ddl.DropSuperTable drop) {
    Optional<SuperTable> superTable = tables.findSuperTable(drop.name());
    if (superTable.isPresent()) {
      drop(superTable.get());
    } else if (!drop.ifExists()) {
      throw EngineError.STABLE_NOT_EXIST.exception();
    }
  }

  private void drop(SuperTable superTable) {
    if (state.topics().values().stream().anyMatch(topic -> topic.pins(superTable))) {
      throw EngineError.TOPIC_FIRST.exception();
    }
    superTable.database().drop(superTable);
    CreateExecutor.logEverywhere(
        superTable.database(), new MetaEntry(MetaJson.dropSuper(superTable.name()), superTable));
  }

  void tables(Ddl.DropTables drop) {
    List<Table> found = new ArrayList<>();
    for (Ddl.DropSpec spec : drop.tables()) {
      Optional<Table> table = tables.findTable(spec.name());
      if (table.isPresent()) {
        found.add(table.get());
        continue;
      }
      Optional<SuperTable> superTable = tables.findSuperTable(spec.name());
      if (superTable.isPresent()) {
        drop(superTable.get());
      } else if (!spec.ifExists()) {
        throw EngineError.TABLE_NOT_EXIST.exception();
      }
    }
    log(found);
    found.forEach(table -> table.database().drop(table));
  }

  /** One entry for each vgroup and supertable; normal tables share one. */
  private static void log(List<Table> dropped) {
    Map<Vgroup, Map<SuperTable, List<String>>> names = new LinkedHashMap<>();
    for (Table table : dropped) {
      SuperTable superTable = table instanceof ChildTable child ? child.superTable() : null;
      names
          .computeIfAbsent(table.vgroup(), key -> new HashMap<>())
          .computeIfAbsent(superTable, key -> new ArrayList<>())
          .add(table.name());
    }
    names.forEach(
        (vgroup, bySuperTable) ->
            bySuperTable.forEach(
                (superTable, list) ->
                    vgroup.log().append(new MetaEntry(MetaJson.drop(list), superTable))));
  }
}
