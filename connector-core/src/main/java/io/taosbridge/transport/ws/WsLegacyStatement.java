package io.taosbridge.transport.ws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.taosbridge.block.BlockBuilder;
import io.taosbridge.block.ColumnBuilder;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Parameter;
import io.taosbridge.client.RequestId;
import io.taosbridge.client.TimeValues;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.Errors.Context;
import io.taosbridge.transport.StmtStatement;
import io.taosbridge.transport.TableRows;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.List;

/**
 * A statement by STMT over {@code /ws} (stmt2.md, section 8), known to the server by its number.
 * Values go in blocks, which keep them exactly, and not in JSON.
 */
final class WsLegacyStatement extends StmtStatement<Long, BlockBuilder> {

  private static final int SET_TAGS = 1;
  private static final int BIND = 2;
  private static final int HEADER = 24;
  private static final int BLOCK_VERSION = 1;

  private final WsSocket socket;
  private final Duration timeout;

  private WsLegacyStatement(WsSocket socket, String sql, Duration timeout) {
    super(sql);
    this.socket = socket;
    this.timeout = timeout;
  }

  static WsLegacyStatement prepare(WsSocket socket, String sql, Duration timeout) {
    WsLegacyStatement statement = new WsLegacyStatement(socket, sql, timeout);
    statement.open();
    return statement;
  }

  @Override
  protected Long init() {
    return socket
        .callHolding(
            "init",
            RequestId.next(),
            WsSocket.arguments(),
            timeout,
            late -> release(late.number("stmt_id")))
        .orThrow(Context.STATEMENT, null)
        .number("stmt_id");
  }

  @Override
  protected boolean prepare(Long id, String sql) {
    return call("prepare", arguments(id).put("sql", sql)).flag("is_insert");
  }

  @Override
  protected void nameTable(Long id, String table) {
    call("set_table_name", arguments(id).put("name", table));
  }

  @Override
  protected List<Parameter> tagFields(Long id) {
    return fields(id, "get_tag_fields", Parameter.Role.TAG);
  }

  @Override
  protected List<Parameter> columnFields(Long id) {
    return fields(id, "get_col_fields", Parameter.Role.COLUMN);
  }

  private List<Parameter> fields(Long id, String action, Parameter.Role role) {
    Reply.Json reply = call(action, arguments(id));
    List<JsonNode> told = reply.body().has("fields") ? reply.list("fields") : List.of();
    return ServerStatement.parameters(told, field -> role);
  }

  @Override
  protected BlockBuilder encodeTags(List<Parameter> fields, List<?> values, Precision unit) {
    BlockBuilder block = block(fields);
    for (int i = 0; i < fields.size(); i++) {
      append(block.column(i), fields.get(i), values.get(i), unit, "");
    }
    return block;
  }

  @Override
  protected List<BlockBuilder> encodeRows(
      List<Parameter> fields, List<? extends List<?>> values, Precision unit) {
    int rows = values.get(0).size();
    List<BlockBuilder> blocks = new ArrayList<>();
    for (int from = 0; from < rows; from += TableRows.MAX_ROWS_PER_TABLE) {
      BlockBuilder block = block(fields);
      for (int i = 0; i < fields.size(); i++) {
        int to = Math.min(rows, from + TableRows.MAX_ROWS_PER_TABLE);
        for (int row = from; row < to; row++) {
          append(block.column(i), fields.get(i), values.get(i).get(row), unit, "[" + row + "]");
        }
      }
      blocks.add(block);
    }
    return blocks;
  }

  private static BlockBuilder block(List<Parameter> fields) {
    return new BlockBuilder(fields.stream().map(Parameter::type).toList());
  }

  private static void append(
      ColumnBuilder column, Parameter field, Object value, Precision unit, String position) {
    try {
      Object plain = value;
      if (field.type().type() == DataType.TIMESTAMP) {
        if (unit == null && value instanceof Temporal) {
          throw new IllegalArgumentException(
              "STMT tells the unit of TIMESTAMP only where the first column is one: give a number");
        }
        plain = TimeValues.plain(value, unit);
        requireCarried(plain, field.precision());
      }
      column.append(plain);
    } catch (ClassCastException | IllegalArgumentException e) {
      throw Errors.invalid(
          field.name() + position + " (" + field.type() + "): " + e.getMessage(), e);
    }
  }

  /**
   * taosAdapter makes nanoseconds of 64 bits out of a TIMESTAMP, by the unit that the server tells,
   * and back: what does not fit would be stored as another time.
   */
  private static void requireCarried(Object value, Precision told) {
    if (value instanceof Number number) {
      long nanoseconds = Precision.NANOSECONDS.unitsPerSecond() / told.unitsPerSecond();
      if (Math.abs(number.longValue()) > Long.MAX_VALUE / nanoseconds) {
        throw new IllegalArgumentException(
            "STMT does not carry " + value + " over WebSocket: use prepare()");
      }
    }
  }

  @Override
  protected void sendTags(Long id, BlockBuilder tags) {
    callBinary("set_tags", SET_TAGS, id, tags);
  }

  @Override
  protected void sendRows(Long id, BlockBuilder rows) {
    callBinary("bind", BIND, id, rows);
  }

  @Override
  protected void addBatch(Long id) {
    call("add_batch", arguments(id));
  }

  @Override
  protected long execute(Long id) {
    return call("exec", arguments(id)).number("affected");
  }

  /** Answered on error only. */
  @Override
  protected void release(Long id) {
    socket.send("close", RequestId.next(), arguments(id));
  }

  private static ObjectNode arguments(long id) {
    return WsSocket.arguments().put("stmt_id", id);
  }

  private Reply.Json call(String action, ObjectNode arguments) {
    return socket
        .call(action, RequestId.next(), arguments, timeout)
        .orThrow(Context.STATEMENT, null);
  }

  private void callBinary(String name, int action, long id, BlockBuilder builder) {
    ByteBuffer block = builder.build(BLOCK_VERSION);
    ByteBuffer frame =
        ByteBuffer.allocate(HEADER + block.remaining())
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(RequestId.next())
            .putLong(id)
            .putLong(action)
            .put(block)
            .flip();
    socket.callBinary(name, frame, timeout).orThrow(Context.STATEMENT, null);
  }
}
