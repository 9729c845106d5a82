package io.taosbridge.transport.ws;

import io.taosbridge.client.BoundTable;
import io.taosbridge.client.ValueBuffer;
import io.taosbridge.transport.TableRows;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes the "bind" frame of STMT2 (stmt2.md, section 5): the sizes are known beforehand, so that
 * every value is copied once, to its place.
 */
final class Stmt2Frame {

  private static final int STATEMENT_AT = 8;
  private static final int ACTION = 9;
  private static final int PREFIX = 30;
  private static final int PAYLOAD_HEADER = 28;
  private static final int ALL_COLUMNS = -1;

  private Stmt2Frame() {}

  /**
   * The frame that binds these rows, of one table at least.
   *
   * @param buffers what to write it to
   */
  static ByteBuffer bind(
      long requestId, long statementId, List<TableRows> rows, SendBuffer buffers) {
    BoundTable first = rows.get(0).table();
    List<byte[]> names = first.table() == null ? List.of() : names(rows);
    boolean tagged = !first.tags().isEmpty();
    int nameBytes = 0;
    for (byte[] name : names) {
      nameBytes += Short.BYTES + name.length + 1;
    }
    int[] tagLengths = new int[rows.size()];
    int[] columnLengths = new int[rows.size()];
    int tagBytes = 0;
    int columnBytes = 0;
    for (int i = 0; i < rows.size(); i++) {
      columnLengths[i] = rows.get(i).columnBytes();
      columnBytes = Math.addExact(columnBytes, Integer.BYTES + columnLengths[i]);
      if (tagged) {
        tagLengths[i] = rows.get(i).tagBytes();
        tagBytes = Math.addExact(tagBytes, Integer.BYTES + tagLengths[i]);
      }
    }
    int tagsAt = PAYLOAD_HEADER + nameBytes;
    int columnsAt = Math.addExact(tagsAt, tagBytes);
    int payload = Math.addExact(columnsAt, columnBytes);

    ByteBuffer frame = buffers.take(Math.addExact(PREFIX, payload));
    putPrefix(frame, requestId, statementId);
    frame.putInt(payload).putInt(rows.size());
    frame.putInt(first.tags().size()).putInt(first.columns().size());
    frame.putInt(names.isEmpty() ? 0 : PAYLOAD_HEADER).putInt(tagged ? tagsAt : 0);
    frame.putInt(columnsAt);
    names.forEach(name -> frame.putShort((short) (name.length + 1)));
    names.forEach(name -> frame.put(name).put((byte) 0));
    if (tagged) {
      putAll(frame, tagLengths);
      for (TableRows table : rows) {
        int at = table.table().tagsAt();
        encode(table.table().tags(), at, at + 1, frame);
      }
    }
    putAll(frame, columnLengths);
    for (TableRows table : rows) {
      encode(table.table().columns(), table.from(), table.to(), frame);
    }
    return frame.flip();
  }

  /** The same frame, for another statement. */
  static ByteBuffer of(long statementId, ByteBuffer frame) {
    return frame.putLong(STATEMENT_AT, statementId);
  }

  private static void putAll(ByteBuffer frame, int[] numbers) {
    for (int number : numbers) {
      frame.putInt(number);
    }
  }

  private static void encode(List<ValueBuffer> buffers, int from, int to, ByteBuffer frame) {
    for (int i = 0; i < buffers.size(); i++) {
      buffers.get(i).encode(frame, from, to);
    }
  }

  private static List<byte[]> names(List<TableRows> rows) {
    return rows.stream()
        .map(table -> table.table().table().getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  /** The frame that binds the values of a query (stmt2.md, section 6). */
  static ByteBuffer bindQuery(long requestId, long statementId, List<ValueBuffer> values) {
    int columnBytes = TableRows.encodedLength(values, 0, 1);
    int payload = Math.addExact(PAYLOAD_HEADER + Integer.BYTES, columnBytes);
    ByteBuffer frame =
        ByteBuffer.allocate(Math.addExact(PREFIX, payload)).order(ByteOrder.LITTLE_ENDIAN);
    putPrefix(frame, requestId, statementId);
    frame.putInt(payload).putInt(1).putInt(0).putInt(values.size());
    frame.putInt(0).putInt(0).putInt(PAYLOAD_HEADER).putInt(columnBytes);
    values.forEach(value -> value.encode(frame, 0, 1));
    return frame.flip();
  }

  private static void putPrefix(ByteBuffer frame, long requestId, long statementId) {
    frame
        .putLong(requestId)
        .putLong(statementId)
        .putLong(ACTION)
        .putShort((short) 1)
        .putInt(ALL_COLUMNS);
  }
}
