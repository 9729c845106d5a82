package io.taosbridge.sink.record;

import io.taosbridge.block.Utf8;
import java.nio.charset.StandardCharsets;

/**
 * Packs texts while they are in the processor's caches, just made by a converter, since their bytes
 * are wanted in the end: texts that wait are many objects for the garbage collector to copy, and
 * each has to be fetched from memory when it is read.
 */
public final class TextPacker {

  /** Half of what G1 gives regions of their own. */
  private static final int MAX_CHUNK = 1 << 18;

  /** Chars of a text that fits into a chunk whatever they are. */
  private static final int MAX_CHARS = MAX_CHUNK / Utf8.MAX_BYTES_PER_CHAR;

  /** One that is not costs twice: the next are then expected to be like those before. */
  private static final int ENOUGH_ASCII = 16;

  private static final byte[] NOTHING = new byte[0];

  private char[] chars = new char[0];
  private byte[] chunk = NOTHING;
  private int used;
  private int expected;

  /** How many texts of ASCII alone came one after the other. */
  private int asciiRun = ENOUGH_ASCII;

  /** The texts from now on belong to others, that may be read and released by another thread. */
  public void begin(int texts) {
    chunk = NOTHING;
    used = 0;
    expected = texts;
  }

  /**
   * @return a {@link PackedText}; the text itself if it is very long, or has surrogates, half a
   *     pair of which would be lost
   */
  public Object pack(String text) {
    if (text.length() > MAX_CHARS) {
      return text;
    }
    PackedText packed = asciiRun >= ENOUGH_ASCII ? packedAscii(text) : null;
    if (packed == null) {
      packed = packedChars(text);
    }
    expected--;
    return packed == null ? text : packed;
  }

  /** Null if it is not ASCII alone. The JDK copies ASCII, but takes its time over anything else. */
  private PackedText packedAscii(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length != text.length()
        || !text.equals(new String(bytes, StandardCharsets.ISO_8859_1))) {
      asciiRun = 0;
      return null;
    }
    makeRoom(bytes.length, bytes.length);
    System.arraycopy(bytes, 0, chunk, used, bytes.length);
    return added(bytes.length);
  }

  /** Null if it has surrogates. */
  private PackedText packedChars(String text) {
    int count = text.length();
    makeRoom(count, Utf8.MAX_BYTES_PER_CHAR * count);
    if (chars.length < count) {
      chars = new char[Math.min(MAX_CHARS, 2 * count)];
    }
    text.getChars(0, count, chars, 0);
    int end = Utf8.encodeWithoutSurrogates(chars, count, chunk, used);
    asciiRun = end - used == count ? asciiRun + 1 : 0;
    return end < 0 ? null : added(end - used);
  }

  /**
   * @param usual bytes that each of the texts to come may take, too
   * @param most bytes that this one may take
   */
  private void makeRoom(int usual, int most) {
    if (chunk.length - used < most) {
      long all = (long) most + (long) usual * Math.max(0, expected - 1) * 9 / 8;
      chunk = new byte[(int) Math.max(most, Math.min(MAX_CHUNK, all))];
      used = 0;
    }
  }

  private PackedText added(int length) {
    PackedText packed = new PackedText(chunk, used, length);
    used += length;
    return packed;
  }
}
