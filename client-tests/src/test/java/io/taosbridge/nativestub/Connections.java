package io.taosbridge.nativestub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Connections and their queries: each is a socket to the server that the C caller named. */
final class Connections {

  private static final int WRITE_RAW = 3;
  private static final int QUERY = 6;
  private static final int INVALID_PARAMETER = 0x0118;

  private final Results results;
  private final Map<Long, AdapterSocket> sockets = new ConcurrentHashMap<>();
  private final AtomicLong lastId = new AtomicLong();

  Connections(Results results) {
    this.results = results;
  }

  void register(Backend backend) {
    backend.on(Operation.CONNECT, this::connect);
    backend.on(
        Operation.CLOSE,
        request -> {
          sockets.remove(request.i64()).close();
          return Answer.EMPTY;
        });
    backend.on(Operation.OPTION, this::option);
    backend.on(
        Operation.SERVER_INFO,
        request -> new Answer().text(call(request, "get_server_info").path("info").asText()));
    backend.on(
        Operation.CURRENT_DATABASE,
        request -> new Answer().text(call(request, "get_current_db").path("db").asText()));
    backend.on(Operation.QUERY, this::query);
    backend.on(Operation.SCHEMALESS, this::schemaless);
    backend.on(Operation.WRITE_RAW, this::writeRaw);
  }

  AdapterSocket socket(Request request) {
    return sockets.get(request.i64());
  }

  private JsonNode call(Request request, String action) {
    return socket(request).call(action, AdapterSocket.arguments());
  }

  private Answer connect(Request request) {
    String host = request.text();
    ObjectNode login =
        AdapterSocket.arguments()
            .put("user", request.text())
            .put("password", request.text())
            .put("db", request.textOrEmpty());
    AdapterSocket socket = AdapterSocket.open(host, request.i32(), "/ws");
    try {
      socket.call("conn", login);
    } catch (AdapterException e) {
      socket.close();
      throw e;
    }
    long id = lastId.incrementAndGet();
    sockets.put(id, socket);
    return new Answer().i64(id);
  }

  private Answer option(Request request) {
    AdapterSocket socket = socket(request);
    ObjectNode arguments = AdapterSocket.arguments();
    int option = request.i32();
    if (option < -1 || option > 3) {
      throw new AdapterException(INVALID_PARAMETER, "Invalid parameters");
    }
    arguments.putArray("options").addObject().put("option", option).put("value", request.text());
    socket.call("options_connection", arguments);
    return Answer.EMPTY;
  }

  private Answer query(Request request) {
    AdapterSocket socket = socket(request);
    byte[] sql = request.bytes();
    ByteBuffer data = ByteBuffer.allocate(6 + sql.length).order(ByteOrder.LITTLE_ENDIAN);
    data.putShort((short) 1).putInt(sql.length).put(sql).flip();
    JsonNode reply = (JsonNode) socket.callBinary(QUERY, 0, data);
    boolean update = reply.path("is_update").asBoolean();
    Answer answer =
        new Answer()
            .i64(update ? 0 : results.add(socket, reply.path("id").asLong()))
            .i8(update ? 1 : 0)
            .i64(reply.path("affected_rows").asLong());
    return Results.describe(answer, reply);
  }

  private Answer writeRaw(Request request) {
    AdapterSocket socket = socket(request);
    byte[] message = request.bytes();
    ByteBuffer data = ByteBuffer.allocate(6 + message.length).order(ByteOrder.LITTLE_ENDIAN);
    data.putInt(message.length).putShort((short) request.i32()).put(message).flip();
    socket.callBinary(WRITE_RAW, 0, data);
    return Answer.EMPTY;
  }

  private Answer schemaless(Request request) {
    AdapterSocket socket = socket(request);
    ObjectNode arguments =
        AdapterSocket.arguments()
            .put("data", new String(request.bytes(), StandardCharsets.UTF_8))
            .put("protocol", request.i32());
    String precision =
        switch (request.i32()) {
          case 1 -> "h";
          case 2 -> "m";
          case 3 -> "s";
          case 4 -> "ms";
          case 5 -> "u";
          case 6 -> "ns";
          default -> "";
        };
    arguments.put("precision", precision).put("ttl", request.i32());
    request.i64(); // the request id: the socket needs its own
    String key = request.textOrEmpty();
    if (!key.isEmpty()) {
      arguments.put("table_name_key", key);
    }
    JsonNode reply = socket.call("insert", arguments);
    return new Answer()
        .i64(reply.path("affected_rows").asLong())
        .i32(reply.path("total_rows").asInt());
  }
}
