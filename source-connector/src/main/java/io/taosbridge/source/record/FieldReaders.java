package io.taosbridge.source.record;

import io.taosbridge.block.Block;
import io.taosbridge.connect.CellReader;
import java.util.List;
import java.util.stream.IntStream;

/** Reads the values of fields: columns for each row, the others once for a table. */
final class FieldReaders {

  private final List<RowField> fields;
  private final CellReader[] readers;

  /** The column of each field; below 0 if it is a constant, ~ its place among them. */
  private final int[] columns;

  private final boolean sure;

  FieldReaders(List<RowField> fields, FieldTypes types) {
    this.fields = List.copyOf(fields);
    List<FieldType> read = fields.stream().map(types::of).toList();
    this.readers = read.stream().map(FieldType::reader).toArray(CellReader[]::new);
    this.sure = read.stream().allMatch(FieldType::isSure);
    this.columns = new int[fields.size()];
    int constants = 0;
    for (int i = 0; i < columns.length; i++) {
      columns[i] = fields.get(i).isColumn() ? fields.get(i).index() : ~constants++;
    }
  }

  int count() {
    return columns.length;
  }

  /** Whether all rows of a table have the same values. */
  boolean areConstant() {
    return IntStream.of(columns).allMatch(column -> column < 0);
  }

  /** Whether they can be read for every row. */
  boolean areSure() {
    return sure;
  }

  /** The values that all rows of a table have. */
  Object[] constants(TaggedTable table) {
    Object[] constants = new Object[(int) IntStream.of(columns).filter(c -> c < 0).count()];
    for (int i = 0; i < columns.length; i++) {
      if (columns[i] < 0) {
        constants[~columns[i]] = readers[i].read(fields.get(i).constant(table), 0);
      }
    }
    return constants;
  }

  /** The value of a field in a row; null for NULL. */
  Object read(int field, Block block, int row, Object[] constants) {
    int column = columns[field];
    return column < 0 ? constants[~column] : readers[field].read(block.column(column), row);
  }
}
