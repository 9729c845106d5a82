package io.taosbridge.transport.ws;

import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.Errors.Context;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The part that the binary replies to "fetch raw block" and "fetch raw data" have in common
 * (websocket.md, section 5).
 *
 * @param id the result's or the message's
 * @param rest what follows the id
 */
record BinaryReply(int action, long requestId, int code, String message, long id, ByteBuffer rest) {

  private static final long MARKER = -1L;
  private static final int ACTION = 8;
  private static final int REQUEST_ID = 26;
  private static final int CODE = 34;
  private static final int MESSAGE_LENGTH = 38;
  private static final int MESSAGE = 42;
  static final int MIN_LENGTH = MESSAGE + 8;

  /** The request that a frame answers, or 0 if it is not a frame of this kind. */
  static long requestIdOf(ByteBuffer frame) {
    return frame.remaining() >= MIN_LENGTH && frame.getLong(0) == MARKER
        ? frame.getLong(REQUEST_ID)
        : 0;
  }

  /**
   * @throws io.taosbridge.client.error.ResultException if the frame contradicts itself
   */
  static BinaryReply read(ByteBuffer frame) {
    int messageLength = frame.getInt(MESSAGE_LENGTH);
    if (messageLength < 0 || messageLength > frame.remaining() - MIN_LENGTH) {
      throw Errors.unreadable(
          "a reply of " + frame.remaining() + " bytes has a text of " + messageLength, null);
    }
    byte[] message = new byte[messageLength];
    frame.get(MESSAGE, message);
    return new BinaryReply(
        (int) frame.getLong(ACTION),
        frame.getLong(REQUEST_ID),
        frame.getInt(CODE),
        new String(message, StandardCharsets.UTF_8),
        frame.getLong(MESSAGE + messageLength),
        frame
            .slice(MESSAGE + messageLength + 8, frame.limit() - MESSAGE - messageLength - 8)
            .order(frame.order()));
  }

  BinaryReply orThrow(Context context, String what) {
    if (code != 0) {
      throw Errors.of(code, message, requestId, context, what);
    }
    return this;
  }
}
