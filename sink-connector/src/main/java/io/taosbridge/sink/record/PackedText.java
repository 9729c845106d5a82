package io.taosbridge.sink.record;

import java.nio.charset.StandardCharsets;

/** A text in UTF-8, one behind the other with those of other records. */
public final class PackedText implements Packed {

  private final byte[] bytes;
  private final int from;
  private final int length;

  PackedText(byte[] bytes, int from, int length) {
    this.bytes = bytes;
    this.from = from;
    this.length = length;
  }

  /** How many bytes it has. */
  public int length() {
    return length;
  }

  /** Writes its bytes, of which an array holds as many at least. */
  public void copyTo(byte[] target) {
    System.arraycopy(bytes, from, target, 0, length);
  }

  @Override
  public String unpacked() {
    return new String(bytes, from, length, StandardCharsets.UTF_8);
  }
}
