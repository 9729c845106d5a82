package io.taosbridge.embedded.engine;

import io.taosbridge.block.BlockBuilder;
import io.taosbridge.block.ColumnBuilder;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * Rows of a result: one by one with values as {@link io.taosbridge.block.Column#getObject} has
 * them, or column by column in blocks. Immutable.
 */
public abstract class ResultRows extends AbstractList<Object[]> implements RandomAccess {

  static ResultRows of(List<Object[]> rows) {
    return rows instanceof ResultRows made ? made : new Made(rows);
  }

  /** Appends rows to the block, which has the result's columns. */
  public abstract void appendTo(BlockBuilder block, int begin, int end);

  /** Rows that are there already. */
  private static final class Made extends ResultRows {

    private final List<Object[]> rows;

    Made(List<Object[]> rows) {
      this.rows = rows;
    }

    @Override
    public Object[] get(int index) {
      return rows.get(index);
    }

    @Override
    public int size() {
      return rows.size();
    }

    @Override
    public void appendTo(BlockBuilder block, int begin, int end) {
      int width = begin < end ? rows.get(begin).length : 0;
      for (int i = 0; i < width; i++) {
        ColumnBuilder column = block.column(i);
        for (Object[] row : rows.subList(begin, end)) {
          column.append(row[i]);
        }
      }
    }
  }
}
