package io.taosbridge.nativestub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** STMT2: C has packed binds as taosAdapter takes them (stmt2.md, section 5). */
final class Statements2 {

  private static final int BIND = 9;

  private record Open(AdapterSocket socket, long id) {

    ObjectNode arguments() {
      return AdapterSocket.arguments().put("stmt_id", id);
    }
  }

  private final Connections connections;
  private final Results results;
  private final Map<Long, Open> statements = new ConcurrentHashMap<>();
  private final AtomicLong lastId = new AtomicLong();

  Statements2(Connections connections, Results results) {
    this.connections = connections;
    this.results = results;
  }

  void register(Backend backend) {
    backend.on(Operation.STMT2_INIT, this::init);
    backend.on(Operation.STMT2_PREPARE, this::prepare);
    backend.on(Operation.STMT2_BIND, this::bind);
    backend.on(Operation.STMT2_EXEC, this::execute);
    backend.on(Operation.STMT2_RESULT, this::result);
    backend.on(Operation.STMT2_CLOSE, this::close);
  }

  private Answer init(Request request) {
    AdapterSocket socket = connections.socket(request);
    ObjectNode options =
        AdapterSocket.arguments()
            .put("single_stb_insert", request.i8() != 0)
            .put("single_table_bind_once", request.i8() != 0);
    long id = lastId.incrementAndGet();
    long onServer = socket.call("stmt2_init", options).path("stmt_id").asLong();
    statements.put(id, new Open(socket, onServer));
    return new Answer().i64(id);
  }

  private Open statement(Request request) {
    return statements.get(request.i64());
  }

  private Answer prepare(Request request) {
    Open statement = statement(request);
    String sql = new String(request.bytes(), StandardCharsets.UTF_8);
    JsonNode reply =
        statement.socket.call(
            "stmt2_prepare", statement.arguments().put("sql", sql).put("get_fields", true));
    Answer answer =
        new Answer()
            .i8(reply.path("is_insert").asBoolean() ? 1 : 0)
            .i32(reply.path("fields_count").asInt());
    for (JsonNode field : reply.path("fields")) {
      answer
          .text(field.path("name").asText())
          .i8(field.path("field_type").asInt())
          .i8(field.path("precision").asInt())
          .i8(field.path("scale").asInt())
          .i32(field.path("bytes").asInt())
          .i8(field.path("bind_type").asInt());
    }
    return answer;
  }

  private Answer bind(Request request) {
    Open statement = statement(request);
    int column = request.i32();
    byte[] payload = request.bytes();
    ByteBuffer data = ByteBuffer.allocate(6 + payload.length).order(ByteOrder.LITTLE_ENDIAN);
    data.putShort((short) 1).putInt(column).put(payload).flip();
    statement.socket.callBinary(BIND, statement.id, data);
    return Answer.EMPTY;
  }

  private Answer execute(Request request) {
    Open statement = statement(request);
    JsonNode reply = statement.socket.call("stmt2_exec", statement.arguments());
    return new Answer().i64(reply.path("affected").asLong());
  }

  private Answer result(Request request) {
    Open statement = statement(request);
    JsonNode reply = statement.socket.call("stmt2_result", statement.arguments());
    long result = results.add(statement.socket, reply.path("id").asLong());
    return Results.describe(new Answer().i64(result), reply);
  }

  private Answer close(Request request) {
    Open statement = statements.remove(request.i64());
    statement.socket.tell("stmt2_close", statement.arguments());
    return Answer.EMPTY;
  }
}
