package io.taosbridge.bench.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Queries and inserts whose frames are neither made nor read while they go: what the server and the
 * wire allow.
 */
public final class RawSession implements AutoCloseable {

  private static final int REQUEST_AT = 0;
  private static final int ID_AT = 8;
  private static final int FETCH = 7;
  private static final int FETCH_BYTES = 26;
  private static final int MESSAGE_LENGTH_AT = 38;
  private static final int FINISHED_AT = 50;
  private static final int ROWS_AT = 63;

  private final RawSocket socket;

  private RawSession(RawSocket socket) {
    this.socket = socket;
  }

  /** Logs in. */
  public static RawSession open(Connections server, String database) throws IOException {
    RawSession session = new RawSession(RawSocket.open(server, "/ws"));
    session.socket.call(
        "conn",
        RawSocket.arguments()
            .put("user", server.user())
            .put("password", server.password())
            .put("db", database));
    return session;
  }

  /** Executes the binds of an insert, each a finished frame, one after another. */
  public void insert(String sql, List<ByteBuffer> binds) throws IOException {
    long statement =
        socket
            .call(
                "stmt2_init",
                RawSocket.arguments()
                    .put("single_stb_insert", true)
                    .put("single_table_bind_once", true))
            .path("stmt_id")
            .asLong();
    socket.call("stmt2_prepare", ofStatement(statement).put("sql", sql).put("get_fields", true));
    for (ByteBuffer bind : binds) {
      socket.send(
          bind.duplicate()
              .order(ByteOrder.LITTLE_ENDIAN)
              .putLong(REQUEST_AT, socket.nextRequest())
              .putLong(ID_AT, statement));
      socket.reply("stmt2_bind");
      socket.call("stmt2_exec", ofStatement(statement));
    }
  }

  private static ObjectNode ofStatement(long statement) {
    return RawSocket.arguments().put("stmt_id", statement);
  }

  /**
   * Fetches all of a query's result.
   *
   * @return how many rows it has
   */
  public long query(String sql) throws IOException {
    JsonNode result = socket.call("query", RawSocket.arguments().put("sql", sql));
    long id = result.path("id").asLong();
    long rows = 0;
    ByteBuffer block = fetch(id);
    while (block.get(FINISHED_AT) == 0) {
      rows += block.getInt(ROWS_AT);
      block = fetch(id);
    }
    return rows;
  }

  private ByteBuffer fetch(long id) throws IOException {
    socket.send(
        ByteBuffer.allocate(FETCH_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(socket.nextRequest())
            .putLong(id)
            .putLong(FETCH)
            .putShort((short) 1)
            .flip());
    ByteBuffer reply = socket.read();
    if (reply.getInt(MESSAGE_LENGTH_AT) != 0) {
      throw new IOException(
          "a fetch failed: code " + reply.getInt(MESSAGE_LENGTH_AT - Integer.BYTES));
    }
    return reply;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
