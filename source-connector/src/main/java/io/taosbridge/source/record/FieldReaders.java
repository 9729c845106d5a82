package io.taosbridge.source.record;

import io.taosbridge.block.Block;
import io.taosbridge.connect.CellReader;
import java.util.List;
import java.util.stream.IntStream;

/** Reads the values of fields: columns for each row, the others once for a table. */
final class FieldReaders {

  private static final int CONSTANT = -1;

  private final List<RowField> fields;
  private final CellReader[] readers;
  private final int[] columns;
  private final boolean sure;

  FieldReaders(List<RowField> fields, FieldTypes types) {
    this.fields = List.copyOf(fields);
    List<FieldType> read = fields.stream().map(types::of).toList();
    this.readers = read.stream().map(FieldType::reader).toArray(CellReader[]::new);
    this.sure = read.stream().allMatch(FieldType::isSure);
    this.columns =
        fields.stream().mapToInt(field -> field.isColumn() ? field.index() : CONSTANT).toArray();
  }

  int count() {
    return columns.length;
  }

  /** Whether all rows of a table have the same values. */
  boolean areConstant() {
    return IntStream.of(columns).allMatch(column -> column == CONSTANT);
  }

  /** Whether they can be read for every row. */
  boolean areSure() {
    return sure;
  }

  /** The values that all rows of a table have; null where they are columns. */
  Object[] constants(TaggedTable table) {
    Object[] constants = new Object[columns.length];
    for (int i = 0; i < columns.length; i++) {
      if (columns[i] == CONSTANT) {
        constants[i] = readers[i].read(fields.get(i).constant(table), 0);
      }
    }
    return constants;
  }

  /** The value of a field in a row; null for NULL. */
  Object read(int field, Block block, int row, Object[] constants) {
    int column = columns[field];
    return column == CONSTANT ? constants[field] : readers[field].read(block.column(column), row);
  }
}
