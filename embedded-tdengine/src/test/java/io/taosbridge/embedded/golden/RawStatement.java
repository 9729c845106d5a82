package io.taosbridge.embedded.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Inserts rows through stmt2 (stmt2.md, section 5), with an encoder of its own: cells as the
 * expectations of the recordings have them.
 */
final class RawStatement implements AutoCloseable {

  private static final long REPLY_MILLIS = 15_000;
  private static final int HEADER_LENGTH = 28;

  private final RawSocket socket;
  private long requestId;

  RawStatement(int port, String database) throws IOException, InterruptedException {
    socket = new RawSocket(port, "/ws");
    call("conn", "\"user\":\"root\",\"password\":\"taosdata\",\"db\":" + quoted(database));
  }

  /**
   * @param sql with a {@code ?} for the table's name, if it is not null, and one for each tag and
   *     column
   * @return rows stored
   */
  long insert(
      String sql,
      String table,
      List<ColumnType> tagTypes,
      List<JsonNode> tags,
      List<ColumnType> types,
      List<? extends List<JsonNode>> rows)
      throws InterruptedException {
    long id = call("stmt2_init", "\"single_stb_insert\":false").get("stmt_id").longValue();
    String prepare = "\"stmt_id\":" + id + ",\"get_fields\":true,\"sql\":" + quoted(sql);
    call("stmt2_prepare", prepare);
    ByteBuffer payload = payload(table, tagTypes, tags, types, rows);
    ByteBuffer frame = buffer(30 + payload.remaining());
    requestId++;
    frame.putLong(requestId).putLong(id).putLong(9).putShort((short) 1).putInt(-1).put(payload);
    socket.send(RawSocket.BINARY, bytes(frame));
    answer("stmt2_bind");
    long affected = call("stmt2_exec", "\"stmt_id\":" + id).get("affected").longValue();
    call("stmt2_close", "\"stmt_id\":" + id);
    return affected;
  }

  private static String quoted(String text) {
    return Recording.JSON.getNodeFactory().textNode(text).toString();
  }

  private JsonNode call(String action, String args) throws InterruptedException {
    requestId++;
    socket.sendText(
        "{\"action\":\"" + action + "\",\"args\":{\"req_id\":" + requestId + "," + args + "}}");
    return answer(action);
  }

  private JsonNode answer(String action) throws InterruptedException {
    JsonNode reply = Recording.parse(socket.receive(REPLY_MILLIS).text());
    if (reply.get("code").intValue() != 0 || !reply.get("action").textValue().equals(action)) {
      throw new AssertionError(action + " answered " + reply);
    }
    return reply;
  }

  private static ByteBuffer payload(
      String table,
      List<ColumnType> tagTypes,
      List<JsonNode> tags,
      List<ColumnType> types,
      List<? extends List<JsonNode>> rows) {
    byte[] names = table == null ? new byte[0] : nameSection(table);
    byte[] tagArea = area(tagTypes, List.of(tags));
    byte[] columnArea = area(types, rows);
    int tagsAt = HEADER_LENGTH + names.length;
    int columnsAt = tagsAt + tagArea.length;
    ByteBuffer payload = buffer(columnsAt + columnArea.length);
    payload.putInt(payload.limit()).putInt(1).putInt(tags.size()).putInt(types.size());
    payload.putInt(table == null ? 0 : HEADER_LENGTH).putInt(tags.isEmpty() ? 0 : tagsAt);
    payload.putInt(columnsAt).put(names).put(tagArea).put(columnArea);
    return payload.flip();
  }

  private static byte[] nameSection(String table) {
    byte[] name = table.getBytes(StandardCharsets.UTF_8);
    return bytes(buffer(name.length + 3).putShort((short) (name.length + 1)).put(name));
  }

  private static byte[] area(List<ColumnType> types, List<? extends List<JsonNode>> rows) {
    if (types.isEmpty()) {
      return new byte[0];
    }
    ByteArrayOutputStream columns = new ByteArrayOutputStream();
    for (int i = 0; i < types.size(); i++) {
      List<JsonNode> cells = new ArrayList<>();
      for (List<JsonNode> row : rows) {
        cells.add(row.get(i));
      }
      columns.writeBytes(column(types.get(i), cells));
    }
    return bytes(buffer(4 + columns.size()).putInt(columns.size()).put(columns.toByteArray()));
  }

  private static byte[] column(ColumnType type, List<JsonNode> cells) {
    boolean variable = type.type().isVariable() || type.type().isDecimal();
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    byte[] nulls = new byte[cells.size()];
    ByteBuffer lengths = buffer(variable ? 4 * cells.size() : 0);
    for (int i = 0; i < cells.size(); i++) {
      boolean isNull = cells.get(i).isNull();
      nulls[i] = (byte) (isNull ? 1 : 0);
      byte[] value =
          isNull ? new byte[variable ? 0 : type.type().width()] : value(type, cells.get(i));
      data.writeBytes(value);
      if (variable) {
        lengths.putInt(value.length);
      }
    }
    int total = 17 + nulls.length + lengths.limit() + data.size();
    return bytes(
        buffer(total)
            .putInt(total)
            .putInt(type.type().code())
            .putInt(cells.size())
            .put(nulls)
            .put((byte) (variable ? 1 : 0))
            .put(lengths.flip())
            .putInt(data.size())
            .put(data.toByteArray()));
  }

  private static byte[] value(ColumnType type, JsonNode cell) {
    if (cell.isObject()) {
      return HexFormat.of().parseHex(cell.get("hex").textValue());
    }
    if (type.type().isVariable() || type.type().isDecimal()) {
      return cell.textValue().getBytes(StandardCharsets.UTF_8);
    }
    ByteBuffer value = buffer(type.type().width());
    if (type.type() == DataType.BOOL) {
      return bytes(value.put((byte) (cell.booleanValue() ? 1 : 0)));
    }
    if (type.type() == DataType.FLOAT) {
      return bytes(value.putFloat((float) number(cell)));
    }
    if (type.type() == DataType.DOUBLE) {
      return bytes(value.putDouble(number(cell)));
    }
    BigInteger integer = cell.bigIntegerValue();
    for (int i = 0; i < value.capacity(); i++) {
      value.put(integer.shiftRight(8 * i).byteValue());
    }
    return bytes(value);
  }

  private static byte[] bytes(ByteBuffer written) {
    byte[] bytes = new byte[written.limit()];
    written.get(0, bytes);
    return bytes;
  }

  private static double number(JsonNode cell) {
    return cell.isTextual() ? Double.parseDouble(cell.textValue()) : cell.doubleValue();
  }

  private static ByteBuffer buffer(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void close() {
    socket.close();
  }
}
