package io.taosbridge.embedded.storage;

import io.taosbridge.block.ColumnBuilder;

/**
 * One row as written. Immutable, and shared between its table and the log, which is why it holds
 * its values by the columns' numbers: they outlive changes of the schema.
 */
public final class Row {

  /** Stands for a column that the statement did not name, so that an older value stays. */
  public static final Object NONE = new Object();

  private static final int FIRST_CELL_ID = 2;

  private final long timestamp;

  /** The values, unless they are in a batch. */
  private final Object[] cells;

  private final RowBatch batch;
  private final int index;

  /**
   * @param cells values of the columns numbered 2, 3, ...; the array belongs to the row from now on
   */
  public Row(long timestamp, Object[] cells) {
    this.timestamp = timestamp;
    this.cells = cells;
    this.batch = null;
    this.index = 0;
  }

  Row(RowBatch batch, int index) {
    this.timestamp = batch.timestamp(index);
    this.cells = null;
    this.batch = batch;
    this.index = index;
  }

  /** An array for the values of a row whose greatest column number is {@code lastId}. */
  public static Object[] cells(int lastId) {
    return new Object[Math.max(0, lastId - FIRST_CELL_ID + 1)];
  }

  /** Where the value of a column lies in {@link #cells(int)}; not for the timestamp. */
  public static int cellIndex(int id) {
    return id - FIRST_CELL_ID;
  }

  public long timestamp() {
    return timestamp;
  }

  /** The value of the column with this number; null if it is NULL or was not written. */
  public Object get(int id) {
    if (id < FIRST_CELL_ID) {
      return timestamp;
    }
    if (batch != null) {
      return batch.get(index, id);
    }
    int index = cellIndex(id);
    Object value = index < cells.length ? cells[index] : null;
    return value == NONE ? null : value;
  }

  /** Whether the statement that wrote the row gave the column with this number a value, or NULL. */
  public boolean isWritten(int id) {
    if (id < FIRST_CELL_ID) {
      return true;
    }
    if (batch != null) {
      return batch.isWritten(id);
    }
    int index = cellIndex(id);
    return index < cells.length && cells[index] != NONE;
  }

  /** Whether this row was written together with the other one, so that it has the same columns. */
  public boolean isOfSameBatch(Row other) {
    return batch != null && batch == other.batch;
  }

  /** Whether this row stands right before the other one where both were written. */
  public boolean precedes(Row other) {
    return isOfSameBatch(other) && index + 1 == other.index;
  }

  /**
   * Appends a column's values of this row and those behind it.
   *
   * @param count how many rows, of which each precedes the next
   */
  public void append(int id, int count, ColumnBuilder to) {
    if (batch != null) {
      batch.append(id, index, count, to);
    } else {
      to.append(get(id));
    }
  }

  /** This row written over an older one of the same key: columns not named keep their values. */
  Row over(Row older) {
    if (!isPartial() && lastId() >= older.lastId()) {
      return this;
    }
    Object[] merged = cells(Math.max(lastId(), older.lastId()));
    for (int i = 0; i < merged.length; i++) {
      int id = i + FIRST_CELL_ID;
      merged[i] = isWritten(id) ? get(id) : older.cell(id);
    }
    return new Row(timestamp, merged);
  }

  /**
   * This row merged with an earlier one of the same bind, NULL leaving the earlier value (stmt2.md,
   * section 9, interlace mode).
   */
  public Row fillNulls(Row earlier) {
    Object[] merged = cells(lastId());
    for (int i = 0; i < merged.length; i++) {
      int id = i + FIRST_CELL_ID;
      Object value = cell(id);
      merged[i] = value == null ? earlier.cell(id) : value;
    }
    return new Row(timestamp, merged);
  }

  private Object cell(int id) {
    return isWritten(id) ? get(id) : NONE;
  }

  private int lastId() {
    return batch != null ? batch.lastId() : cells.length + FIRST_CELL_ID - 1;
  }

  private boolean isPartial() {
    for (int id = FIRST_CELL_ID; id <= lastId(); id++) {
      if (!isWritten(id)) {
        return true;
      }
    }
    return false;
  }
}
