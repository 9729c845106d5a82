package io.taosbridge.schemaless.write;

/** How a protocol puts text between quotes. */
enum Quoting {
  /** A backslash takes their meaning from quotes and backslashes. */
  LINE("the line protocol", "\n") {
    @Override
    void append(StringBuilder line, String text) {
      if (text.indexOf('"') < 0 && text.indexOf('\\') < 0) {
        line.append(text);
        return;
      }
      for (int i = 0; i < text.length(); i++) {
        char character = text.charAt(i);
        if (character == '"' || character == '\\') {
          line.append('\\');
        }
        line.append(character);
      }
    }
  },
  /** Nothing is escaped, and a blank ends the value even between quotes. */
  TELNET("the telnet protocol", "\n ") {
    @Override
    void append(StringBuilder line, String text) {
      line.append(text);
    }
  };

  private final String protocol;
  private final String forbidden;

  Quoting(String protocol, String forbidden) {
    this.protocol = protocol;
    this.forbidden = forbidden;
  }

  /** Whether the text can stand between quotes. */
  boolean holds(String text) {
    for (int i = 0; i < forbidden.length(); i++) {
      if (text.indexOf(forbidden.charAt(i)) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** Writes what stands between the quotes. */
  abstract void append(StringBuilder line, String text);

  @Override
  public String toString() {
    return protocol;
  }
}
