package io.taosbridge.transport;

import io.taosbridge.block.DataType;
import io.taosbridge.block.LittleEndianBuffer;
import io.taosbridge.client.Field;
import io.taosbridge.client.ReplicatedRows;
import io.taosbridge.client.error.Errors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What TDengine's tools for replication write: a message of a subscription, which the server's
 * client library applies and marks (tmq.md, section 4).
 *
 * @param type of the message, as subscriptions tell it
 * @param payload little-endian, from its position to its limit
 */
public record ReplicationMessage(int type, ByteBuffer payload) {

  private static final int ROWS = 2;
  private static final int DELETE = 579;

  private static final int VERSION = 100;
  private static final int LOG_OFFSET = 0x11;
  private static final int OFFSET_LENGTH = 9;
  private static final int BLOCK_PREFIX_LENGTH = 18;
  private static final int FROM_TABLE = 1;
  private static final int DECIMAL = 0x80;

  /** The library writes the delete out in a text of 256 bytes, of which 78 are not names. */
  private static final int MAX_NAMES = 256 - 78;

  /** Rows of tables, of one at least. */
  public static ReplicationMessage rows(List<ReplicatedRows> tables) {
    LittleEndianBuffer out = new LittleEndianBuffer(256);
    out.putByte(VERSION);
    out.putInt(2 * OFFSET_LENGTH);
    for (int i = 0; i < 2; i++) {
      out.putByte(LOG_OFFSET);
      out.putLong(0);
    }
    out.putInt(tables.size());
    out.putByte(1); // with names of tables
    out.putByte(1); // with schemas
    for (ReplicatedRows table : tables) {
      putBlock(out, table);
      putSchema(out, table.fields());
      putName(out, table.table());
    }
    out.putLong(0); // no replay
    return of(ROWS, out);
  }

  private static void putBlock(LittleEndianBuffer out, ReplicatedRows table) {
    ByteBuffer block = table.block();
    putUnsigned(out, BLOCK_PREFIX_LENGTH + block.remaining());
    out.putLong(1);
    out.putLong(Long.reverseBytes(table.size()));
    out.putByte(0); // not compressed
    out.putByte(0); // the library takes times as they are
    out.putBytes(block.array(), block.arrayOffset() + block.position(), block.remaining());
  }

  private static void putSchema(LittleEndianBuffer out, List<Field> columns) {
    putSigned(out, columns.size());
    putSigned(out, 0); // the library takes the table's schema as it is
    for (int i = 0; i < columns.size(); i++) {
      Field column = columns.get(i);
      DataType type = column.type().type();
      out.putByte(type.code());
      out.putByte(FROM_TABLE | (type.isDecimal() ? DECIMAL : 0));
      putSigned(out, type.isVariable() ? column.type().length() : type.width());
      putSigned(out, i + 1);
      putName(out, column.name());
    }
  }

  /**
   * A delete from one table.
   *
   * @param first in the database's precision
   * @param last as first, and part of the range
   * @throws io.taosbridge.client.error.InterfaceException if the names are too long together
   */
  public static ReplicationMessage delete(String table, String timeColumn, long first, long last) {
    int names =
        table.getBytes(StandardCharsets.UTF_8).length
            + 2 * timeColumn.getBytes(StandardCharsets.UTF_8).length;
    if (names >= MAX_NAMES) {
      throw Errors.invalid(
          "TDengine's client library cannot delete from "
              + table
              + " as replicated: the table's name and twice that of its time column have "
              + names
              + " bytes, at most "
              + (MAX_NAMES - 1)
              + " fit");
    }
    LittleEndianBuffer out = new LittleEndianBuffer(128);
    out.putLong(0); // message head
    out.putLong(0); // of no supertable
    putSigned(out, 0); // the table's name says which one
    out.putLong(first);
    out.putLong(last);
    putSigned(out, 0); // rows
    putName(out, table);
    putName(out, timeColumn);
    out.putLong(0); // when
    out.putByte(0); // by what: the library notes that
    return of(DELETE, out);
  }

  private static ReplicationMessage of(int type, LittleEndianBuffer out) {
    ByteBuffer payload = ByteBuffer.allocate(out.size()).order(ByteOrder.LITTLE_ENDIAN);
    out.writeTo(payload);
    return new ReplicationMessage(type, payload.flip());
  }

  private static void putName(LittleEndianBuffer out, String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    putUnsigned(out, bytes.length + 1);
    out.putBytes(bytes);
    out.putByte(0);
  }

  private static void putSigned(LittleEndianBuffer out, int value) {
    putUnsigned(out, (value << 1) ^ (value >> 31));
  }

  private static void putUnsigned(LittleEndianBuffer out, int value) {
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      out.putByte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.putByte(rest);
  }
}
