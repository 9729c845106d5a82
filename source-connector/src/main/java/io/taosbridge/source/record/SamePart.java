package io.taosbridge.source.record;

import io.taosbridge.block.Block;
import org.apache.kafka.connect.data.Schema;

/** A key or value that all rows of a table have. */
record SamePart(Schema schema, Object value) implements RowPart {

  static final RowPart NONE = new SamePart(null, null);

  /** The table's name as text, or nothing if that is not known. */
  static RowPart tableName(TaggedTable table) {
    return table.name() == null ? NONE : new SamePart(Schema.STRING_SCHEMA, table.name());
  }

  @Override
  public Object of(Block block, int row) {
    return value;
  }
}
