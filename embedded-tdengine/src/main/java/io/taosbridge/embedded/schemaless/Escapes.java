package io.taosbridge.embedded.schemaless;

import java.util.Arrays;

/** Which characters a backslash takes their meaning from, in one part of a line. */
enum Escapes {
  MEASUREMENT(", \\"),
  NAME(", =\\"),
  VALUE("\"\\");

  private final String characters;

  Escapes(String characters) {
    this.characters = characters;
  }

  boolean covers(byte character) {
    return characters.indexOf(character) >= 0;
  }

  /** The bytes without the backslashes that escape something; others stay. */
  byte[] remove(byte[] escaped) {
    byte[] plain = escaped.clone();
    int length = plain.length;
    for (int i = 1; i < length; i++) {
      if (plain[i - 1] == '\\' && covers(plain[i])) {
        System.arraycopy(plain, i, plain, i - 1, length - i);
        length--;
      }
    }
    return Arrays.copyOf(plain, length);
  }
}
