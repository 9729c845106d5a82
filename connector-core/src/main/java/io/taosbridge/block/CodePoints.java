package io.taosbridge.block;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** NCHAR's encoding: code points of four bytes, little-endian. */
final class CodePoints {

  private CodePoints() {}

  static String decode(byte[] bytes, int start, int length) {
    Block.require(length % 4 == 0, "NCHAR of %d bytes", length);
    // Nearly always one byte or char each: twice as fast as a StringBuilder that looks at each.
    byte[] text = new byte[length / 4];
    for (int i = 0; i < text.length; i++) {
      int codePoint = Bytes.getInt(bytes, start + 4 * i);
      if (codePoint >>> Byte.SIZE != 0) {
        return decodeBmp(bytes, start, length);
      }
      text[i] = (byte) codePoint;
    }
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private static String decodeBmp(byte[] bytes, int start, int length) {
    char[] text = new char[length / 4];
    for (int i = 0; i < text.length; i++) {
      int codePoint = Bytes.getInt(bytes, start + 4 * i);
      if (!Character.isBmpCodePoint(codePoint)) {
        return decodeAny(bytes, start, length);
      }
      text[i] = (char) codePoint;
    }
    return new String(text);
  }

  private static String decodeAny(byte[] bytes, int start, int length) {
    StringBuilder text = new StringBuilder(length / 4);
    for (int at = start; at < start + length; at += 4) {
      int codePoint = Bytes.getInt(bytes, at);
      Block.require(Character.isValidCodePoint(codePoint), "NCHAR code point %d", codePoint);
      text.appendCodePoint(codePoint);
    }
    return text.toString();
  }

  static void encode(String text, LittleEndianBuffer target) {
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      target.putInt(codePoint);
      i += Character.charCount(codePoint);
    }
  }

  static ByteBuffer encode(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(encodedLength(text)).order(ByteOrder.LITTLE_ENDIAN);
    text.codePoints().forEach(bytes::putInt);
    return bytes.flip();
  }

  static int encodedLength(String text) {
    return 4 * text.codePointCount(0, text.length());
  }
}
