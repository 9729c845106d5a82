package io.taosbridge.client;

import java.util.List;
import java.util.Optional;

/**
 * A connection to TDengine. Safe for use by many threads: requests of different threads are in
 * flight side by side.
 *
 * <p>Every call throws a {@link io.taosbridge.client.error.TDengineException} of the kind that
 * fits, and returns or throws within the read timeout of the {@link ConnectionOptions}.
 */
public interface Connection extends AutoCloseable {

  /** The server's version, such as {@code 3.3.7.5}. */
  String serverVersion();

  /** The version of TDengine's client library that does the work, here or in taosAdapter. */
  String clientVersion();

  /** The database that names without one refer to, or empty. */
  Optional<String> currentDatabase();

  /**
   * Asks the server for a sign of life.
   *
   * @throws io.taosbridge.client.error.TDengineException if there is none
   */
  void ping();

  /**
   * Runs a statement that returns no rows.
   *
   * @return the number of rows affected
   */
  default long execute(String sql) {
    return execute(sql, RequestId.next());
  }

  /**
   * Runs a statement that returns no rows.
   *
   * @param requestId shows up in the server's logs; not 0
   * @return the number of rows affected
   */
  long execute(String sql, long requestId);

  /** Runs a query. Close the result early to free what the server holds for it. */
  default QueryResult query(String sql) {
    return query(sql, RequestId.next());
  }

  /**
   * Runs a query. Close the result early to free what the server holds for it.
   *
   * @param requestId shows up in the server's logs; not 0
   */
  QueryResult query(String sql, long requestId);

  /** Prepares an INSERT or a SELECT with {@code ?} for values, by STMT2. */
  default Statement prepare(String sql) {
    return prepare(sql, StatementOptions.DEFAULT);
  }

  /** Prepares an INSERT or a SELECT with {@code ?} for values, by STMT2. */
  Statement prepare(String sql, StatementOptions options);

  /**
   * Runs an INSERT with {@code ?} for values once for each row of values.
   *
   * @param rows the values of each row, in the order of their {@code ?}, as {@link
   *     ValueBuffer#append(Object)} takes them
   * @return the number of rows affected
   */
  long executeMany(String sql, List<? extends List<?>> rows);

  /**
   * Prepares an INSERT with {@code ?} for values, by the older STMT, for one table at a time. New
   * programs use {@link #prepare(String)}.
   */
  LegacyStatement prepareLegacy(String sql);

  /**
   * Writes schemaless text; supertables, child tables and columns are made as needed.
   *
   * @return the number of rows stored, as far as the transport tells: REST does not, and gives -1
   */
  long insert(SchemalessBatch batch);

  /**
   * Writes rows that are copies of those of another database. TDengine marks them so, and consumers
   * with {@code msg.consume.excluded=1} do not get them. Columns that are not given keep their
   * values. A write that fails may have stored the rows of some vgroups.
   *
   * <p>TDengine's client library goes by the columns as they are: if one was dropped meanwhile, its
   * values may be stored in the next one. And it does not bear a table that has a BLOB column: the
   * fault takes taosAdapter down, or this process. So the caller looks at the tables before and
   * after.
   *
   * @param tables of the current database; all must exist, and each comes once
   * @throws io.taosbridge.client.error.InterfaceException by REST, which cannot
   */
  void replicate(List<ReplicatedRows> tables);

  /**
   * Deletes rows that were deleted in another database, marked in the same way.
   *
   * @param table of the current database; nothing happens if there is none
   * @param timeColumn the column with the primary timestamp
   * @param first in the database's precision
   * @param last as first, and part of the range
   * @throws io.taosbridge.client.error.InterfaceException by REST, which cannot
   */
  void replicateDelete(String table, String timeColumn, long first, long last);

  /**
   * Whether the connection can still be used. A connection that was lost stays lost; REST keeps
   * none that could be, and goes to the next host by itself.
   */
  boolean isOpen();

  /** Ends every call in flight with a ConnectionException. Does nothing when closed already. */
  @Override
  void close();
}
