package io.taosbridge.embedded.server;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The binary replies that begin with eight bytes of ones: to action 7 (websocket.md, section 5) and
 * to {@code fetch_raw_data} (tmq.md, section 3).
 */
public final class MarkedFrame {

  /** Tag of the reply to the binary request for the next block of a result. */
  public static final int FETCH_RAW_BLOCK = 7;

  /** Tag of the reply to {@code fetch_raw_data}. */
  public static final int FETCH_RAW_DATA = 8;

  private static final int FIXED_LENGTH = 50;

  private MarkedFrame() {}

  /**
   * The frame up to and with the id, at the end of which {@code tail} more bytes have room.
   *
   * @param id the result's or the message's
   */
  public static ByteBuffer begin(
      int tag, Exchange exchange, int code, String message, long id, int tail) {
    byte[] text = message.getBytes(StandardCharsets.UTF_8);
    ByteBuffer frame =
        ByteBuffer.allocate(FIXED_LENGTH + text.length + tail).order(ByteOrder.LITTLE_ENDIAN);
    frame.putLong(-1).putLong(tag).putShort((short) 1);
    frame.putLong(exchange.timing()).putLong(exchange.requestId());
    frame.putInt(code).putInt(text.length).put(text);
    return frame.putLong(id);
  }
}
