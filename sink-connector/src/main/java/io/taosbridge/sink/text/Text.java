package io.taosbridge.sink.text;

import io.taosbridge.sink.record.PackedText;
import java.nio.ByteBuffer;

/** A text to be written. */
public final class Text<R> {

  private final R origin;
  private final String database;
  private final Object value;
  private final long millis;

  /**
   * @param origin what it came from
   * @param value a String, packed or not, or a byte[] or ByteBuffer in UTF-8
   * @param millis the time of points without one, in milliseconds since 1970
   */
  public Text(R origin, String database, Object value, long millis) {
    this.origin = origin;
    this.database = database;
    this.value = value;
    this.millis = millis;
  }

  /** Whether a record's value is text, or bytes of it. */
  public static boolean isText(Object value) {
    return value instanceof PackedText
        || value instanceof String
        || value instanceof byte[]
        || value instanceof ByteBuffer;
  }

  R origin() {
    return origin;
  }

  String database() {
    return database;
  }

  Object value() {
    return value;
  }

  long millis() {
    return millis;
  }
}
