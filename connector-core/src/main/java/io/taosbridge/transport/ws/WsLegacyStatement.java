package io.taosbridge.transport.ws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.taosbridge.block.BlockBuilder;
import io.taosbridge.block.ColumnBuilder;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.LegacyStatement;
import io.taosbridge.client.Parameter;
import io.taosbridge.client.RequestId;
import io.taosbridge.client.TimeValues;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.Errors.Context;
import io.taosbridge.client.error.TDengineException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A statement by STMT over {@code /ws} (stmt2.md, section 8). Values go in blocks, which keep them
 * exactly, and not in JSON. After any error the server's statement is closed and the next call
 * opens another.
 *
 * <p>With USING, an execution ends the adapter's process if a table other than the first one had
 * its rows bound without tags, in the same execution or in one before. Hence tags are asked for,
 * and a table named after an execution gets a statement of its own.
 */
final class WsLegacyStatement implements LegacyStatement {

  private static final int SET_TAGS = 1;
  private static final int BIND = 2;
  private static final int HEADER = 24;
  private static final int BLOCK_VERSION = 1;
  private static final int MAX_ROWS = 32_767;
  private static final Pattern QUOTED =
      Pattern.compile("'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`");
  private static final Pattern USING = Pattern.compile("(?i)\\busing\\b");
  private static final Pattern TAG_PARAMETER =
      Pattern.compile("(?is)\\busing\\b.*?\\btags\\s*\\([^)]*\\?");

  private final WsSocket socket;
  private final String sql;
  private final boolean using;
  private final boolean tagsAreParameters;
  private final Duration timeout;

  private OptionalLong id = OptionalLong.empty();
  private List<Parameter> columns = List.of();
  private boolean tagged;
  private boolean bound;
  private boolean added;
  private boolean executed;
  private boolean closed;
  private long affectedRows;

  private WsLegacyStatement(WsSocket socket, String sql, Duration timeout) {
    this.socket = socket;
    this.sql = sql;
    String bare = QUOTED.matcher(sql).replaceAll("''");
    this.using = USING.matcher(bare).find();
    this.tagsAreParameters = TAG_PARAMETER.matcher(bare).find();
    this.timeout = timeout;
  }

  static WsLegacyStatement prepare(WsSocket socket, String sql, Duration timeout) {
    WsLegacyStatement statement = new WsLegacyStatement(socket, sql, timeout);
    statement.open();
    return statement;
  }

  private long open() {
    if (closed) {
      throw Errors.misuse("the statement is closed");
    }
    if (id.isEmpty()) {
      id =
          OptionalLong.of(
              socket
                  .callHolding(
                      "init",
                      RequestId.next(),
                      WsSocket.arguments(),
                      timeout,
                      late -> release(late.number("stmt_id")))
                  .orThrow(Context.STATEMENT, null)
                  .number("stmt_id"));
      boolean insert = call("prepare", arguments().put("sql", sql)).flag("is_insert");
      if (!insert) {
        discard();
        throw Errors.invalid("STMT is here for INSERT, which the server does not see in: " + sql);
      }
    }
    return id.getAsLong();
  }

  @Override
  public void setTableName(String table) {
    requireAdded();
    if (executed) {
      discard();
    }
    open();
    if (added && using && !tagsAreParameters) {
      throw Errors.misuse("with tags in the SQL text, execute before naming another table");
    }
    columns = List.of();
    tagged = false;
    call("set_table_name", arguments().put("name", table));
  }

  @Override
  public void setTags(List<?> values) {
    requireAdded();
    open();
    if (!tagsAreParameters) {
      throw Errors.misuse("the statement has no ? for tags");
    }
    List<Parameter> fields = fields("get_tag_fields", Parameter.Role.TAG);
    requireCount("tags", values.size(), fields.size());
    boolean timed = fields.stream().anyMatch(tag -> tag.type().type() == DataType.TIMESTAMP);
    Precision unit = timed ? unit() : null;
    BlockBuilder block = block(fields);
    for (int i = 0; i < fields.size(); i++) {
      append(block.column(i), fields.get(i), values.get(i), unit, "");
    }
    callBinary("set_tags", SET_TAGS, block);
    tagged = true;
  }

  @Override
  public void bind(List<? extends List<?>> values) {
    requireAdded();
    open();
    if (tagsAreParameters && !tagged) {
      throw Errors.misuse("the tags of the table are missing: call setTags before binding rows");
    }
    Precision unit = unit();
    requireCount("columns", values.size(), columns.size());
    int rows = values.get(0).size();
    if (rows == 0) {
      throw Errors.invalid("there are no rows to bind");
    }
    List<BlockBuilder> blocks = new ArrayList<>();
    for (int from = 0; from < rows; from += MAX_ROWS) {
      BlockBuilder block = block(columns);
      for (int i = 0; i < columns.size(); i++) {
        if (values.get(i).size() != rows) {
          throw Errors.invalid(
              String.format(
                  "column %s has %d values, but column %s has %d",
                  columns.get(i).name(), values.get(i).size(), columns.get(0).name(), rows));
        }
        for (int row = from; row < Math.min(rows, from + MAX_ROWS); row++) {
          append(block.column(i), columns.get(i), values.get(i).get(row), unit, "[" + row + "]");
        }
      }
      blocks.add(block);
    }
    for (BlockBuilder block : blocks) {
      if (bound) {
        addBatch();
      }
      callBinary("bind", BIND, block);
      bound = true;
    }
  }

  @Override
  public void addBatch() {
    if (!bound) {
      throw Errors.misuse("no rows were bound since the last addBatch");
    }
    call("add_batch", arguments());
    bound = false;
    added = true;
  }

  @Override
  public long execute() {
    requireAdded();
    if (!added) {
      throw Errors.misuse("there is nothing to execute: bind rows and call addBatch before");
    }
    long affected = call("exec", arguments()).number("affected");
    added = false;
    executed = true;
    affectedRows += affected;
    return affected;
  }

  @Override
  public long affectedRows() {
    return affectedRows;
  }

  private void requireAdded() {
    if (bound) {
      throw Errors.misuse("rows were bound and not added: call addBatch before anything else");
    }
  }

  private static void requireCount(String what, int given, int expected) {
    if (given != expected) {
      throw Errors.invalid(given + " " + what + ", but the statement has " + expected);
    }
  }

  /** The unit of the database's timestamps, which the server tells of the first column only. */
  private Precision unit() {
    if (columns.isEmpty()) {
      columns = fields("get_col_fields", Parameter.Role.COLUMN);
    }
    return columns.isEmpty() ? null : columns.get(0).precision();
  }

  private List<Parameter> fields(String action, Parameter.Role role) {
    Reply.Json reply = call(action, arguments());
    List<JsonNode> told = reply.body().has("fields") ? reply.list("fields") : List.of();
    List<Parameter> fields = ServerStatement.parameters(told, field -> role);
    for (Parameter field : fields) {
      DataType type = field.type().type();
      if (type.isDecimal() || type == DataType.BLOB || type == DataType.MEDIUMBLOB) {
        throw Errors.invalid(
            "STMT does not take " + field.name() + ", a " + type.sqlName() + ": use prepare()");
      }
    }
    return fields;
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

  private ObjectNode arguments() {
    return WsSocket.arguments().put("stmt_id", id.orElseThrow());
  }

  private Reply.Json call(String action, ObjectNode arguments) {
    return orDiscard(() -> socket.call(action, RequestId.next(), arguments, timeout));
  }

  private void callBinary(String name, int action, BlockBuilder builder) {
    ByteBuffer block = builder.build(BLOCK_VERSION);
    ByteBuffer frame =
        ByteBuffer.allocate(HEADER + block.remaining())
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(RequestId.next())
            .putLong(id.orElseThrow())
            .putLong(action)
            .put(block)
            .flip();
    orDiscard(() -> socket.callBinary(name, frame, timeout));
  }

  private Reply.Json orDiscard(Supplier<Reply.Json> call) {
    try {
      return call.get().orThrow(Context.STATEMENT, null);
    } catch (TDengineException e) {
      discard();
      throw e;
    }
  }

  private void discard() {
    id.ifPresent(this::release);
    id = OptionalLong.empty();
    columns = List.of();
    tagged = false;
    bound = false;
    added = false;
    executed = false;
  }

  /** Answered on error only. */
  private void release(long statement) {
    socket.send("close", RequestId.next(), WsSocket.arguments().put("stmt_id", statement));
  }

  @Override
  public void close() {
    closed = true;
    discard();
  }
}
