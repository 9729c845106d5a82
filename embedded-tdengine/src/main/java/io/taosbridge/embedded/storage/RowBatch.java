package io.taosbridge.embedded.storage;

import io.taosbridge.block.Block;
import io.taosbridge.block.BlockBuilder;
import io.taosbridge.block.Column;
import io.taosbridge.block.ColumnBuilder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows that were written together, also to several tables: column by column as blocks have them, so
 * that many values are handed on by one copy. Immutable.
 */
public final class RowBatch {

  private static final int TIME_ID = 1;
  private static final int BLOCK_VERSION = 1;

  private final Column[] columns;
  private final Column times;

  private RowBatch(Column[] columns) {
    this.columns = columns;
    this.times = columns[TIME_ID - 1];
  }

  /** The column with this number; null if it was not written. */
  private Column column(int id) {
    return id <= columns.length ? columns[id - 1] : null;
  }

  boolean isWritten(int id) {
    return column(id) != null;
  }

  long timestamp(int row) {
    return times.getLong(row);
  }

  Object get(int row, int id) {
    Column column = column(id);
    return column == null ? null : column.getObject(row);
  }

  int lastId() {
    return columns.length;
  }

  /** Appends values of a column; NULL if it was not written. */
  void append(int id, int row, int count, ColumnBuilder to) {
    Column column = column(id);
    if (column != null) {
      to.appendAll(column, row, row + count);
    } else {
      to.appendNull();
      to.repeat(count - 1);
    }
  }

  /** Takes the values of a batch in, column by column. */
  public static final class Builder {

    private final List<ColumnDef> columns;
    private final BlockBuilder block;
    private RowBatch built;

    /**
     * @param columns those that are written, the timestamp among them
     * @param rows about how many there will be
     */
    public Builder(List<ColumnDef> columns, int rows) {
      this.columns = columns;
      this.block = new BlockBuilder(columns.stream().map(ColumnDef::type).toList(), rows);
    }

    /** Where the values go of the column at this position. */
    public ColumnBuilder column(int index) {
      return block.column(index);
    }

    /** Rows of the batch, to which nothing can be appended any more. */
    public List<Row> rows(int begin, int end) {
      if (built == null) {
        built = build();
      }
      List<Row> rows = new ArrayList<>(end - begin);
      for (int row = begin; row < end; row++) {
        rows.add(new Row(built, row));
      }
      return rows;
    }

    private RowBatch build() {
      ByteBuffer bytes = block.build(BLOCK_VERSION);
      Block values = Block.wrap(bytes);
      int lastId = columns.stream().mapToInt(ColumnDef::id).max().orElseThrow();
      Column[] byId = new Column[lastId];
      for (int i = 0; i < columns.size(); i++) {
        byId[columns.get(i).id() - 1] = values.column(i);
      }
      return new RowBatch(byId);
    }
  }
}
