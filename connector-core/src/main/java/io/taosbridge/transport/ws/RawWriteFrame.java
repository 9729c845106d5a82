package io.taosbridge.transport.ws;

import io.taosbridge.transport.ReplicationMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The binary request that applies a message of a subscription (websocket.md, section 5). */
final class RawWriteFrame {

  private static final int ACTION = 3;
  private static final int PREFIX = 30;

  private RawWriteFrame() {}

  static ByteBuffer of(long requestId, ReplicationMessage message) {
    ByteBuffer payload = message.payload();
    return ByteBuffer.allocate(Math.addExact(PREFIX, payload.remaining()))
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(requestId)
        .putLong(0)
        .putLong(ACTION)
        .putInt(payload.remaining())
        .putShort((short) message.type())
        .put(payload.duplicate())
        .flip();
  }
}
