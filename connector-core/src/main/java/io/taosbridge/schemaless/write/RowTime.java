package io.taosbridge.schemaless.write;

import io.taosbridge.block.Block;
import java.util.function.LongUnaryOperator;

/** Writes the times of rows. */
final class RowTime {

  private final int column;
  private final TextRules rules;
  private final LongUnaryOperator toUnit;

  RowTime(int column, TextRules rules) {
    this.column = column;
    this.rules = rules;
    this.toUnit = rules.toUnit();
  }

  /**
   * The time in the text's unit; 0 if the row is left out.
   *
   * @throws UnwritableException if it has no place in the text
   */
  long of(Block block, int row) {
    long time = block.column(column).getLong(row);
    try {
      long converted = toUnit.applyAsLong(time);
      if (converted > 0) {
        return converted;
      }
    } catch (UnwritableException e) {
      rules.refuse(e.getMessage());
      return 0;
    }
    rules.refuse(
        rules.time(time)
            + " is not after 1970 began: a reader would take it for now, or refuse it");
    return 0;
  }

  boolean append(StringBuilder text, Block block, int row) {
    long time = of(block, row);
    text.append(time);
    return time != 0;
  }
}
