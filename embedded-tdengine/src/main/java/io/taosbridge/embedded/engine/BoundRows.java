package io.taosbridge.embedded.engine;

import io.taosbridge.embedded.storage.Row;
import java.util.List;

/**
 * What was bound for one table.
 *
 * @param name null if none was sent, or the statement names the table
 * @param rows null if only name and tags were sent
 */
record BoundRows(String name, BoundTags tags, List<Row> rows) {

  /** Values by the tags' numbers. */
  static final class BoundTags {

    private final Object[] values;

    BoundTags(Object[] values) {
      this.values = values;
    }

    Object[] copy() {
      return values.clone();
    }
  }
}
