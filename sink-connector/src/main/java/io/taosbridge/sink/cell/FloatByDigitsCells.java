package io.taosbridge.sink.cell;

import io.taosbridge.block.ColumnType;
import io.taosbridge.client.ValueAppender;
import io.taosbridge.client.ValueBuffer;
import io.taosbridge.sink.record.FieldValues;

/** Writes doubles to a FLOAT that is written with the same digits. */
record FloatByDigitsCells(ColumnType column) implements CellWriter {

  @Override
  public void write(Object value, ValueAppender to) {
    to.appendDouble(NumberCells.byDigits((Double) value, column));
  }

  @Override
  public void writeAll(FieldValues values, int count, ValueBuffer to) {
    for (int i = 0; i < count; i++) {
      if (values.kind(i) == FieldValues.DOUBLE) {
        to.appendDouble(NumberCells.byDigits(values.real(i), column));
      } else {
        writeAny(values, i, to);
      }
    }
  }
}
