package io.taosbridge.transport.ws;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The binary requests of a query (websocket.md, section 5). */
final class QueryFrame {

  private static final int QUERY = 6;
  private static final int FETCH = 7;
  private static final short VERSION = 1;

  private QueryFrame() {}

  static ByteBuffer query(long requestId, String sql) {
    byte[] text = sql.getBytes(StandardCharsets.UTF_8);
    return header(30 + text.length, requestId, 0, QUERY).putInt(text.length).put(text).flip();
  }

  static ByteBuffer fetch(long requestId, long resultId) {
    return header(26, requestId, resultId, FETCH).flip();
  }

  private static ByteBuffer header(int length, long requestId, long id, int action) {
    return ByteBuffer.allocate(length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(requestId)
        .putLong(id)
        .putLong(action)
        .putShort(VERSION);
  }
}
