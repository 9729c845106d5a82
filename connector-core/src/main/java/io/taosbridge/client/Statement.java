package io.taosbridge.client;

import java.util.List;

/**
 * A prepared statement (STMT2). Not safe for use by several threads at once.
 *
 * <p>After any error the server's statement is unusable; the next execution prepares a new one, so
 * that the caller may go on (stmt2.md, section 9).
 */
public interface Statement extends AutoCloseable {

  boolean isInsert();

  /** The parameters of an insert in the order of their {@code ?}; empty for a query. */
  List<Parameter> parameters();

  /** An empty batch for this insert. */
  BindBatch newBatch();

  /**
   * Binds and executes an insert. A batch of more than 32,767 rows per table is split.
   *
   * <p>A failed execution may have stored the rows of some vgroups: send the same batch again.
   *
   * @return rows affected, after merging equal timestamps
   */
  long execute(BindBatch batch);

  /** Binds the values of a query's {@code ?} and runs it. */
  QueryResult query(List<?> values);

  @Override
  void close();
}
