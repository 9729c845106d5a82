package io.taosbridge.sink.cell;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.sink.record.PolicyOptions.TooLong;
import io.taosbridge.sink.record.Verdict;

/** What becomes of values that are longer than their column. */
record Lengths(ColumnType column, TooLong tooLong) {

  /**
   * Returns if the rest of the value is to be cut off. A part of JSON or of a geometry would be
   * neither.
   *
   * @throws TooLongException if it is not
   */
  void requireTruncation(int length, String unit) {
    boolean divisible = column.type() != DataType.JSON && column.type() != DataType.GEOMETRY;
    if (tooLong != TooLong.TRUNCATE || !divisible) {
      throw new TooLongException(
          length, unit, column, tooLong == TooLong.FAIL ? Verdict.FAIL : Verdict.DLQ);
    }
  }
}
