package io.taosbridge.transport;

import io.taosbridge.client.BindBatch;
import io.taosbridge.client.BoundTable;
import io.taosbridge.client.ValueBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of one table to be bound: values of its columns, from the first index to before the second.
 */
public record TableRows(BoundTable table, int from, int to) {

  /** What one bind takes for a table. */
  public static final int MAX_ROWS_PER_TABLE = 32_767;

  /** The parts of a batch that one bind can take each: no table beyond its limit of rows. */
  public static List<List<TableRows>> split(BindBatch batch) {
    List<List<TableRows>> parts = new ArrayList<>();
    for (BoundTable table : batch.tables()) {
      int part = 0;
      for (int from = table.from(); from < table.to(); from += MAX_ROWS_PER_TABLE) {
        if (part == parts.size()) {
          parts.add(new ArrayList<>());
        }
        int to = Math.min(table.to(), from + MAX_ROWS_PER_TABLE);
        parts.get(part++).add(new TableRows(table, from, to));
      }
    }
    return parts;
  }

  /** Bytes of the tags in the form of {@link ValueBuffer#encode}. */
  public int tagBytes() {
    return encodedLength(table.tags(), table.tagsAt(), table.tagsAt() + 1);
  }

  /** Bytes of the columns in the form of {@link ValueBuffer#encode}. */
  public int columnBytes() {
    return encodedLength(table.columns(), from, to);
  }

  /** Bytes of some of the values of each buffer in the form of {@link ValueBuffer#encode}. */
  public static int encodedLength(List<ValueBuffer> buffers, int from, int to) {
    int length = 0;
    for (int i = 0; i < buffers.size(); i++) {
      length = Math.addExact(length, buffers.get(i).encodedLength(from, to));
    }
    return length;
  }
}
