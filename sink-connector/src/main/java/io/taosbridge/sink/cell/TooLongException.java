package io.taosbridge.sink.cell;

import io.taosbridge.block.ColumnType;
import io.taosbridge.sink.record.BadRecordException;
import io.taosbridge.sink.record.Reason;
import io.taosbridge.sink.record.Verdict;

/** A record with text or bytes that are longer than their column. */
public final class TooLongException extends BadRecordException {

  private final int length;

  TooLongException(int length, String unit, ColumnType column, Verdict verdict) {
    super(length + " " + unit + " do not fit " + column, verdict, Reason.TOO_LONG);
    this.length = length;
  }

  /** The length that the column would need: bytes, or characters of NCHAR. */
  public int length() {
    return length;
  }
}
