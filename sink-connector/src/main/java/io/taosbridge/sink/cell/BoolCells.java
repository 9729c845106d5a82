package io.taosbridge.sink.cell;

import io.taosbridge.client.ValueAppender;

/** Writes truth values. */
enum BoolCells implements CellWriter {
  INSTANCE;

  @Override
  public void write(Object value, ValueAppender to) {
    to.appendLong((Boolean) value ? 1 : 0);
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
