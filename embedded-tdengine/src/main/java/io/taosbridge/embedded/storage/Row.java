package io.taosbridge.embedded.storage;

import java.util.Arrays;

/**
 * One row as written. Immutable, and shared between its table and the log, which is why it holds
 * its values by the columns' numbers: they outlive changes of the schema.
 */
public final class Row {

  /** Stands for a column that the statement did not name, so that an older value stays. */
  public static final Object NONE = new Object();

  private static final int FIRST_CELL_ID = 2;

  private final long timestamp;
  private final Object[] cells;

  /**
   * @param cells values of the columns numbered 2, 3, ...; the array belongs to the row from now on
   */
  public Row(long timestamp, Object[] cells) {
    this.timestamp = timestamp;
    this.cells = cells;
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
    int index = id - FIRST_CELL_ID;
    Object value = index < cells.length ? cells[index] : null;
    return value == NONE ? null : value;
  }

  /** Whether the statement that wrote the row gave the column with this number a value, or NULL. */
  public boolean isWritten(int id) {
    if (id < FIRST_CELL_ID) {
      return true;
    }
    int index = id - FIRST_CELL_ID;
    return index < cells.length && cells[index] != NONE;
  }

  /** This row written over an older one of the same key: columns not named keep their values. */
  Row over(Row older) {
    if (!isPartial() && cells.length >= older.cells.length) {
      return this;
    }
    Object[] merged = Arrays.copyOf(cells, Math.max(cells.length, older.cells.length));
    for (int i = 0; i < older.cells.length; i++) {
      if (i >= cells.length || merged[i] == NONE) {
        merged[i] = older.cells[i];
      }
    }
    return new Row(timestamp, merged);
  }

  /**
   * This row merged with an earlier one of the same bind, NULL leaving the earlier value (stmt2.md,
   * section 9, interlace mode).
   */
  public Row fillNulls(Row earlier) {
    Object[] merged = cells.clone();
    for (int i = 0; i < merged.length; i++) {
      if (merged[i] == null) {
        merged[i] = earlier.cells[i];
      }
    }
    return new Row(timestamp, merged);
  }

  private boolean isPartial() {
    for (Object cell : cells) {
      if (cell == NONE) {
        return true;
      }
    }
    return false;
  }
}
