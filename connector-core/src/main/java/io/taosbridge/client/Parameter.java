package io.taosbridge.client;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.Precision;

/**
 * What one {@code ?} of a prepared insert stands for.
 *
 * @param precision unit of the values if this is a TIMESTAMP, else null
 */
public record Parameter(String name, ColumnType type, Role role, Precision precision) {

  /** Where the value goes. */
  public enum Role {
    COLUMN,
    TAG,
    QUERY,
    TABLE_NAME
  }
}
