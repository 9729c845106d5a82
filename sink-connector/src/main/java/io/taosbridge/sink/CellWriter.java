package io.taosbridge.sink;

import io.taosbridge.client.ValueBuffer;
import io.taosbridge.sink.record.BadRecordException;

/** Writes the values of one field into the buffer of one column; chosen once per schema. */
@FunctionalInterface
interface CellWriter {

  /**
   * @param value not null
   * @throws BadRecordException if the column cannot hold this value unchanged; nothing was written
   */
  void write(Object value, ValueBuffer to);
}
