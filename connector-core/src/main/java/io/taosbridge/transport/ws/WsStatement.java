package io.taosbridge.transport.ws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.taosbridge.client.BindBatch;
import io.taosbridge.client.Parameter;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.RequestId;
import io.taosbridge.client.Statement;
import io.taosbridge.client.StatementOptions;
import io.taosbridge.client.ValueBuffer;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.Errors.Context;
import io.taosbridge.client.error.TDengineException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * A statement by STMT2 (stmt2.md). The server's statement is closed after any error, since going on
 * with it can end the adapter's process; the next execution opens another. For the same reason
 * nothing is executed unless a bind was answered with success.
 */
final class WsStatement implements Statement {

  private final WsSocket socket;
  private final String sql;
  private final StatementOptions options;
  private final Duration timeout;
  private ServerStatement current;
  private WsQueryResult lastResult;
  private boolean closed;

  private WsStatement(WsSocket socket, String sql, StatementOptions options, Duration timeout) {
    this.socket = socket;
    this.sql = sql;
    this.options = options;
    this.timeout = timeout;
  }

  static WsStatement prepare(
      WsSocket socket, String sql, StatementOptions options, Duration timeout) {
    WsStatement statement = new WsStatement(socket, sql, options, timeout);
    statement.open();
    return statement;
  }

  private ServerStatement open() {
    if (closed) {
      throw Errors.misuse("the statement is closed");
    }
    if (current == null) {
      ObjectNode init =
          WsSocket.arguments()
              .put("single_stb_insert", options.singleSupertable())
              .put("single_table_bind_once", options.eachTableOnce());
      long id =
          socket
              .callHolding(
                  "stmt2_init",
                  RequestId.next(),
                  init,
                  timeout,
                  late -> release(late.number("stmt_id")))
              .orThrow(Context.STATEMENT, null)
              .number("stmt_id");
      try {
        ObjectNode preparation = ofStatement(id).put("sql", sql).put("get_fields", true);
        current = ServerStatement.of(id, call("stmt2_prepare", preparation));
      } catch (TDengineException e) {
        release(id);
        throw e;
      }
    }
    return current;
  }

  @Override
  public boolean isInsert() {
    return open().isInsert();
  }

  @Override
  public List<Parameter> parameters() {
    return open().parameters();
  }

  @Override
  public BindBatch newBatch() {
    return new BindBatch(parameters());
  }

  @Override
  public long execute(BindBatch batch) {
    ServerStatement statement = open();
    if (!statement.isInsert()) {
      throw Errors.misuse("the statement is a query: run it with query()");
    }
    BatchCheck.require(batch, statement);
    return orRelease(
        () -> {
          long affected = 0;
          for (List<Stmt2Frame.TableRows> part : Stmt2Frame.split(batch)) {
            bind(Stmt2Frame.bind(RequestId.next(), statement.id(), part));
            affected += call("stmt2_exec", ofStatement(statement.id())).number("affected");
          }
          return affected;
        });
  }

  @Override
  public QueryResult query(List<?> values) {
    ServerStatement queried = open();
    if (queried.isInsert()) {
      throw Errors.misuse("the statement is an insert: run it with execute()");
    }
    if (values.size() != queried.parameterCount()) {
      // Fewer values than parameters end the adapter's process (observed.md).
      throw Errors.misuse(
          "the query has "
              + queried.parameterCount()
              + " parameters, but got "
              + values.size()
              + " values");
    }
    List<ValueBuffer> buffers = values.stream().map(ValueBuffer::ofQueryValue).toList();
    abandonResult();
    ServerStatement statement = open();
    ResultHeader header =
        orRelease(
            () -> {
              bind(Stmt2Frame.bindQuery(RequestId.next(), statement.id(), buffers));
              call("stmt2_exec", ofStatement(statement.id()));
              return ResultHeader.ofStatement(call("stmt2_result", ofStatement(statement.id())));
            });
    lastResult = new WsQueryResult(socket, header, timeout, () -> release(statement.id()));
    return lastResult;
  }

  /**
   * A result that was not read to its end takes its statement along: freeing it is not answered, so
   * nobody could tell when the statement may be bound again.
   */
  private void abandonResult() {
    if (lastResult != null && !lastResult.isFinished()) {
      lastResult.close();
      current = null;
    }
    lastResult = null;
  }

  private void bind(ByteBuffer frame) {
    socket.callBinary("stmt2_bind", frame, timeout).orThrow(Context.STATEMENT, null);
  }

  private Reply.Json call(String action, ObjectNode arguments) {
    return socket
        .call(action, RequestId.next(), arguments, timeout)
        .orThrow(Context.STATEMENT, null);
  }

  private <T> T orRelease(Supplier<T> calls) {
    try {
      return calls.get();
    } catch (RuntimeException e) {
      releaseCurrent();
      throw e;
    }
  }

  private void releaseCurrent() {
    if (current != null) {
      release(current.id());
      current = null;
    }
  }

  /** Closes the server's statement without waiting: it may be slow, and nothing depends on it. */
  private void release(long id) {
    socket.send("stmt2_close", RequestId.next(), ofStatement(id));
  }

  private static ObjectNode ofStatement(long id) {
    return WsSocket.arguments().put("stmt_id", id);
  }

  @Override
  public void close() {
    closed = true;
    abandonResult();
    releaseCurrent();
  }
}
