package io.taosbridge.block;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** NCHAR's encoding: code points of four bytes, little-endian. */
final class CodePoints {

  /** Of an int that a byte was widened to. */
  private static final int FIRST_BIT = Integer.SIZE - Byte.SIZE;

  /** The least code point that takes so many bytes of UTF-8 behind its first. */
  private static final int[] LEAST = {0, 0x80, 0x800, 0x10000};

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

  /**
   * Appends the code points of a text.
   *
   * @return false, with some of them appended, if the bytes are not UTF-8
   */
  static boolean transcode(byte[] utf8, int from, int length, LittleEndianBuffer target) {
    int end = from + length;
    for (int at = from; at < end; ) {
      int codePoint = utf8[at++];
      if (codePoint < 0) {
        int more = Integer.numberOfLeadingZeros(~codePoint) - FIRST_BIT - 1;
        if (more < 1 || more > 3 || more > end - at) {
          return false;
        }
        codePoint &= 0x3f >> more;
        for (int i = 0; i < more; i++) {
          int next = utf8[at++];
          if ((next & 0xc0) != 0x80) {
            return false;
          }
          codePoint = codePoint << 6 | (next & 0x3f);
        }
        boolean overlong = codePoint < LEAST[more];
        boolean surrogate = codePoint >>> 11 == Character.MIN_SURROGATE >>> 11;
        if (overlong || surrogate || codePoint > Character.MAX_CODE_POINT) {
          return false;
        }
      }
      target.putInt(codePoint);
    }
    return true;
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
