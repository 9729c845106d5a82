package io.taosbridge.source.record;

import io.taosbridge.block.Column;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.SingleValue;
import io.taosbridge.connect.RecordNames;

/**
 * A field of records and where its values are from.
 *
 * @param index among the columns or the tags
 */
record RowField(String name, Kind kind, int index, ColumnType type) {

  /** The table's name. */
  static final RowField TABLE_NAME =
      new RowField(RecordNames.TABLE_FIELD, Kind.TABLE_NAME, 0, ColumnType.of(DataType.VARCHAR));

  /** Where values are from. */
  enum Kind {
    /** A column that is never NULL. */
    PRIMARY_TIMESTAMP,
    COLUMN,
    TAG,
    /** Never NULL. */
    TABLE_NAME
  }

  RowField named(String other) {
    return new RowField(other, kind, index, type);
  }

  /** What all rows of a table have in this field, which is not a column. */
  Column constant(TaggedTable table) {
    return new SingleValue(type, kind == Kind.TABLE_NAME ? table.name() : table.values()[index]);
  }

  boolean isColumn() {
    return kind == Kind.PRIMARY_TIMESTAMP || kind == Kind.COLUMN;
  }
}
