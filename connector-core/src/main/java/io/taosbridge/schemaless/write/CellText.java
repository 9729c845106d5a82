package io.taosbridge.schemaless.write;

import io.taosbridge.block.Column;

/** The text of a value that is not NULL. */
@FunctionalInterface
interface CellText {

  String of(Column column, int row);
}
