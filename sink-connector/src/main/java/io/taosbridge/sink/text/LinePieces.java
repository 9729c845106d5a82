package io.taosbridge.sink.text;

import java.nio.charset.StandardCharsets;

/** Each line is a part. Blank lines, for which the server refuses the rest, are left out. */
final class LinePieces implements Pieces {

  private final boolean hasComments;

  /**
   * @param hasComments whether a line may be a comment, which is left out too
   */
  LinePieces(boolean hasComments) {
    this.hasComments = hasComments;
  }

  @Override
  public void split(byte[] text, Taker good, Taker bad) {
    String all = new String(text, StandardCharsets.UTF_8);
    int line = 0;
    int from = 0;
    while (from < all.length()) {
      line++;
      int newline = all.indexOf('\n', from);
      int end = newline < 0 ? all.length() : newline;
      int to = end > from && all.charAt(end - 1) == '\r' ? end - 1 : end;
      String part = all.substring(from, to);
      if (!part.isBlank() && !(hasComments && part.startsWith("#"))) {
        good.take(line, part);
      }
      from = end + 1;
    }
  }

  @Override
  public String separator() {
    return "\n";
  }

  @Override
  public String whole(String parts) {
    return parts;
  }
}
