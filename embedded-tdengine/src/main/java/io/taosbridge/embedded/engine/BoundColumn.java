package io.taosbridge.embedded.engine;

import io.taosbridge.block.DataType;

/**
 * One column of bound values: as Java has them in {@link io.taosbridge.block.Column#getObject}, but
 * the bytes of every variable type, and of decimals, as they came (stmt2.md, section 4).
 */
public final class BoundColumn {

  private final DataType type;
  private final Object[] values;

  /**
   * @param values belong to the column from now on
   */
  public BoundColumn(DataType type, Object[] values) {
    this.type = type;
    this.values = values;
  }

  public DataType type() {
    return type;
  }

  public int rows() {
    return values.length;
  }

  /** Null for NULL. */
  public Object value(int row) {
    return values[row];
  }
}
