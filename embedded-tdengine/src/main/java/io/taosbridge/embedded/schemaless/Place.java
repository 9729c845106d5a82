package io.taosbridge.embedded.schemaless;

import java.nio.charset.StandardCharsets;

/** Where something stands in the text of a request. */
public final class Place {

  private static final int SHOWN_BYTES = 512;

  private final byte[] text;
  private final int start;

  Place(byte[] text, int start) {
    this.text = text;
    this.start = start;
  }

  /** Of something that is all there is to show. */
  static Place of(String shown) {
    return new Place(shown.getBytes(StandardCharsets.UTF_8), 0);
  }

  /** The beginning of what follows. */
  String rest() {
    int from = Math.min(start, text.length);
    int length = Math.min(SHOWN_BYTES, text.length - from);
    return new String(text, from, length, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return rest();
  }
}
