package io.taosbridge.transport.ws;

import io.taosbridge.client.error.Errors;
import io.taosbridge.transport.TmqRawDecoder;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * What the reply to {@code fetch_raw_data} carries (tmq.md, section 3).
 *
 * @param rawType what the payload is
 */
record TmqRawReply(int rawType, ByteBuffer payload) {

  /** Whether the payload holds rows. */
  boolean hasData() {
    return TmqRawDecoder.holdsRows(rawType);
  }

  /**
   * @param reply one that reports success
   * @throws io.taosbridge.client.error.ResultException if it is cut short
   */
  static TmqRawReply of(BinaryReply reply) {
    ByteBuffer in = reply.rest().duplicate().order(reply.rest().order());
    try {
      int rawType = Short.toUnsignedInt(in.getShort());
      int length = in.getInt();
      if (length < 0 || length > in.remaining()) {
        throw new BufferUnderflowException();
      }
      return new TmqRawReply(rawType, in.slice(in.position(), length));
    } catch (BufferUnderflowException e) {
      throw Errors.unreadable("reply with a TMQ message cut short", e);
    }
  }
}
