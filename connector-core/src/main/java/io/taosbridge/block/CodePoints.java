package io.taosbridge.block;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** NCHAR's encoding: code points of four bytes, little-endian. */
final class CodePoints {

  private CodePoints() {}

  static String decode(byte[] bytes) {
    Block.require(bytes.length % 4 == 0, "NCHAR of %d bytes", bytes.length);
    ByteBuffer codePoints = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    StringBuilder text = new StringBuilder(bytes.length / 4);
    while (codePoints.hasRemaining()) {
      int codePoint = codePoints.getInt();
      Block.require(Character.isValidCodePoint(codePoint), "NCHAR code point %d", codePoint);
      text.appendCodePoint(codePoint);
    }
    return text.toString();
  }

  static void encode(String text, LittleEndianBuffer target) {
    text.codePoints().forEach(target::putInt);
  }

  static int encodedLength(String text) {
    return 4 * text.codePointCount(0, text.length());
  }
}
