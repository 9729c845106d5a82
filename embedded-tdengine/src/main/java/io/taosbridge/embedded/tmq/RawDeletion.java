package io.taosbridge.embedded.tmq;

import io.taosbridge.embedded.storage.Deletion;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes a delete in its raw form: the one metadata of which the JSON leaves something out. */
final class RawDeletion {

  /** The number of the server's own message. */
  static final short TYPE = 579;

  private static final int HEAD_LENGTH = 8;
  private static final int FIXED_LENGTH = 64;

  private final ByteBuffer out;

  private RawDeletion(int capacity) {
    out = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
  }

  static ByteBuffer encode(Deletion deletion) {
    byte[] table = deletion.table().getBytes(StandardCharsets.UTF_8);
    byte[] column = deletion.timeColumn().getBytes(StandardCharsets.UTF_8);
    int uids = deletion.tableUids().size();
    RawDeletion raw =
        new RawDeletion(
            HEAD_LENGTH + FIXED_LENGTH + uids * Long.BYTES + table.length + column.length);
    raw.write(deletion, table, column);
    return raw.out.flip();
  }

  private void write(Deletion deletion, byte[] table, byte[] column) {
    out.putLong(0); // message head
    out.putLong(deletion.superTableUid());
    zigzag(deletion.tableUids().size());
    deletion.tableUids().forEach(out::putLong);
    out.putLong(deletion.first()).putLong(deletion.last());
    zigzag(deletion.rows());
    name(table);
    name(column);
    out.putLong(0).put((byte) 0); // when, and by what
  }

  private void name(byte[] name) {
    unsigned(name.length + 1L);
    out.put(name).put((byte) 0);
  }

  private void zigzag(long value) {
    unsigned((value << 1) ^ (value >> 63));
  }

  private void unsigned(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.put((byte) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }
}
