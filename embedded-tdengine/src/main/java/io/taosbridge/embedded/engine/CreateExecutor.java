package io.taosbridge.embedded.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.taosbridge.block.DataType;
import io.taosbridge.embedded.sql.Ddl;
import io.taosbridge.embedded.sql.TableName;
import io.taosbridge.embedded.storage.ChildTable;
import io.taosbridge.embedded.storage.ColumnDef;
import io.taosbridge.embedded.storage.Database;
import io.taosbridge.embedded.storage.MetaEntry;
import io.taosbridge.embedded.storage.NormalTable;
import io.taosbridge.embedded.storage.Schema;
import io.taosbridge.embedded.storage.SuperTable;
import io.taosbridge.embedded.storage.Table;
import io.taosbridge.embedded.storage.Vgroup;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Executes CREATE DATABASE, STABLE and TABLE. */
final class CreateExecutor {

  private static final int LEAST_COLUMNS = 2;

  private final Session session;
  private final TableResolver tables;

  CreateExecutor(Session session, TableResolver tables) {
    this.session = session;
    this.tables = tables;
  }

  void database(Ddl.CreateDatabase create) {
    boolean exists =
        tables.catalog().database(create.name()).isPresent()
            || SystemTables.isSystemDatabase(create.name());
    if (!exists) {
      tables.catalog().create(create.name(), OptionReader.read(create.options()));
    } else if (!create.ifNotExists()) {
      throw EngineError.DATABASE_EXISTS.exception();
    }
  }

  void superTable(Ddl.CreateSuperTable create) {
    Database database = tables.databaseOf(create.name());
    String name = create.name().table();
    if (database.superTable(name).isPresent()) {
      if (!create.ifNotExists()) {
        throw EngineError.STABLE_EXISTS.exception();
      }
      return;
    }
    checkFree(database, name);
    Schema schema = schema(create.columns());
    Schema tags = Schema.of(columns(create.tags()));
    checkNames(schema, tags);
    StoredWidths.check(schema, false);
    StoredWidths.check(tags, true);
    SuperTable table = database.createSuperTable(name, schema, tags);
    table.comment(create.options().get("comment"));
    logEverywhere(database, new MetaEntry(MetaJson.createSuper(table), table));
  }

  /** Appends to the log of every vgroup, as for everything that concerns a supertable. */
  static void logEverywhere(Database database, MetaEntry entry) {
    database.vgroups().forEach(vgroup -> vgroup.log().append(entry));
  }

  void normalTable(Ddl.CreateNormalTable create) {
    Database database = tables.databaseOf(create.name());
    String name = create.name().table();
    Schema schema = schema(create.columns());
    checkNames(schema, Schema.of(List.of()));
    if (isTaken(database, name, create.ifNotExists())) {
      Table existing = database.table(name).orElse(null);
      if (existing instanceof NormalTable normal) {
        log(normal, MetaJson.createNormal(name, normal.schema()));
      }
      return;
    }
    NormalTable table = database.createNormal(name, schema);
    options(table, create.options());
    log(table, MetaJson.createNormal(name, schema));
  }

  private static void log(NormalTable table, ObjectNode json) {
    table.vgroup().log().append(new MetaEntry(json, null));
  }

  void children(Ddl.CreateChildTables create) {
    Map<Vgroup, Map<SuperTable, List<ObjectNode>>> created = new LinkedHashMap<>();
    for (Ddl.ChildSpec child : create.children()) {
      Database database = tables.databaseOf(child.name());
      SuperTable superTable = superTableOf(child);
      Object[] tags =
          TagValues.read(
              superTable.tags(),
              child.tags(),
              child.values(),
              new SqlValues(session, database.precision(), create.sql()));
      ChildTable table = child(database, child, superTable, tags);
      if (table != null) {
        created
            .computeIfAbsent(table.vgroup(), key -> new LinkedHashMap<>())
            .computeIfAbsent(superTable, key -> new ArrayList<>())
            .add(MetaJson.child(table));
      }
    }
    created.forEach(
        (vgroup, bySuperTable) ->
            bySuperTable.forEach(
                (superTable, children) ->
                    vgroup
                        .log()
                        .append(new MetaEntry(MetaJson.createChildren(children), superTable))));
  }

  private SuperTable superTableOf(Ddl.ChildSpec child) {
    TableName name = child.superTable();
    if (name.database() == null) {
      name = new TableName(child.name().database(), name.table());
    }
    return tables.superTable(name);
  }

  /** The table made, or the one that is there already; null if that is no child table. */
  private static ChildTable child(
      Database database, Ddl.ChildSpec spec, SuperTable superTable, Object[] tags) {
    String name = spec.name().table();
    if (isTaken(database, name, spec.ifNotExists())) {
      return database.table(name).orElse(null) instanceof ChildTable child ? child : null;
    }
    ChildTable table = database.createChild(name, superTable, tags);
    options(table, spec.options());
    return table;
  }

  private static void options(Table table, Map<String, String> options) {
    table.comment(options.get("comment"));
    table.ttl(Integer.parseInt(options.getOrDefault("ttl", "0")));
  }

  private static boolean isTaken(Database database, String name, boolean ifNotExists) {
    if (ifNotExists && database.table(name).isPresent()) {
      return true;
    }
    checkFree(database, name);
    return false;
  }

  private static void checkFree(Database database, String name) {
    if (database.table(name).isPresent() || database.superTable(name).isPresent()) {
      throw EngineError.TABLE_EXISTS.exception();
    }
  }

  private static Schema schema(List<Ddl.ColumnSpec> specs) {
    if (specs.size() < LEAST_COLUMNS) {
      throw EngineError.NUMBER_OF_COLUMNS.exception();
    }
    if (specs.get(0).type().type() != DataType.TIMESTAMP) {
      throw EngineError.FIRST_COLUMN.exception();
    }
    return Schema.of(columns(specs));
  }

  private static List<ColumnDef> columns(List<Ddl.ColumnSpec> specs) {
    List<ColumnDef> columns = new ArrayList<>();
    for (Ddl.ColumnSpec spec : specs) {
      columns.add(new ColumnDef(spec.name(), spec.type(), columns.size() + 1, spec.primaryKey()));
    }
    return columns;
  }

  private static void checkNames(Schema schema, Schema tags) {
    Set<String> names = new HashSet<>();
    for (Schema part : List.of(schema, tags)) {
      for (ColumnDef column : part.columns()) {
        if (!names.add(column.name())) {
          throw EngineError.DUPLICATE_COLUMN.exception();
        }
      }
    }
  }
}
