package io.taosbridge.sink.cell;

import io.taosbridge.block.ColumnType;
import io.taosbridge.client.ValueAppender;
import io.taosbridge.client.ValueBuffer;
import io.taosbridge.sink.record.FieldValues;

/**
 * Writes whole numbers of any width.
 *
 * @param min of what the column holds
 * @param max of what the column holds
 */
record IntegerCells(ColumnType column, long min, long max) implements CellWriter {

  @Override
  public void write(Object value, ValueAppender to) {
    to.appendLong(NumberCells.inRange(longOf(value), min, max, column));
  }

  /** Without the call of a virtual method for the kinds that are usual. */
  private static long longOf(Object value) {
    if (value instanceof Long number) {
      return number;
    } else if (value instanceof Integer number) {
      return number;
    }
    return ((Number) value).longValue();
  }

  @Override
  public void writeAll(FieldValues values, int count, ValueBuffer to) {
    for (int i = 0; i < count; i++) {
      int kind = values.kind(i);
      if (FieldValues.isInteger(kind)) {
        to.appendLong(NumberCells.inRange(values.number(i), min, max, column));
      } else {
        writeAny(values, i, to);
      }
    }
  }
}
