package io.taosbridge.transport.ws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.taosbridge.client.Connection;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.LegacyStatement;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.ReplicatedRows;
import io.taosbridge.client.RequestId;
import io.taosbridge.client.SchemalessBatch;
import io.taosbridge.client.Statement;
import io.taosbridge.client.StatementOptions;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.Errors.Context;
import io.taosbridge.client.error.ResultException;
import io.taosbridge.transport.ExecuteMany;
import io.taosbridge.transport.ReplicationMessage;
import java.util.List;
import java.util.Optional;

/** A connection by {@code /ws} (websocket.md). */
public final class WsConnection implements Connection {

  private final WsSocket socket;
  private final ConnectionOptions options;
  private final String clientVersion;
  private volatile String serverVersion;

  private WsConnection(WsSocket socket, ConnectionOptions options, String clientVersion) {
    this.socket = socket;
    this.options = options;
    this.clientVersion = clientVersion;
  }

  /** Connects to one of the hosts, checks its version, and logs in. */
  public static WsConnection open(ConnectionOptions options) {
    return WsSockets.open(
        options, "/ws", socket -> new WsConnection(socket, options, logIn(socket, options)));
  }

  private static String logIn(WsSocket socket, ConnectionOptions options) {
    String clientVersion = WsLogin.version(socket, options);
    ObjectNode arguments =
        WsSocket.arguments()
            .put("db", options.database())
            .put("tz", options.timezone())
            .put("app", "taosbridge");
    WsLogin.put(arguments, options);
    if (!options.bearerToken().isEmpty()) {
      arguments.put("bearer_token", options.bearerToken());
    }
    socket
        .call("conn", RequestId.next(), arguments, options.connectTimeout())
        .orThrow(
            Context.CONNECTION,
            "cannot log in to " + socket.peer() + " " + WsLogin.describe(options));
    return clientVersion;
  }

  @Override
  public String serverVersion() {
    if (serverVersion == null) {
      try (QueryResult result = query("select server_version()")) {
        serverVersion =
            result
                .fetchOne()
                .map(row -> row.getString(0))
                .orElseThrow(() -> Errors.unreadable("the server tells no version", null));
      }
    }
    return serverVersion;
  }

  @Override
  public String clientVersion() {
    return clientVersion;
  }

  @Override
  public Optional<String> currentDatabase() {
    String name =
        socket
            .call("get_current_db", RequestId.next(), WsSocket.arguments(), options.readTimeout())
            .orThrow(Context.QUERY, "cannot ask for the current database")
            .text("db");
    return name.isEmpty() ? Optional.empty() : Optional.of(name);
  }

  /**
   * Asks for the databases: the answer comes from TDengine's management node, while taosAdapter
   * answers {@code select 1} and {@code select server_status()} out of what it knows.
   */
  @Override
  public void ping() {
    try (QueryResult result = query("show databases")) {
      while (result.nextBlock().isPresent()) {
        // the end tells that all went well
      }
    }
  }

  @Override
  public long execute(String sql, long requestId) {
    Reply.Json reply = run(sql, requestId);
    if (!reply.flag("is_update")) {
      result(reply).close();
      throw Errors.misuse("the statement returns rows: run it with query()");
    }
    return reply.number("affected_rows");
  }

  @Override
  public QueryResult query(String sql, long requestId) {
    Reply.Json reply = run(sql, requestId);
    if (reply.flag("is_update")) {
      throw Errors.misuse("the statement returned no rows, it was executed: use execute() for it");
    }
    return result(reply);
  }

  private QueryResult result(Reply.Json reply) {
    ResultHeader header;
    try {
      header = ResultHeader.ofQuery(reply);
    } catch (ResultException e) {
      freeResultOf(reply);
      throw e;
    }
    return new WsQueryResult(socket, header, options.readTimeout(), () -> free(header.id()));
  }

  /** Never answered, not even on error. */
  private void free(long resultId) {
    socket.send("free_result", RequestId.next(), WsSocket.arguments().put("id", resultId));
  }

  private Reply.Json run(String sql, long requestId) {
    if (sql.isBlank()) {
      throw Errors.misuse("the statement is empty");
    }
    if (requestId == 0) {
      throw Errors.misuse("a request id must not be 0");
    }
    return socket
        .callBinaryHolding(
            "query", QueryFrame.query(requestId, sql), options.readTimeout(), this::freeResultOf)
        .orThrow(Context.QUERY, null);
  }

  private void freeResultOf(Reply.Json reply) {
    if (!reply.flag("is_update")) {
      free(reply.number("id"));
    }
  }

  @Override
  public Statement prepare(String sql, StatementOptions statementOptions) {
    return WsStatement.prepare(socket, clientVersion, sql, statementOptions, options.readTimeout());
  }

  @Override
  public long executeMany(String sql, List<? extends List<?>> rows) {
    return ExecuteMany.run(this, sql, rows);
  }

  @Override
  public LegacyStatement prepareLegacy(String sql) {
    return WsLegacyStatement.prepare(socket, sql, options.readTimeout());
  }

  @Override
  public long insert(SchemalessBatch batch) {
    ObjectNode arguments =
        WsSocket.arguments()
            .put("protocol", batch.protocol().code())
            .put("precision", batch.precisionSymbol())
            .put("ttl", batch.ttlDays())
            .put("data", batch.text())
            .put("table_name_key", batch.tableNameKey());
    return socket
        .call("insert", batch.requestId(), arguments, options.readTimeout())
        .orThrow(Context.SCHEMALESS, null)
        .number("affected_rows");
  }

  @Override
  public void replicate(List<ReplicatedRows> tables) {
    if (!tables.isEmpty()) {
      write(ReplicationMessage.rows(tables));
    }
  }

  @Override
  public void replicateDelete(String table, String timeColumn, long first, long last) {
    write(ReplicationMessage.delete(table, timeColumn, first, last));
  }

  private void write(ReplicationMessage message) {
    socket
        .callBinary("write_raw", RawWriteFrame.of(RequestId.next(), message), options.readTimeout())
        .orThrow(Context.STATEMENT, "cannot write as replicated");
  }

  @Override
  public boolean isOpen() {
    return socket.isOpen();
  }

  @Override
  public void close() {
    socket.close();
  }
}
