package io.taosbridge.sink.text;

/** A text to be written. */
public final class Text<R> {

  private final R origin;
  private final String database;
  private final byte[] bytes;
  private final long millis;

  /**
   * @param origin what it came from
   * @param bytes in UTF-8
   * @param millis the time of points without one, in milliseconds since 1970
   */
  public Text(R origin, String database, byte[] bytes, long millis) {
    this.origin = origin;
    this.database = database;
    this.bytes = bytes;
    this.millis = millis;
  }

  R origin() {
    return origin;
  }

  String database() {
    return database;
  }

  byte[] bytes() {
    return bytes;
  }

  long millis() {
    return millis;
  }
}
