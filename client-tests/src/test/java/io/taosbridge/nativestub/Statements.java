package io.taosbridge.nativestub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.taosbridge.block.BlockBuilder;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** STMT: values come one by one, and go on in blocks (stmt2.md, section 8). */
final class Statements {

  private static final int SET_TAGS = 1;
  private static final int BIND = 2;
  private static final int LONGEST = 16_000;

  private record Open(AdapterSocket socket, long id) {

    ObjectNode arguments() {
      return AdapterSocket.arguments().put("stmt_id", id);
    }

    JsonNode call(String action) {
      return socket.call(action, arguments());
    }
  }

  private final Connections connections;
  private final Map<Long, Open> statements = new ConcurrentHashMap<>();
  private final AtomicLong lastId = new AtomicLong();

  Statements(Connections connections) {
    this.connections = connections;
  }

  void register(Backend backend) {
    backend.on(Operation.STMT_INIT, this::init);
    backend.on(Operation.STMT_PREPARE, this::prepare);
    backend.on(
        Operation.STMT_SET_TABLE_NAME,
        request -> {
          Open statement = statement(request);
          statement.socket.call(
              "set_table_name", statement.arguments().put("name", request.text()));
          return Answer.EMPTY;
        });
    backend.on(Operation.STMT_TAG_FIELDS, request -> fields(request, "get_tag_fields"));
    backend.on(Operation.STMT_COLUMN_FIELDS, request -> fields(request, "get_col_fields"));
    backend.on(Operation.STMT_SET_TAGS, request -> send(request, SET_TAGS));
    backend.on(Operation.STMT_BIND, request -> send(request, BIND));
    backend.on(
        Operation.STMT_ADD_BATCH,
        request -> {
          statement(request).call("add_batch");
          return Answer.EMPTY;
        });
    backend.on(
        Operation.STMT_EXEC,
        request -> new Answer().i64(statement(request).call("exec").path("affected").asLong()));
    backend.on(
        Operation.STMT_CLOSE,
        request -> {
          Open statement = statements.remove(request.i64());
          statement.socket.tell("close", statement.arguments());
          return Answer.EMPTY;
        });
  }

  private Open statement(Request request) {
    return statements.get(request.i64());
  }

  private Answer init(Request request) {
    AdapterSocket socket = connections.socket(request);
    long id = lastId.incrementAndGet();
    long onServer = socket.call("init", AdapterSocket.arguments()).path("stmt_id").asLong();
    statements.put(id, new Open(socket, onServer));
    return new Answer().i64(id);
  }

  private Answer prepare(Request request) {
    Open statement = statement(request);
    String sql = new String(request.bytes(), StandardCharsets.UTF_8);
    JsonNode reply = statement.socket.call("prepare", statement.arguments().put("sql", sql));
    return new Answer().i8(reply.path("is_insert").asBoolean() ? 1 : 0);
  }

  private Answer fields(Request request, String action) {
    JsonNode fields = statement(request).call(action).path("fields");
    Answer answer = new Answer().i32(0).i32(fields.size());
    for (JsonNode field : fields) {
      answer
          .text(field.path("name").asText())
          .i8(field.path("field_type").asInt())
          .i8(field.path("precision").asInt())
          .i8(field.path("scale").asInt())
          .i32(field.path("bytes").asInt());
    }
    return answer;
  }

  private Answer send(Request request, int action) {
    Open statement = statement(request);
    int columns = request.i32();
    List<ColumnType> types = new ArrayList<>();
    List<List<Object>> values = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      DataType type = DataType.ofCode(request.i32());
      int rows = request.i32();
      types.add(type.isVariable() ? ColumnType.of(type, LONGEST) : ColumnType.of(type));
      List<Object> column = new ArrayList<>();
      for (int row = 0; row < rows; row++) {
        byte[] bytes = request.bytes();
        column.add(bytes == null ? null : value(type, bytes));
      }
      values.add(column);
    }
    BlockBuilder block = new BlockBuilder(types);
    for (int i = 0; i < columns; i++) {
      for (Object value : values.get(i)) {
        block.column(i).append(value);
      }
    }
    statement.socket.callBinary(action, statement.id, block.build(1));
    return Answer.EMPTY;
  }

  private static Object value(DataType type, byte[] value) {
    ByteBuffer bytes = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
    return switch (type) {
      case BOOL -> bytes.get() != 0;
      case TINYINT -> bytes.get();
      case SMALLINT -> bytes.getShort();
      case INT -> bytes.getInt();
      case BIGINT, TIMESTAMP -> bytes.getLong();
      case FLOAT -> bytes.getFloat();
      case DOUBLE -> bytes.getDouble();
      case UTINYINT -> (short) Byte.toUnsignedInt(bytes.get());
      case USMALLINT -> Short.toUnsignedInt(bytes.getShort());
      case UINT -> Integer.toUnsignedLong(bytes.getInt());
      case UBIGINT -> new BigInteger(Long.toUnsignedString(bytes.getLong()));
      case VARCHAR, NCHAR, JSON -> new String(value, StandardCharsets.UTF_8);
      default -> value;
    };
  }
}
