package io.taosbridge.embedded.engine;

import io.taosbridge.block.BlockBuilder;
import io.taosbridge.block.ColumnBuilder;
import io.taosbridge.embedded.storage.Row;
import io.taosbridge.embedded.storage.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of tables with nothing but columns and tags of theirs, tags as they are now. */
final class PickedRows extends ResultRows {

  private final Pick[] picks;
  private final List<Stretch> stretches;
  private final int size;

  /**
   * Rows of one table.
   *
   * @param begin where they begin in the result
   * @param ofTable the values that all of them have, null where each has its own
   */
  private record Stretch(int begin, List<Row> rows, List<Object> ofTable) {

    int end() {
      return begin + rows.size();
    }
  }

  private PickedRows(Builder builder) {
    this.picks = builder.picks;
    this.stretches = List.copyOf(builder.stretches);
    this.size = builder.size;
  }

  static PickedRows of(List<Pick> picks, Table table, List<Row> rows) {
    return new Builder(picks).add(table, rows).build();
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Object[] get(int index) {
    Stretch stretch = stretches.get(stretchOf(index));
    Row row = stretch.rows().get(index - stretch.begin());
    Object[] values = stretch.ofTable().toArray();
    for (int i = 0; i < values.length; i++) {
      if (picks[i] instanceof Pick.OfRow column) {
        values[i] = row.get(column.id());
      }
    }
    return values;
  }

  private int stretchOf(int index) {
    int low = 0;
    int high = stretches.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (stretches.get(middle).end() <= index) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public void appendTo(BlockBuilder block, int begin, int end) {
    int next = begin;
    for (int i = stretchOf(begin); next < end; i++) {
      Stretch stretch = stretches.get(i);
      int to = Math.min(end, stretch.end());
      append(stretch, next - stretch.begin(), to - stretch.begin(), block);
      next = to;
    }
  }

  private void append(Stretch stretch, int begin, int end, BlockBuilder block) {
    for (int i = 0; i < picks.length; i++) {
      if (picks[i] instanceof Pick.OfTable) {
        ColumnBuilder column = block.column(i);
        column.append(stretch.ofTable().get(i));
        column.repeat(end - begin - 1);
      }
    }
    int next = begin;
    while (next < end) {
      int to = endOfRun(stretch.rows(), next, end);
      Row first = stretch.rows().get(next);
      for (int i = 0; i < picks.length; i++) {
        if (picks[i] instanceof Pick.OfRow column) {
          first.append(column.id(), to - next, block.column(i));
        }
      }
      next = to;
    }
  }

  /** Where the rows end that were written one behind the other as they are here. */
  private static int endOfRun(List<Row> rows, int begin, int end) {
    int next = begin + 1;
    while (next < end && rows.get(next - 1).precedes(rows.get(next))) {
      next++;
    }
    return next;
  }

  /** Takes in the rows table by table. */
  static final class Builder {

    private final Pick[] picks;
    private final List<Stretch> stretches = new ArrayList<>();
    private int size;

    Builder(List<Pick> picks) {
      this.picks = picks.toArray(Pick[]::new);
    }

    /**
     * @param rows not changed any more
     */
    Builder add(Table table, List<Row> rows) {
      if (!rows.isEmpty()) {
        Object[] ofTable = new Object[picks.length];
        for (int i = 0; i < picks.length; i++) {
          ofTable[i] = picks[i] instanceof Pick.OfTable pick ? pick.value(table) : null;
        }
        stretches.add(new Stretch(size, rows, Arrays.asList(ofTable)));
        size += rows.size();
      }
      return this;
    }

    PickedRows build() {
      return new PickedRows(this);
    }
  }
}
