package io.taosbridge.sink.cell;

import io.taosbridge.sink.record.FieldValues;

/** Turns values into counts of the target's units. */
@FunctionalInterface
public interface TimeReader {

  /**
   * @param value not null
   * @throws io.taosbridge.sink.record.BadRecordException if it is no point in time, or does not fit
   */
  long read(Object value);

  /** The same for one of many values, which is not null either. */
  default long read(FieldValues values, int index) {
    return read(values.get(index));
  }
}
