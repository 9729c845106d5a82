package io.taosbridge.schemaless.write;

/**
 * Names and tag values in lines. A backslash takes their meaning from commas, blanks, equals signs
 * and itself, but TDengine does not find the end of a word in which an escaped backslash stands
 * before another escaped character: such words cannot be written.
 */
final class LineNames {

  private LineNames() {}

  /**
   * @throws UnwritableException if it cannot be written
   */
  static String measurement(String name) {
    if (!holds(name) || name.charAt(0) == '#') {
      throw new UnwritableException("a line cannot begin with the name \"" + name + "\"");
    }
    StringBuilder text = new StringBuilder();
    append(text, name, ", \\");
    return text.toString();
  }

  /**
   * The name of a tag or field.
   *
   * @throws UnwritableException if it cannot be written
   */
  static String name(String name) {
    if (!holds(name)) {
      throw new UnwritableException("a line cannot hold the name \"" + name + "\"");
    }
    StringBuilder text = new StringBuilder();
    append(text, name);
    return text.toString();
  }

  /** Whether a name or the value of a tag can be written. */
  static boolean holds(String word) {
    if (word.isEmpty() || word.indexOf('\n') >= 0) {
      return false;
    }
    for (int i = word.indexOf('\\');
        i >= 0 && i < word.length() - 1;
        i = word.indexOf('\\', i + 1)) {
      if (", =".indexOf(word.charAt(i + 1)) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** Writes a name or the value of a tag. */
  static void append(StringBuilder text, String word) {
    append(text, word, ", =\\");
  }

  private static void append(StringBuilder text, String word, String escaped) {
    for (int i = 0; i < word.length(); i++) {
      if (escaped.indexOf(word.charAt(i)) >= 0) {
        text.append('\\');
      }
      text.append(word.charAt(i));
    }
  }
}
