package io.taosbridge.embedded.storage;

import io.taosbridge.block.ColumnType;

/**
 * A column or tag as declared.
 *
 * @param id number in its table, from 1, never used again; the first column is the timestamp
 * @param primaryKey whether the column makes a composite key together with the timestamp
 */
public record ColumnDef(String name, ColumnType type, int id, boolean primaryKey) {

  ColumnDef withName(String newName) {
    return new ColumnDef(newName, type, id, primaryKey);
  }

  ColumnDef withType(ColumnType newType) {
    return new ColumnDef(name, newType, id, primaryKey);
  }
}
