package io.taosbridge.sink.cell;

import io.taosbridge.client.ValueAppender;
import io.taosbridge.client.ValueBuffer;
import io.taosbridge.sink.record.FieldValues;

/** Writes truth values. */
enum BoolCells implements CellWriter {
  INSTANCE;

  @Override
  public void write(Object value, ValueAppender to) {
    to.appendLong((Boolean) value ? 1 : 0);
  }

  @Override
  public void writeAll(FieldValues values, int count, ValueBuffer to) {
    for (int i = 0; i < count; i++) {
      int kind = values.kind(i);
      if (kind == FieldValues.BOOLEAN) {
        to.appendLong(values.number(i));
      } else {
        writeAny(values, i, to);
      }
    }
  }
}
