package io.taosbridge.sink.cell;

import io.taosbridge.block.ColumnType;
import io.taosbridge.client.ValueAppender;

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
