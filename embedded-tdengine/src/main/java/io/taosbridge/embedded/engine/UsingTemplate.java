package io.taosbridge.embedded.engine;

import io.taosbridge.embedded.sql.Insert;
import io.taosbridge.embedded.sql.TableName;
import io.taosbridge.embedded.storage.SuperTable;
import io.taosbridge.embedded.storage.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code INSERT INTO ? USING stb TAGS (...) VALUES (...)}, also with a fixed name. */
final class UsingTemplate extends InsertTemplate {

  private final SuperTable superTable;
  private final String fixedName;

  private UsingTemplate(
      SuperTable superTable, String fixedName, ColumnBinder columns, TagBinder tags) {
    super(superTable.database(), columns, tags);
    this.superTable = superTable;
    this.fixedName = fixedName;
  }

  static UsingTemplate of(TableResolver tables, Insert insert) {
    Insert.Target target = insert.targets().get(0);
    TableName superName = target.using().superTable();
    if (superName.database() == null && target.table() != null) {
      superName = new TableName(target.table().database(), superName.table());
    }
    SuperTable superTable = tables.superTable(superName);
    SqlValues reader =
        new SqlValues(tables.session(), superTable.database().precision(), insert.sql());
    TagBinder tags =
        TagBinder.of(superTable.tags(), target.using().tags(), target.using().values(), reader);
    ColumnBinder columns = columnBinder(superTable.schema(), target, reader);
    String fixedName = target.table() == null ? null : target.table().table();
    return new UsingTemplate(superTable, fixedName, columns, tags);
  }

  @Override
  List<BindField> fields() {
    List<BindField> fields = new ArrayList<>();
    if (needsName()) {
      fields.add(nameField());
    }
    fields.addAll(tags().fields(database().precision()));
    fields.addAll(columns().fields(database().precision()));
    return fields;
  }

  @Override
  boolean needsName() {
    return fixedName == null;
  }

  @Override
  PendingRows pending(String name, BoundRows.BoundTags boundTags) {
    String table = fixedName == null ? name : fixedName;
    Optional<Table> existing = database().table(table);
    if (existing.isEmpty()) {
      return PendingRows.ofNew(table, superTable, boundTags.copy());
    }
    return PendingRows.of(existing.get());
  }

  @Override
  void checkBeforeWrite(PendingRows pending) {
    if (pending.table() != null) {
      InsertExecutor.checkChild(pending.table(), superTable);
    }
  }
}
