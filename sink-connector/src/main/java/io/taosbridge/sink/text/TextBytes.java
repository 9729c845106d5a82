package io.taosbridge.sink.text;

import io.taosbridge.block.Utf8;
import io.taosbridge.sink.record.PackedText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The bytes of one text after the other, in arrays that are used again and again. */
final class TextBytes {

  private static final int FIRST_CHARS = 1024;

  /** What is kept for the next text; an unusual one may have been huge. */
  private static final int MAX_KEPT_CHARS = 1 << 20;

  private static final int MAX_KEPT_BYTES = Utf8.MAX_BYTES_PER_CHAR * MAX_KEPT_CHARS;

  private char[] chars = new char[0];
  private byte[] room = new byte[0];
  private byte[] bytes = room;
  private int length;
  private boolean ascii = true;

  /** The bytes of a text as an array of its own, which is not to be changed. */
  static byte[] copyOf(Object text) {
    if (text instanceof String string) {
      return string.getBytes(StandardCharsets.UTF_8);
    } else if (text instanceof PackedText packed) {
      byte[] copy = new byte[packed.length()];
      packed.copyTo(copy);
      return copy;
    } else if (text instanceof ByteBuffer buffer) {
      byte[] copy = new byte[buffer.remaining()];
      buffer.duplicate().get(copy);
      return copy;
    }
    return (byte[]) text;
  }

  /**
   * Takes the next text.
   *
   * @param text a String, packed or not, or a byte[] or ByteBuffer in UTF-8
   */
  void set(Object text) {
    if (text instanceof PackedText packed) {
      length = packed.length();
      makeRoom(length);
      packed.copyTo(room);
      bytes = room;
      return;
    }
    if (text instanceof String string && !ascii) {
      encode(string);
      ascii = length == string.length();
      return;
    }
    bytes = copyOf(text);
    length = bytes.length;
    // The JDK copies ASCII, but takes its time over anything else; texts are like those before.
    ascii = !(text instanceof String string) || length == string.length();
  }

  private void encode(String text) {
    int count = text.length();
    if (chars.length < count || chars.length > Math.max(count, MAX_KEPT_CHARS)) {
      chars = new char[Math.max(FIRST_CHARS, count + (count >> 1))];
    }
    makeRoom(Math.multiplyExact(Utf8.MAX_BYTES_PER_CHAR, count));
    text.getChars(0, count, chars, 0);
    bytes = room;
    length = Utf8.encode(chars, count, room);
  }

  private void makeRoom(int count) {
    if (room.length < count || room.length > Math.max(count, MAX_KEPT_BYTES)) {
      room = new byte[Math.max(FIRST_CHARS, Math.addExact(count, count >> 1))];
    }
  }

  /** Has the text from its first byte on, until the next is taken. */
  byte[] array() {
    return bytes;
  }

  /** How many bytes the text has. */
  int length() {
    return length;
  }
}
