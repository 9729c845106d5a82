package io.taosbridge.sink.cell;

import io.taosbridge.client.ValueAppender;
import io.taosbridge.client.ValueBuffer;
import io.taosbridge.sink.record.FieldValues;

/** Writes floats. */
enum FloatCells implements CellWriter {
  INSTANCE;

  @Override
  public void write(Object value, ValueAppender to) {
    to.appendDouble((Float) value);
  }

  @Override
  public void writeAll(FieldValues values, int count, ValueBuffer to) {
    for (int i = 0; i < count; i++) {
      int kind = values.kind(i);
      if (kind == FieldValues.FLOAT) {
        to.appendDouble(values.single(i));
      } else {
        writeAny(values, i, to);
      }
    }
  }
}
