package io.taosbridge.schemaless.write;

import io.taosbridge.block.Column;

/** Writes the values of one field, chosen once for its type. */
@FunctionalInterface
interface TextValue {

  /**
   * @param column holds a value in this row, not NULL
   * @return whether it was written; false if the field is to be left out
   * @throws UnwritableException naming the field
   */
  boolean append(StringBuilder text, Column column, int row);
}
