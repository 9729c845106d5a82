package io.taosbridge.embedded.engine;

import io.taosbridge.embedded.storage.Row;
import java.util.List;
import java.util.function.Supplier;

/**
 * What was bound for one table.
 *
 * @param name null if none was sent, or the statement names the table
 * @param rows when the whole bind was taken; null if only name and tags were sent
 */
record BoundRows(String name, BoundTags tags, Supplier<List<Row>> rows) {

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
