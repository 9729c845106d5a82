package io.taosbridge.schemaless;

import java.util.Arrays;

/** Which characters a backslash takes their meaning from, in one part of a line. */
enum Escapes implements Shape.Spelling {
  /** Telnet and JSON have none. */
  NONE(""),
  MEASUREMENT(", \\"),
  NAME(", =\\"),
  VALUE("\"\\");

  private final String characters;

  Escapes(String characters) {
    this.characters = characters;
  }

  /** The bytes without the backslashes that escape something; others stay. */
  @Override
  public byte[] plain(byte[] text, int from, int to) {
    byte[] plain = new byte[to - from];
    int length = 0;
    for (int at = from; at < to; at++) {
      if (text[at] == '\\' && at + 1 < to && characters.indexOf(text[at + 1]) >= 0) {
        at++;
      }
      plain[length++] = text[at];
    }
    return length == plain.length ? plain : Arrays.copyOf(plain, length);
  }

  /**
   * Whether the character here keeps its meaning. After two backslashes it does, whatever stands
   * before them: so the server has it.
   */
  static boolean isPlain(byte[] text, int start, int at) {
    return at == start || text[at - 1] != '\\' || (at - 1 > start && text[at - 2] == '\\');
  }
}
