package io.taosbridge.transport;

import io.taosbridge.client.BindBatch;
import io.taosbridge.client.Parameter;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Statement;
import io.taosbridge.client.StatementOptions;
import io.taosbridge.client.ValueBuffer;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.TDengineException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/**
 * A statement by STMT2, whatever carries its calls (stmt2.md). The server's statement is closed
 * after any error, since going on with it can end the adapter's process; the next execution opens
 * another. For the same reason nothing is executed unless a bind succeeded, and threads that use a
 * statement at once, though they should not, take turns.
 *
 * @param <S> the server's statement
 */
public abstract class Stmt2Statement<S> implements Statement {

  /** Older ones take the text of a DECIMAL for its bytes: what is stored is another number. */
  private static final String TAKES_DECIMALS = "3.3.8";

  private final String library;
  private final StatementOptions options;
  private S current;
  private Prepared prepared;
  private BlockResult lastResult;
  private CompletableFuture<Long> underWay = CompletableFuture.completedFuture(0L);
  private boolean closed;

  /**
   * Where all tags of its tables stand in the text, a second table ends the process of the client
   * library in every mode but the fast one. That each table occurs once per execution, as the fast
   * mode demands, is so with every {@link BindBatch}.
   *
   * @param library the version of TDengine's client library that reads what is bound
   */
  protected Stmt2Statement(String library, String sql, StatementOptions wanted) {
    this.library = library;
    options = InsertTags.of(sql).areLiteral() ? StatementOptions.INTERLACED : wanted;
  }

  /** The options to make the server's statement with. */
  protected final StatementOptions options() {
    return options;
  }

  /** Makes a statement on the server. */
  protected abstract S init();

  protected abstract Prepared prepare(S statement);

  /** Binds rows of an insert. */
  protected abstract void bind(S statement, List<TableRows> rows);

  /** Rows that were made ready to be bound to a statement on the server. */
  @FunctionalInterface
  protected interface ReadyRows<S> {
    /** Binds and executes, without waiting if that can be; fails with a TDengineException. */
    CompletableFuture<Long> start(S statement);
  }

  /** Does what need not wait for the statement before the rows can be bound. */
  protected ReadyRows<S> ready(List<TableRows> rows) {
    return statement -> {
      bind(statement, rows);
      return CompletableFuture.completedFuture(execute(statement));
    };
  }

  /** Binds the values of a query. */
  protected abstract void bindQuery(S statement, List<ValueBuffer> values);

  /** Executes what was bound, and returns the rows affected. */
  protected abstract long execute(S statement);

  /**
   * The result of a query that was executed.
   *
   * @param abandoned to be run if the result is closed before its end, when no fetch is under way
   */
  protected abstract BlockResult result(S statement, Runnable abandoned);

  /** Closes the server's statement. */
  protected abstract void release(S statement);

  /** Opens the server's statement unless it is open. To be called once by whoever makes this. */
  protected final synchronized Prepared open() {
    if (closed) {
      throw Errors.misuse("the statement is closed");
    }
    if (current == null) {
      S opened = init();
      try {
        prepared = prepare(opened);
        requireNoDecimals(prepared);
      } catch (RuntimeException e) {
        release(opened);
        throw e;
      }
      current = opened;
    }
    return prepared;
  }

  private void requireNoDecimals(Prepared statement) {
    if (ServerVersion.isAtLeast(library, TAKES_DECIMALS)) {
      return;
    }
    for (Parameter parameter : statement.parameters()) {
      if (parameter.type().type().isDecimal()) {
        throw Errors.invalid(
            "column "
                + parameter.name()
                + " is a DECIMAL, which TDengine's client library "
                + library
                + " stores wrong when it is bound: upgrade taosAdapter and TDengine to "
                + TAKES_DECIMALS
                + " or later, or write the values into the text of an INSERT");
      }
    }
  }

  @Override
  public synchronized boolean isInsert() {
    return open().isInsert();
  }

  @Override
  public synchronized List<Parameter> parameters() {
    return open().parameters();
  }

  @Override
  public BindBatch newBatch() {
    return new BindBatch(parameters());
  }

  @Override
  public synchronized long execute(BindBatch batch) {
    settle();
    requireFits(batch);
    try {
      long affected = 0;
      for (List<TableRows> part : TableRows.split(batch)) {
        bind(current, part);
        affected += execute(current);
      }
      return affected;
    } catch (RuntimeException e) {
      releaseCurrent();
      throw e;
    }
  }

  private void requireFits(BindBatch batch) {
    Prepared insert = open();
    if (!insert.isInsert()) {
      throw Errors.misuse("the statement is a query: run it with query()");
    }
    BatchCheck.require(batch, insert, options);
  }

  @Override
  public synchronized CompletableFuture<Long> executeAsync(BindBatch batch) {
    try {
      requireFits(batch);
      List<List<TableRows>> parts = TableRows.split(batch);
      return parts.size() == 1
          ? start(batch, ready(parts.get(0)))
          : CompletableFuture.completedFuture(execute(batch)); // one frame ahead is enough
    } catch (TDengineException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** What follows the result never holds up the thread that reads it from the server. */
  private CompletableFuture<Long> start(BindBatch batch, ReadyRows<S> rows) {
    settle();
    if (current == null) {
      requireFits(batch); // to another statement, since the one before has failed
    }
    try {
      underWay = rows.start(current);
    } catch (RuntimeException e) {
      releaseCurrent();
      throw e;
    }
    return underWay.thenApplyAsync(Function.identity());
  }

  /** Waits for the execution under way. If it failed, the server's statement is of no use. */
  private void settle() {
    try {
      underWay.get();
    } catch (ExecutionException e) {
      releaseCurrent();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Errors.lost("interrupted while waiting for the execution before", e);
    }
    underWay = CompletableFuture.completedFuture(0L);
  }

  @Override
  public synchronized QueryResult query(List<?> values) {
    Prepared query = open();
    if (query.isInsert()) {
      throw Errors.misuse("the statement is an insert: run it with execute()");
    }
    if (values.size() != query.parameterCount()) {
      // Fewer values than parameters end the adapter's process (observed.md).
      throw Errors.misuse(
          "the query has "
              + query.parameterCount()
              + " parameters, but got "
              + values.size()
              + " values");
    }
    List<ValueBuffer> buffers = buffers(values);
    abandonResult();
    open();
    S statement = current;
    try {
      bindQuery(statement, buffers);
      execute(statement);
      lastResult = result(statement, () -> release(statement));
      return lastResult;
    } catch (RuntimeException e) {
      releaseCurrent();
      throw e;
    }
  }

  private static List<ValueBuffer> buffers(List<?> values) {
    List<ValueBuffer> buffers = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      try {
        buffers.add(ValueBuffer.ofQueryValue(values.get(i)));
      } catch (ClassCastException | IllegalArgumentException e) {
        throw Errors.invalid("values[" + i + "]: " + e.getMessage(), e);
      }
    }
    return buffers;
  }

  /** A result that was not read to its end takes its statement along. */
  private void abandonResult() {
    if (lastResult != null && !lastResult.isFinished()) {
      lastResult.close();
      current = null;
    }
    lastResult = null;
  }

  private void releaseCurrent() {
    if (current != null) {
      release(current);
      current = null;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      settle();
    } finally {
      abandonResult();
      releaseCurrent();
    }
  }
}
