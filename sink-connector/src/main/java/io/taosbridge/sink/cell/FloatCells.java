package io.taosbridge.sink.cell;

import io.taosbridge.client.ValueAppender;

/** Writes floats. */
enum FloatCells implements CellWriter {
  INSTANCE;

  @Override
  public void write(Object value, ValueAppender to) {
    to.appendDouble((Float) value);
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
