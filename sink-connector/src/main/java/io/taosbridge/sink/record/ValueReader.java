package io.taosbridge.sink.record;

import org.apache.kafka.connect.sink.SinkRecord;

/** Reads one value of a record; made once for records of one shape. */
@FunctionalInterface
public interface ValueReader {

  /**
   * @param record where key, headers and the rest come from
   * @param value the record's value or, if that is a list, one of its elements; packed, a Struct or
   *     a Map
   * @return null if the record has no such value
   */
  Object read(SinkRecord record, Object value);

  /** Reads it to where those of many rows come together. */
  default void read(SinkRecord record, Object value, FieldValues to, int at) {
    to.set(at, read(record, value));
  }

  /** Reads it from each of many rows. */
  default void readAll(RowBlock rows, FieldValues to) {
    rows.read(this, to);
  }
}
