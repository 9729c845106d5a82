package io.taosbridge.source.record;

import io.taosbridge.client.TableBlock;

/**
 * Rows of one table that stand one after the other in a block.
 *
 * @param block whose columns may be more than its fields; those are left out
 * @param from the first row
 * @param to the row after the last
 */
public record TableRows(TableBlock block, int from, int to) {

  public static TableRows all(TableBlock block) {
    return new TableRows(block, 0, block.block().rows());
  }

  public int count() {
    return to - from;
  }
}
