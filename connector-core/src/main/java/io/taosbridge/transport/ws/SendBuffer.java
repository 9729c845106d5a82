package io.taosbridge.transport.ws;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Hands out arrays for long messages, with room for the header of a WebSocket frame in front, and
 * takes them back when they were sent. One is kept, and only while messages are as long as it: a
 * batch of rows takes a MiB or more, which would be cleared and collected once per batch.
 * Thread-safe.
 */
final class SendBuffer {

  /** What the header of a message takes that is longer than 65,535 bytes. */
  static final int ROOM = 14;

  /** An eighth more than needed, for the next message that is a little longer. */
  private static final int SPARE_SHIFT = 3;

  private final boolean compressed;
  private final AtomicReference<byte[]> spare = new AtomicReference<>();

  SendBuffer() {
    this(false);
  }

  /**
   * @param compressed whether messages are compressed: the library then takes all of an array for
   *     the message, so that each gets an array of its own
   */
  SendBuffer(boolean compressed) {
    this.compressed = compressed;
  }

  /** A buffer for a message of exactly so many bytes, in little-endian order. */
  ByteBuffer take(int length) {
    if (compressed) {
      return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
    int needed = Math.addExact(ROOM, length);
    byte[] array = spare.getAndSet(null);
    if (array == null || array.length < needed || array.length / 2 > needed) {
      array = new byte[Math.addExact(needed, needed >> SPARE_SHIFT)];
    }
    return ByteBuffer.wrap(array, ROOM, length).slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Nobody reads the message any more. */
  void giveBack(ByteBuffer message) {
    if (message.hasArray() && message.arrayOffset() == ROOM) {
      spare.set(message.array());
    }
  }

  /** The message with the room in front of it, which is where its array begins. */
  static ByteBuffer withRoom(ByteBuffer message) {
    return ByteBuffer.wrap(message.array(), message.arrayOffset() - ROOM, ROOM + message.limit());
  }

  /** Whether the array was handed out here. */
  static boolean hasRoom(ByteBuffer message) {
    return message.hasArray() && message.arrayOffset() == ROOM;
  }
}
