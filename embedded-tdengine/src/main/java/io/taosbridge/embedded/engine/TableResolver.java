package io.taosbridge.embedded.engine;

import io.taosbridge.embedded.sql.TableName;
import io.taosbridge.embedded.storage.Catalog;
import io.taosbridge.embedded.storage.Database;
import io.taosbridge.embedded.storage.SuperTable;
import io.taosbridge.embedded.storage.Table;
import java.util.Optional;

/** Finds what statements name. */
record TableResolver(Session session, Catalog catalog) {

  /**
   * @throws EngineException 0x0388 if there is no such database
   */
  Database database(String name) {
    return catalog.database(name).orElseThrow(EngineError.DATABASE_NOT_EXIST::exception);
  }

  /**
   * @throws EngineException 0x2616 if no database is named or chosen, 0x0388 if it is missing
   */
  Database databaseOf(TableName name) {
    return databaseOrCurrent(name.database());
  }

  /**
   * @param name null for the current one
   */
  Database databaseOrCurrent(String name) {
    if (name != null) {
      return database(name);
    }
    if (session.database() == null) {
      throw EngineError.DATABASE_NOT_SPECIFIED.exception();
    }
    return database(session.database());
  }

  /**
   * @throws EngineException 0x2603 if there is no child or normal table of this name
   */
  Table table(TableName name) {
    return databaseOf(name).table(name.table()).orElseThrow(EngineError.TABLE_NOT_EXIST::exception);
  }

  Optional<Table> findTable(TableName name) {
    return databaseOf(name).table(name.table());
  }

  Optional<SuperTable> findSuperTable(TableName name) {
    return databaseOf(name).superTable(name.table());
  }

  /**
   * @throws EngineException 0x2603 if there is no supertable of this name
   */
  SuperTable superTable(TableName name) {
    return findSuperTable(name).orElseThrow(EngineError.TABLE_NOT_EXIST::exception);
  }
}
