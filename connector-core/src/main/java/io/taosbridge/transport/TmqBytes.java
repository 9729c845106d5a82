package io.taosbridge.transport;

import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.ResultException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads what the server's raw messages are made of (tmq.md, section 4). */
final class TmqBytes {

  private TmqBytes() {}

  /** The next bytes as a buffer of their own. */
  static ByteBuffer take(ByteBuffer in, int length) {
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    ByteBuffer part = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    in.position(in.position() + length);
    return part;
  }

  static String name(ByteBuffer in) {
    ByteBuffer name = take(in, unsigned(in));
    int end = name.limit() - 1;
    if (end < 0 || name.get(end) != 0) {
      throw malformed("a name that does not end with a zero byte", null);
    }
    if (name.hasArray()) { // a third of the time that a decoder takes
      return new String(name.array(), name.arrayOffset(), end, StandardCharsets.UTF_8);
    }
    return StandardCharsets.UTF_8.decode(name.limit(end)).toString();
  }

  /** 7 bits per byte, the low ones first; bit 7 says that more follow. */
  static int unsigned(ByteBuffer in) {
    int value = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += 7) {
      int next = in.get();
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw malformed("a number of more than 32 bits", null);
  }

  static int signed(ByteBuffer in) {
    int zigzag = unsigned(in);
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  /** Skips a number of any length. */
  static void skipNumber(ByteBuffer in) {
    while (in.get() < 0) {
      // bit 7 says that more follow
    }
  }

  static ResultException malformed(String what, Throwable cause) {
    return Errors.unreadable("malformed TMQ message: " + what, cause);
  }
}
