package io.taosbridge.sink.plan;

import io.taosbridge.sink.pending.PendingRecord;
import io.taosbridge.sink.record.RowBlock;
import io.taosbridge.sink.record.ValueReader;

/**
 * A row of a child table.
 *
 * @param origin the record that it is from
 * @param value the record's value or, if that is a list, the element of it that is this row
 * @param timestamp the primary timestamp in the target database's precision
 * @param compositeKey the value of the composite key's second column, or null if there is none
 * @param superseded the earlier row of the same batch with the same key, which this one overwrites,
 *     or null
 */
public record Row(
    PendingRecord origin,
    Object value,
    String table,
    long timestamp,
    Object compositeKey,
    Row superseded) {

  /** What makes a row of a table unique. */
  record Key(long timestamp, Object compositeKey) {}

  /** One of its values; null if there is none. */
  Object read(ValueReader reader) {
    return reader.read(origin.record(), value);
  }

  /** Adds it to rows that are read together. */
  void addTo(RowBlock block) {
    block.add(origin.record(), value);
  }

  Key key() {
    return new Key(timestamp, compositeKey);
  }

  Row superseding(Row earlier) {
    return new Row(origin, value, table, timestamp, compositeKey, earlier);
  }

  /** The server has acknowledged this row, and so those that it overwrites. */
  public void done() {
    for (Row row = this; row != null; row = row.superseded) {
      row.origin.done();
    }
  }
}
