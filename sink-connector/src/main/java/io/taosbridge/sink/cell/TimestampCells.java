package io.taosbridge.sink.cell;

import io.taosbridge.client.ValueAppender;
import java.util.function.ToLongFunction;

/**
 * Writes points in time.
 *
 * @param reader turns a value into a count of the column's units
 */
record TimestampCells(ToLongFunction<Object> reader) implements CellWriter {

  @Override
  public void write(Object value, ValueAppender to) {
    to.appendLong(reader.applyAsLong(value));
  }

  @Override
  public void writeAll(Object[] values, int count, ValueAppender to) {
    for (int i = 0; i < count; i++) {
      if (values[i] == null) {
        to.appendNull();
      } else {
        write(values[i], to);
      }
    }
  }
}
