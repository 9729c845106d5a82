package io.taosbridge.client;

import io.taosbridge.block.Block;
import io.taosbridge.block.Column;

/**
 * One row of a block: a view, valid as long as its block.
 *
 * @param index position of the row in the block
 */
public record Row(Block block, int index) {

  public int size() {
    return block.columnCount();
  }

  public boolean isNull(int column) {
    return block.column(column).isNull(index);
  }

  /** The value as {@link Column#getObject(int)} gives it; null for NULL. */
  public Object get(int column) {
    return block.column(column).getObject(index);
  }

  /** Integers, BOOL and TIMESTAMP (in the precision of the result). */
  public long getLong(int column) {
    return block.column(column).getLong(index);
  }

  public double getDouble(int column) {
    return block.column(column).getDouble(index);
  }

  /** VARCHAR, NCHAR and JSON; null for NULL. */
  public String getString(int column) {
    return block.column(column).getString(index);
  }
}
