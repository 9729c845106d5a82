package io.taosbridge.sink.cell;

import io.taosbridge.block.ColumnType;
import io.taosbridge.client.ValueAppender;
import io.taosbridge.client.ValueBuffer;
import io.taosbridge.sink.record.FieldValues;

/**
 * Writes doubles.
 *
 * @param single whether the column holds floats
 */
record DoubleCells(ColumnType column, boolean single) implements CellWriter {

  @Override
  public void write(Object value, ValueAppender to) {
    to.appendDouble(NumberCells.exactDouble((double) (Double) value, column, single));
  }

  @Override
  public void writeAll(FieldValues values, int count, ValueBuffer to) {
    for (int i = 0; i < count; i++) {
      int kind = values.kind(i);
      if (kind == FieldValues.DOUBLE) {
        to.appendDouble(NumberCells.exactDouble(values.real(i), column, single));
      } else {
        writeAny(values, i, to);
      }
    }
  }
}
