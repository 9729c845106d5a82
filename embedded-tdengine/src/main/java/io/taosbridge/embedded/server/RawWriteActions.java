package io.taosbridge.embedded.server;

import io.taosbridge.block.Block;
import io.taosbridge.block.MalformedBlockException;
import io.taosbridge.embedded.engine.BoundColumn;
import io.taosbridge.embedded.engine.BoundTable;
import io.taosbridge.embedded.engine.PreparedInsert;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Blocks of rows, written into tables of the current database as they are (websocket.md, section
 * 5). Tables are not made.
 */
final class RawWriteActions {

  private static final int FIELD_BYTES = 72;
  private static final int FIELD_NAME_BYTES = 65;

  private final Connection connection;

  RawWriteActions(Connection connection) {
    this.connection = connection;
  }

  /** The columns of the block are those of the table, in its order. */
  void block(long unused, ByteBuffer data, Exchange exchange) {
    write(data, false);
    exchange.reply();
  }

  /** The columns of the block are named behind it. */
  void blockWithFields(long unused, ByteBuffer data, Exchange exchange) {
    write(data, true);
    exchange.reply();
  }

  private void write(ByteBuffer data, boolean named) {
    try {
      data.getInt(); // the block tells its rows too
      String table = text(data, Short.toUnsignedInt(data.getShort()));
      int length = data.getInt(data.position() + Integer.BYTES);
      Block block = Block.wrap(data.slice(data.position(), length));
      data.position(data.position() + length);
      insert(table, named ? names(data, block.columnCount()) : List.of(), block);
    } catch (MalformedBlockException
        | BufferUnderflowException
        | IndexOutOfBoundsException
        | IllegalArgumentException e) {
      throw new ProtocolException("malformed block: " + e.getMessage());
    }
  }

  private static List<String> names(ByteBuffer fields, int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int start = fields.position();
      names.add(text(fields, FIELD_NAME_BYTES));
      fields.position(start + FIELD_BYTES);
    }
    return names;
  }

  /** Up to the first NUL, if there is one. */
  private static String text(ByteBuffer data, int length) {
    byte[] bytes = new byte[length];
    data.get(bytes);
    String text = new String(bytes, StandardCharsets.UTF_8);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  /**
   * @param names of the columns; empty for all of the table
   */
  private void insert(String table, List<String> names, Block block) {
    List<BoundColumn> columns = LegacyValues.columns(block);
    String list = names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(","));
    String sql =
        "insert into `"
            + table
            + "` "
            + (names.isEmpty() ? "" : "(" + list + ") ")
            + "values ("
            + String.join(",", Collections.nCopies(columns.size(), "?"))
            + ")";
    PreparedInsert insert = (PreparedInsert) connection.engine().prepare(connection.session(), sql);
    insert.insert(List.of(insert.bind(List.of(new BoundTable(null, null, columns)))), false);
  }
}
