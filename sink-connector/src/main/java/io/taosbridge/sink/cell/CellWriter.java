package io.taosbridge.sink.cell;

import io.taosbridge.client.ValueAppender;
import io.taosbridge.client.ValueBuffer;
import io.taosbridge.sink.record.FieldValues;

/** Writes the values of one field into one column; chosen once per schema. */
@FunctionalInterface
public interface CellWriter {

  /**
   * @param value not null
   * @throws io.taosbridge.sink.record.BadRecordException if the column cannot hold this value;
   *     nothing was written
   */
  void write(Object value, ValueAppender to);

  /**
   * Writes many values, of which some may be null. Who writes what most columns hold has a loop of
   * its own, even if it looks just like this one: the JIT compiler then puts conversion and buffer
   * into that loop, where here it would call one of many writers for each value. Numbers need not
   * become objects there.
   *
   * @param values from the first on
   * @throws io.taosbridge.sink.record.BadRecordException if the column cannot hold one of them;
   *     those before it were written
   */
  default void writeAll(FieldValues values, int count, ValueBuffer to) {
    for (int i = 0; i < count; i++) {
      writeAny(values, i, to);
    }
  }

  /** Writes one of the values, as an object if it is not null. */
  default void writeAny(FieldValues values, int index, ValueAppender to) {
    if (values.isNull(index)) {
      to.appendNull();
    } else {
      write(values.get(index), to);
    }
  }
}
