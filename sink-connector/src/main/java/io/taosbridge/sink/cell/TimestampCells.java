package io.taosbridge.sink.cell;

import io.taosbridge.client.ValueAppender;
import io.taosbridge.client.ValueBuffer;
import io.taosbridge.sink.record.FieldValues;

/**
 * Writes points in time.
 *
 * @param reader turns a value into a count of the column's units
 */
record TimestampCells(TimeReader reader) implements CellWriter {

  @Override
  public void write(Object value, ValueAppender to) {
    to.appendLong(reader.read(value));
  }

  @Override
  public void writeAll(FieldValues values, int count, ValueBuffer to) {
    for (int i = 0; i < count; i++) {
      if (values.isNull(i)) {
        to.appendNull();
      } else {
        to.appendLong(reader.read(values, i));
      }
    }
  }
}
