package io.taosbridge.transport.ws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.taosbridge.client.RequestId;
import io.taosbridge.client.StatementOptions;
import io.taosbridge.client.ValueBuffer;
import io.taosbridge.client.error.Errors.Context;
import io.taosbridge.transport.BlockResult;
import io.taosbridge.transport.Prepared;
import io.taosbridge.transport.Stmt2Statement;
import io.taosbridge.transport.TableRows;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A statement by the STMT2 actions of {@code /ws}, known to the server by its number. */
final class WsStatement extends Stmt2Statement<Long> {

  /** In place of the number of a statement that may yet have to be made. */
  private static final long UNKNOWN = 0;

  private final WsSocket socket;
  private final String sql;
  private final Duration timeout;

  private WsStatement(
      WsSocket socket, String library, String sql, StatementOptions options, Duration timeout) {
    super(library, sql, options);
    this.socket = socket;
    this.sql = sql;
    this.timeout = timeout;
  }

  /**
   * @param library the version of the client library that taosAdapter uses
   */
  static WsStatement prepare(
      WsSocket socket, String library, String sql, StatementOptions options, Duration timeout) {
    WsStatement statement = new WsStatement(socket, library, sql, options, timeout);
    statement.open();
    return statement;
  }

  @Override
  protected Long init() {
    ObjectNode init =
        WsSocket.arguments()
            .put("single_stb_insert", options().singleSupertable())
            .put("single_table_bind_once", options().eachTableOnce());
    return socket
        .callHolding(
            "stmt2_init", RequestId.next(), init, timeout, late -> release(late.number("stmt_id")))
        .orThrow(Context.STATEMENT, null)
        .number("stmt_id");
  }

  @Override
  protected Prepared prepare(Long id) {
    return ServerStatement.prepared(
        call("stmt2_prepare", ofStatement(id).put("sql", sql).put("get_fields", true)));
  }

  @Override
  protected void bind(Long id, List<TableRows> rows) {
    bind(Stmt2Frame.bind(RequestId.next(), id, rows, socket.buffers()));
  }

  /** Writes the frame; the thread that reads the socket executes what was bound. */
  @Override
  protected ReadyRows<Long> ready(List<TableRows> rows) {
    ByteBuffer frame = Stmt2Frame.bind(RequestId.next(), UNKNOWN, rows, socket.buffers());
    return id ->
        socket
            .callBinaryAsync("stmt2_bind", Stmt2Frame.of(id, frame), timeout)
            .thenCompose(bound -> executeBound(id, bound))
            .thenApply(executed -> affected(executed));
  }

  private CompletableFuture<Reply.Json> executeBound(long id, Reply.Json bound) {
    bound.orThrow(Context.STATEMENT, null);
    return socket.callAsync("stmt2_exec", RequestId.next(), ofStatement(id), timeout);
  }

  private static long affected(Reply.Json executed) {
    return executed.orThrow(Context.STATEMENT, null).number("affected");
  }

  @Override
  protected void bindQuery(Long id, List<ValueBuffer> values) {
    bind(Stmt2Frame.bindQuery(RequestId.next(), id, values));
  }

  private void bind(ByteBuffer frame) {
    socket.callBinary("stmt2_bind", frame, timeout).orThrow(Context.STATEMENT, null);
  }

  @Override
  protected long execute(Long id) {
    return affected(socket.call("stmt2_exec", RequestId.next(), ofStatement(id), timeout));
  }

  /** Freeing a result is not answered, so nobody could tell when to bind again: see abandoned. */
  @Override
  protected BlockResult result(Long id, Runnable abandoned) {
    ResultHeader header = ResultHeader.ofStatement(call("stmt2_result", ofStatement(id)));
    return new WsQueryResult(
        socket,
        header,
        timeout,
        () -> {
          socket.send("free_result", RequestId.next(), WsSocket.arguments().put("id", header.id()));
          abandoned.run();
        });
  }

  private Reply.Json call(String action, ObjectNode arguments) {
    return socket
        .call(action, RequestId.next(), arguments, timeout)
        .orThrow(Context.STATEMENT, null);
  }

  /** Closes the server's statement without waiting: it may be slow, and nothing depends on it. */
  @Override
  protected void release(Long id) {
    socket.send("stmt2_close", RequestId.next(), ofStatement(id));
  }

  private static ObjectNode ofStatement(long id) {
    return WsSocket.arguments().put("stmt_id", id);
  }
}
