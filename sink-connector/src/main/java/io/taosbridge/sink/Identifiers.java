package io.taosbridge.sink;

import io.taosbridge.connect.Sql;
import io.taosbridge.sink.record.BadRecordException;

/** Writes names that come from records as SQL has them. */
final class Identifiers {

  private Identifiers() {}

  /**
   * The name in backquotes.
   *
   * @throws BadRecordException if TDengine has no way to write the name
   */
  static String quote(String name) {
    try {
      return Sql.quote(name);
    } catch (IllegalArgumentException e) {
      throw new BadRecordException(e.getMessage(), e);
    }
  }
}
