package io.taosbridge.embedded.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.taosbridge.block.ColumnType;
import io.taosbridge.embedded.sql.Ddl;
import io.taosbridge.embedded.storage.ChildTable;
import io.taosbridge.embedded.storage.ColumnDef;
import io.taosbridge.embedded.storage.Database;
import io.taosbridge.embedded.storage.MetaEntry;
import io.taosbridge.embedded.storage.NormalTable;
import io.taosbridge.embedded.storage.Schema;
import io.taosbridge.embedded.storage.SuperTable;
import io.taosbridge.embedded.storage.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Executes ALTER DATABASE, STABLE and TABLE. */
final class AlterExecutor {

  private static final String SUPER = "super";
  private static final String NORMAL = "normal";
  private static final String CHILD = "child";

  private final State state;
  private final Session session;
  private final TableResolver tables;

  AlterExecutor(State state, Session session, TableResolver tables) {
    this.state = state;
    this.session = session;
    this.tables = tables;
  }

  void database(Ddl.AlterDatabase alter) {
    Database database = tables.database(alter.name());
    database.options(OptionReader.merge(database.options(), alter.options()));
  }

  void table(Ddl.AlterTable alter) {
    Optional<SuperTable> superTable = tables.findSuperTable(alter.name());
    if (superTable.isPresent()) {
      superTable(superTable.get(), alter);
      return;
    }
    Table table = tables.table(alter.name());
    if (alter.change() instanceof Ddl.Option option) {
      option(table, option);
    } else if (table instanceof ChildTable child) {
      child(child, alter);
    } else {
      normal((NormalTable) table, alter.change());
    }
  }

  private void superTable(SuperTable table, Ddl.AlterTable alter) {
    if (alter.change() instanceof Ddl.Option option) {
      if (option.name().equals("comment")) {
        table.comment(option.value());
      }
      ObjectNode json = MetaJson.alter(SUPER, table.name(), MetaJson.OPTIONS);
      CreateExecutor.logEverywhere(table.database(), new MetaEntry(json, table));
      return;
    }
    if (alter.change() instanceof Ddl.SetTags) {
      throw EngineError.INVALID_ALTER.exception();
    }
    checkFree(alter.change(), table.schema(), table.tags());
    checkNotSubscribed(alter.change(), table);
    boolean tag = isTag(alter.change());
    Alteration alteration = Alteration.of(alter.change(), tag ? table.tags() : table.schema());
    StoredWidths.check(alteration.schema(), tag);
    ObjectNode json = MetaJson.alter(SUPER, table.name(), alteration.type());
    alteration.describe(json);
    if (tag) {
      table.tags(alteration.schema());
    } else {
      table.schema(alteration.schema());
    }
    CreateExecutor.logEverywhere(table.database(), new MetaEntry(json, table));
  }

  private static boolean isTag(Ddl.Change change) {
    return (change instanceof Ddl.Add add && add.tag())
        || (change instanceof Ddl.Drop drop && drop.tag())
        || (change instanceof Ddl.Modify modify && modify.tag())
        || (change instanceof Ddl.Rename rename && rename.tag());
  }

  private static void checkFree(Ddl.Change change, Schema schema, Schema tags) {
    String name = null;
    if (change instanceof Ddl.Add add) {
      name = add.column().name();
    } else if (change instanceof Ddl.Rename rename) {
      name = rename.newName();
    }
    if (name != null && schema.find(name).isPresent()) {
      throw EngineError.COLUMN_EXISTS.exception();
    }
    if (name != null && tags.find(name).isPresent()) {
      throw EngineError.TAG_EXISTS.exception();
    }
  }

  /** A column that a query topic selects must stay. */
  private void checkNotSubscribed(Ddl.Change change, SuperTable table) {
    String name = null;
    if (change instanceof Ddl.Drop drop) {
      name = drop.name();
    } else if (change instanceof Ddl.Modify modify) {
      name = modify.name();
    }
    for (Topic topic : state.topics().values()) {
      if (name != null && topic.reads(table) && topic.usesColumn(name)) {
        throw EngineError.COLUMN_SUBSCRIBED.exception();
      }
    }
  }

  private static void normal(NormalTable table, Ddl.Change change) {
    if (change instanceof Ddl.SetTags || isTag(change)) {
      throw EngineError.INVALID_ALTER.exception();
    }
    checkFree(change, table.schema(), Schema.of(List.of()));
    Alteration alteration = Alteration.of(change, table.schema());
    ObjectNode json = MetaJson.alter(NORMAL, table.name(), alteration.type());
    alteration.describe(json);
    table.schema(alteration.schema());
    table.vgroup().log().append(new MetaEntry(json, null));
  }

  private void child(ChildTable table, Ddl.AlterTable alter) {
    if (!(alter.change() instanceof Ddl.SetTags set)) {
      throw EngineError.INVALID_ALTER.exception();
    }
    Schema tags = table.superTable().tags();
    List<ColumnDef> named = TagValues.named(tags, set.names());
    SqlValues reader = new SqlValues(session, table.database().precision(), alter.sql());
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < named.size(); i++) {
      ColumnDef tag = named.get(i);
      values.add(reader.read(set.values().get(i), tag.type(), tag.name()));
    }
    for (int i = 0; i < named.size(); i++) {
      table.tag(named.get(i).id(), values.get(i));
    }
    ObjectNode json = tagChange(table.name(), named, values);
    table.vgroup().log().append(new MetaEntry(json, table.superTable()));
  }

  private static ObjectNode tagChange(String table, List<ColumnDef> tags, List<Object> values) {
    if (tags.size() == 1) {
      ColumnDef tag = tags.get(0);
      ObjectNode json = MetaJson.alter(CHILD, table, MetaJson.SET_TAG);
      return MetaJson.tagValue(json, tag.name(), values.get(0), tag.type().type());
    }
    ObjectNode json = MetaJson.alter(CHILD, table, MetaJson.SET_TAGS);
    ArrayNode list = json.putArray("tags");
    for (int i = 0; i < tags.size(); i++) {
      MetaJson.tagValue(
          list.addObject(), tags.get(i).name(), values.get(i), tags.get(i).type().type());
    }
    return json;
  }

  /** Told as of a normal table even where the table is a child. */
  private static void option(Table table, Ddl.Option option) {
    if (option.name().equals("ttl")) {
      table.ttl(Integer.parseInt(option.value()));
    } else if (option.name().equals("comment")) {
      table.comment(option.value());
    }
    ObjectNode json = MetaJson.alter(NORMAL, table.name(), MetaJson.OPTIONS);
    SuperTable superTable = table instanceof ChildTable child ? child.superTable() : null;
    table.vgroup().log().append(new MetaEntry(json, superTable));
  }

  /** A changed schema, and how metadata tells of it. */
  private record Alteration(int type, Schema schema, String name, String newName, ColumnType to) {

    static Alteration of(Ddl.Change change, Schema schema) {
      boolean tag = isTag(change);
      if (change instanceof Ddl.Add add) {
        String name = add.column().name();
        ColumnType type = add.column().type();
        int code = tag ? MetaJson.ADD_TAG : MetaJson.ADD_COLUMN;
        return new Alteration(code, schema.add(name, type), name, null, type);
      }
      if (change instanceof Ddl.Drop drop) {
        checkDroppable(schema, drop);
        int code = tag ? MetaJson.DROP_TAG : MetaJson.DROP_COLUMN;
        return new Alteration(code, schema.drop(drop.name()), drop.name(), null, null);
      }
      if (change instanceof Ddl.Modify modify) {
        checkWidening(existing(schema, modify.name()).type(), modify.type());
        int code = tag ? MetaJson.MODIFY_TAG : MetaJson.MODIFY_COLUMN;
        Schema changed = schema.retype(modify.name(), modify.type());
        return new Alteration(code, changed, modify.name(), null, modify.type());
      }
      Ddl.Rename rename = (Ddl.Rename) change;
      existing(schema, rename.name());
      int code = tag ? MetaJson.RENAME_TAG : MetaJson.RENAME_COLUMN;
      Schema changed = schema.rename(rename.name(), rename.newName());
      return new Alteration(code, changed, rename.name(), rename.newName(), null);
    }

    private static ColumnDef existing(Schema schema, String name) {
      return schema.find(name).orElseThrow(() -> EngineError.INVALID_COLUMN.exception(name));
    }

    private static void checkDroppable(Schema schema, Ddl.Drop drop) {
      ColumnDef column = existing(schema, drop.name());
      if (!drop.tag() && (column.id() == 1 || column.primaryKey())) {
        throw EngineError.DROP_TIME_COLUMN.exception();
      }
      if (schema.columns().size() == (drop.tag() ? 1 : 2)) {
        throw EngineError.INVALID_ALTER.exception();
      }
    }

    private static void checkWidening(ColumnType from, ColumnType to) {
      if (from.type() != to.type() || from.length() == 0 || to.length() <= from.length()) {
        throw EngineError.INVALID_MODIFY.exception();
      }
    }

    void describe(ObjectNode json) {
      if (to != null) {
        MetaJson.column(json, name, to);
        return;
      }
      json.put("colName", name);
      if (newName != null) {
        json.put("colNewName", newName);
      }
    }
  }
}
