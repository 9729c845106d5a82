package io.taosbridge.embedded.engine;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.Precision;

/**
 * What one {@code ?} of an INSERT stands for (stmt2.md, section 2).
 *
 * @param precision the database's unit for a TIMESTAMP; null for everything else
 */
public record BindField(String name, ColumnType type, Precision precision, Kind kind) {

  /** {@link #code()} is the {@code bind_type} on the wire. */
  public enum Kind {
    COLUMN(1),
    TAG(2),
    TABLE_NAME(4);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }
  }
}
