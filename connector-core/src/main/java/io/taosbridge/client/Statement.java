package io.taosbridge.client;

import io.taosbridge.client.error.TDengineException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

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

  /**
   * As {@link #execute}, without waiting for the server, so that the next batch can be made
   * meanwhile. One execution of a statement is under way at a time: this call makes its batch ready
   * to be sent, and then waits for the execution before it to end, as all other calls do. Where
   * executing cannot be put off, it returns when all is done.
   *
   * @param batch must not change afterwards
   * @return the rows affected; fails with the {@link TDengineException} that {@code execute} would
   *     throw of this batch, whatever became of those before
   */
  default CompletableFuture<Long> executeAsync(BindBatch batch) {
    try {
      return CompletableFuture.completedFuture(execute(batch));
    } catch (TDengineException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Binds the values of a query's {@code ?} and runs it. */
  QueryResult query(List<?> values);

  /** Waits for the execution under way, if there is one. */
  @Override
  void close();
}
