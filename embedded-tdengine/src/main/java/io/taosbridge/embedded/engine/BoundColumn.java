package io.taosbridge.embedded.engine;

import io.taosbridge.block.ColumnBuilder;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;

/**
 * One column of bound values: as Java has them in {@link io.taosbridge.block.Column#getObject}, but
 * the bytes of every variable type, and of decimals, as they came (stmt2.md, section 4).
 */
public abstract class BoundColumn {

  private final DataType type;
  private final int rows;

  protected BoundColumn(DataType type, int rows) {
    this.type = type;
    this.rows = rows;
  }

  /**
   * @param values belong to the column from now on
   */
  public static BoundColumn of(DataType type, Object... values) {
    return new BoundColumn(type, values.length) {
      @Override
      public Object value(int row) {
        return values[row];
      }
    };
  }

  public final DataType type() {
    return type;
  }

  public final int rows() {
    return rows;
  }

  /** Null for NULL. */
  public abstract Object value(int row);

  /** Whether some value is NULL. */
  public boolean hasNulls() {
    for (int row = 0; row < rows; row++) {
      if (value(row) == null) {
        return true;
      }
    }
    return false;
  }

  /**
   * Appends all values to a column of this type in a table.
   *
   * @throws EngineException if one does not fit
   */
  void storeAs(ColumnType stored, ColumnBuilder to) {
    for (int row = 0; row < rows; row++) {
      to.append(BoundValues.stored(value(row), stored));
    }
  }
}
