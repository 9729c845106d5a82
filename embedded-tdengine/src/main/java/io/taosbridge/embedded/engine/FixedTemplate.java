package io.taosbridge.embedded.engine;

import io.taosbridge.embedded.sql.Insert;
import io.taosbridge.embedded.storage.Table;
import java.util.List;

/** {@code INSERT INTO tb VALUES (...)}. */
final class FixedTemplate extends InsertTemplate {

  private final Table table;

  private FixedTemplate(Table table, ColumnBinder columns) {
    super(table.database(), columns, TagBinder.NONE);
    this.table = table;
  }

  static FixedTemplate of(Session session, Table table, Insert insert) {
    SqlValues reader = new SqlValues(session, table.database().precision(), insert.sql());
    return new FixedTemplate(table, columnBinder(table.schema(), insert.targets().get(0), reader));
  }

  @Override
  List<BindField> fields() {
    return columns().fields(database().precision());
  }

  @Override
  boolean needsName() {
    return false;
  }

  @Override
  PendingRows pending(String name, BoundRows.BoundTags boundTags) {
    return PendingRows.of(table);
  }
}
