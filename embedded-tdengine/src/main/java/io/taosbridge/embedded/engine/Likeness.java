package io.taosbridge.embedded.engine;

import java.util.regex.Pattern;

/** Patterns of LIKE. */
final class Likeness {

  private Likeness() {}

  /** {@code %} stands for any text, {@code _} for any character, a backslash takes that away. */
  static Pattern pattern(String like) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < like.length(); i++) {
      char c = like.charAt(i);
      if (c == '%') {
        regex.append(".*");
      } else if (c == '_') {
        regex.append('.');
      } else {
        if (c == '\\' && i + 1 < like.length()) {
          c = like.charAt(++i);
        }
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
