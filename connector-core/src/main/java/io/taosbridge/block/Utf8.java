package io.taosbridge.block;

import java.nio.charset.StandardCharsets;

/** Writes text as UTF-8 where it is to stand, without an array of its own in between. */
public final class Utf8 {

  /** Bytes of UTF-8 that a char takes at most. */
  public static final int MAX_BYTES_PER_CHAR = 3;

  /** The JDK's own encoder, which makes an array, is faster than a loop beyond this. */
  private static final int SHORT = 64;

  private Utf8() {}

  /** How many bytes a text takes. */
  public static int length(String text) {
    if (text.length() > SHORT) {
      return text.getBytes(StandardCharsets.UTF_8).length;
    }
    int bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (Character.isSurrogate(character)) {
        return text.getBytes(StandardCharsets.UTF_8).length;
      }
      bytes += character < 0x80 ? 0 : character < 0x800 ? 1 : 2;
    }
    return bytes;
  }

  /**
   * Writes a text; half a surrogate pair becomes a question mark, as the JDK has it.
   *
   * @param to has room for {@link #MAX_BYTES_PER_CHAR} bytes per char
   * @return where it ends
   */
  public static int encode(String text, byte[] to, int from) {
    if (text.length() > SHORT) {
      return encodeByJdk(text, to, from);
    }
    int end = encodeWithoutSurrogates(text, to, from);
    return end < 0 ? encodeByJdk(text, to, from) : end;
  }

  /**
   * Writes a text of any length that was taken out of its string, which is twice as fast as the JDK
   * if some of it is not ASCII. Half a surrogate pair becomes a question mark.
   *
   * @param to has room for {@link #MAX_BYTES_PER_CHAR} bytes per char; the text begins with it
   * @return where it ends
   */
  public static int encode(char[] text, int length, byte[] to) {
    int end = encodeWithoutSurrogates(text, length, to, 0);
    return end < 0 ? encodeByJdk(new String(text, 0, length), to, 0) : end;
  }

  /**
   * Writes a text as above, unless it has surrogates.
   *
   * @param from where it is to begin
   * @return where it ends; -1 if it has surrogates
   */
  public static int encodeWithoutSurrogates(char[] text, int length, byte[] to, int from) {
    int at = from;
    int i = 0;
    while (i < length) {
      // A run of ASCII has a loop of its own, in which nothing but the index moves.
      int shift = at - i;
      while (i < length && text[i] < 0x80) {
        to[i + shift] = (byte) text[i];
        i++;
      }
      at = i + shift;
      if (i == length) {
        break;
      }
      char character = text[i++];
      if (Character.isSurrogate(character)) {
        return -1;
      }
      at = encodeBeyondAscii(character, to, at);
    }
    return at;
  }

  /**
   * Writes a short text, unless it has surrogates.
   *
   * @param to has room for {@link #MAX_BYTES_PER_CHAR} bytes per char
   * @return where it ends; -1 if it has surrogates
   */
  public static int encodeWithoutSurrogates(String text, byte[] to, int from) {
    int at = from;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character < 0x80) {
        to[at++] = (byte) character;
      } else if (Character.isSurrogate(character)) {
        return -1;
      } else {
        at = encodeBeyondAscii(character, to, at);
      }
    }
    return at;
  }

  private static int encodeBeyondAscii(char character, byte[] to, int from) {
    int at = from;
    if (character < 0x800) {
      to[at++] = (byte) (0xC0 | (character >> 6));
    } else {
      to[at++] = (byte) (0xE0 | (character >> 12));
      to[at++] = (byte) (0x80 | ((character >> 6) & 0x3F));
    }
    to[at++] = (byte) (0x80 | (character & 0x3F));
    return at;
  }

  /** How many characters a text has, those outside the basic plane counted as one. */
  public static int characters(byte[] text, int from, int length) {
    int characters = 0;
    for (int i = from; i < from + length; i++) {
      // All bytes of a character but its first are 10xxxxxx.
      characters += (text[i] & 0xC0) == 0x80 ? 0 : 1;
    }
    return characters;
  }

  private static int encodeByJdk(String text, byte[] to, int from) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, to, from, bytes.length);
    return from + bytes.length;
  }
}
