package io.taosbridge.schemaless;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Looks for bytes, eight at a time. */
final class Bytes {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final int SHOWN = 80;

  private Bytes() {}

  /** Where a byte occurs first; {@code to} if it does not. */
  static int indexOf(byte[] text, int from, int to, char wanted) {
    long pattern = ONES * wanted;
    int at = from;
    while (at + Long.BYTES <= to) {
      long different = (long) LONG.get(text, at) ^ pattern;
      long zeros = (different - ONES) & ~different & HIGH_BITS;
      if (zeros != 0) {
        return at + (Long.numberOfTrailingZeros(zeros) >>> 3);
      }
      at += Long.BYTES;
    }
    while (at < to && text[at] != wanted) {
      at++;
    }
    return at;
  }

  /** Eight bytes, the first of which is the lowest. */
  static long word(byte[] text, int at) {
    return (long) LONG.get(text, at);
  }

  static int hash(byte[] text, int from, int to) {
    long hash = (long) to - from;
    int at = from;
    while (at + Long.BYTES <= to) {
      hash = (hash ^ (long) LONG.get(text, at)) * MIX;
      hash ^= hash >>> 32;
      at += Long.BYTES;
    }
    if (at < to && to - from > Long.BYTES) {
      // The last eight, some of them once more.
      hash = (hash ^ (long) LONG.get(text, to - Long.BYTES)) * MIX;
      at = to;
    }
    while (at < to) {
      hash = (hash ^ text[at++]) * MIX;
    }
    return (int) (hash ^ (hash >>> 32));
  }

  /**
   * Whether these are the letters of a word, in either case.
   *
   * @param word of small ASCII letters
   */
  static boolean isWord(byte[] text, int from, int to, String word) {
    if (to - from != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if ((text[from + i] | 0x20) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  static String text(byte[] text, int from, int to) {
    return new String(text, from, to - from, StandardCharsets.UTF_8);
  }

  /** The beginning of what stands here, for errors. */
  static String shown(byte[] text, int from, int to) {
    int end = Math.min(to, from + SHOWN);
    while (end < to && end > from && (text[end] & 0xC0) == 0x80) {
      end--;
    }
    return "\"" + text(text, from, end) + (end < to ? "..." : "") + "\"";
  }
}
