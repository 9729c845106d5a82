package io.taosbridge.sink.cell;

import io.taosbridge.client.ValueAppender;

/** Writes the values of one field into one column; chosen once per schema. */
@FunctionalInterface
public interface CellWriter {

  /**
   * @param value not null
   * @throws io.taosbridge.sink.record.BadRecordException if the column cannot hold this value;
   *     nothing was written
   */
  void write(Object value, ValueAppender to);
}
