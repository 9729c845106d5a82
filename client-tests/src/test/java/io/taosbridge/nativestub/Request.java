package io.taosbridge.nativestub;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads the arguments of a call in the order in which C wrote them (stub.h). */
final class Request {

  private final ByteBuffer bytes;

  Request(Pointer data, int length) {
    bytes =
        (length == 0 ? ByteBuffer.allocate(0) : data.getByteBuffer(0, length))
            .order(ByteOrder.LITTLE_ENDIAN);
  }

  byte i8() {
    return bytes.get();
  }

  int i32() {
    return bytes.getInt();
  }

  long i64() {
    return bytes.getLong();
  }

  /** Text, or null. */
  String text() {
    byte[] text = bytes();
    return text == null ? null : new String(text, StandardCharsets.UTF_8);
  }

  /** Text, empty for NULL. */
  String textOrEmpty() {
    String text = text();
    return text == null ? "" : text;
  }

  /** Bytes, or null. */
  byte[] bytes() {
    int length = bytes.getInt();
    if (length < 0) {
      return null;
    }
    byte[] copy = new byte[length];
    bytes.get(copy);
    return copy;
  }
}
