package io.taosbridge.connect.meta;

import io.taosbridge.block.ColumnType;

/**
 * A column or tag as declared.
 *
 * @param type null where only the name matters, as when it is dropped
 * @param compositeKey whether rows are told apart by it besides the primary timestamp
 */
public record MetaColumn(String name, ColumnType type, boolean compositeKey) {

  public static MetaColumn of(String name, ColumnType type) {
    return new MetaColumn(name, type, false);
  }
}
