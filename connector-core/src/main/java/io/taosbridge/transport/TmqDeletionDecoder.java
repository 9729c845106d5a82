package io.taosbridge.transport;

import io.taosbridge.client.TmqDeletion;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.ResultException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a delete in the server's own form: message head of 8 bytes, uid of the supertable, uids of
 * the tables, range, number of rows, and the two names.
 */
final class TmqDeletionDecoder {

  private static final int HEAD_LENGTH = 8;

  private TmqDeletionDecoder() {}

  /**
   * @throws ResultException if the bytes are not a delete
   */
  static TmqDeletion decode(ByteBuffer payload) {
    try {
      ByteBuffer in = payload.slice().order(ByteOrder.LITTLE_ENDIAN);
      in.position(Math.min(HEAD_LENGTH, in.limit()));
      in.getLong(); // the supertable
      int tables = TmqBytes.signed(in);
      if (tables < 0 || tables > in.remaining() / Long.BYTES) {
        throw TmqBytes.malformed("a delete from " + tables + " tables", null);
      }
      List<Long> uids = new ArrayList<>(tables);
      for (int i = 0; i < tables; i++) {
        uids.add(in.getLong());
      }
      long first = in.getLong();
      long last = in.getLong();
      TmqBytes.skipNumber(in); // the number of rows
      return new TmqDeletion(uids, TmqBytes.name(in), TmqBytes.name(in), first, last);
    } catch (BufferUnderflowException e) {
      throw Errors.unreadable("delete cut short", e);
    }
  }
}
