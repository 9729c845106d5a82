package io.taosbridge.embedded.engine;

import io.taosbridge.embedded.sql.Insert;
import io.taosbridge.embedded.storage.Database;
import io.taosbridge.embedded.storage.Table;
import java.util.List;

/** {@code INSERT INTO ? VALUES (...)}: any table that is there. */
final class AnyTableTemplate extends InsertTemplate {

  private final Session session;
  private final Insert insert;

  AnyTableTemplate(Database database, Session session, Insert insert) {
    super(database, null, TagBinder.NONE);
    this.session = session;
    this.insert = insert;
  }

  /** The server cannot tell them without a table. */
  @Override
  List<BindField> fields() {
    throw EngineError.TABLE_NOT_EXIST.exception();
  }

  @Override
  boolean needsName() {
    return true;
  }

  @Override
  ColumnBinder columnsFor(String name) {
    if (name == null) {
      throw EngineError.STMT_TABLE_NAME.exception();
    }
    SqlValues reader = new SqlValues(session, database().precision(), insert.sql());
    return columnBinder(table(name).schema(), insert.targets().get(0), reader);
  }

  @Override
  PendingRows pending(String name, BoundRows.BoundTags boundTags) {
    return PendingRows.of(table(name));
  }

  private Table table(String name) {
    return database().table(name).orElseThrow(EngineError.TABLE_NOT_EXIST::exception);
  }
}
