package io.taosbridge.embedded.engine;

import io.taosbridge.embedded.sql.Insert;
import io.taosbridge.embedded.storage.ColumnDef;
import io.taosbridge.embedded.storage.SuperTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code INSERT INTO stb (tbname, ...) VALUES (...)}. */
final class SuperTemplate extends InsertTemplate {

  private final SuperColumns named;
  private final List<BindField> fields;

  private SuperTemplate(
      SuperTable superTable,
      SuperColumns named,
      ColumnBinder columns,
      TagBinder tags,
      List<BindField> fields) {
    super(superTable.database(), columns, tags);
    this.named = named;
    this.fields = fields;
  }

  static SuperTemplate of(Session session, SuperTable superTable, Insert insert) {
    Insert.Target target = insert.targets().get(0);
    SqlValues reader = new SqlValues(session, superTable.database().precision(), insert.sql());
    if (target.columns().isEmpty()) {
      throw reader.atRest(
          target.nameEnd(), "(...tbname, ts...) bounded cols is expected for supertable insertion");
    }
    SuperColumns named = SuperColumns.of(superTable, target.columns());
    Insert.Line line = target.lines().get(0);
    named.checkCount(line, reader);
    List<Insert.Value> columnValues =
        named.columnIndexes().stream().map(line.values()::get).toList();
    List<Insert.Value> tagValues = named.tagIndexes().stream().map(line.values()::get).toList();
    ColumnBinder columns = new ColumnBinder(named.columns(), columnValues, reader);
    TagBinder tags = new TagBinder(superTable.tags(), named.tags(), tagValues, reader);
    return new SuperTemplate(
        superTable, named, columns, tags, fields(superTable, target.columns(), line));
  }

  private static List<BindField> fields(
      SuperTable superTable, List<String> names, Insert.Line line) {
    List<BindField> fields = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (!isParameter(line.values().get(i))) {
        continue;
      }
      Optional<ColumnDef> column = superTable.schema().find(name);
      if (name.equals(TableRelation.TABLE_NAME)) {
        fields.add(nameField());
      } else if (column.isPresent()) {
        fields.add(ColumnBinder.field(column.get(), superTable.database().precision()));
      } else {
        fields.add(
            TagBinder.field(
                superTable.tags().find(name).orElseThrow(), superTable.database().precision()));
      }
    }
    return fields;
  }

  @Override
  List<BindField> fields() {
    return fields;
  }

  @Override
  boolean needsName() {
    return true;
  }

  @Override
  PendingRows pending(String name, BoundRows.BoundTags boundTags) {
    return named.pending(name, boundTags.copy());
  }
}
