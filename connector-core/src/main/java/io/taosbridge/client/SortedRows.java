package io.taosbridge.client;

import io.taosbridge.client.error.Errors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rows of many tables, given column by column: those of the first table, behind them those of
 * the second, and so on. There is one buffer for each column, and one for each tag, however many
 * tables there are.
 *
 * <p>First tell the tables, then append to each column as many values as there are rows in all, and
 * to each tag as many as there are tables.
 */
public final class SortedRows {

  private final BindBatch batch;
  private final Set<String> names = new HashSet<>();
  private final List<String> tables = new ArrayList<>();
  private int[] ends = new int[1];
  private List<ValueBuffer> tags;
  private List<ValueBuffer> columns;

  SortedRows(BindBatch batch) {
    this.batch = batch;
  }

  /**
   * Adds a table.
   *
   * @throws io.taosbridge.client.error.OperationalException if it has rows already
   */
  public void add(String table, int rows) {
    requireAbsent(table);
    if (batch.has(table)) {
      throw twice(table);
    }
    if (tables.size() == ends.length) {
      ends = Arrays.copyOf(ends, 2 * ends.length);
    }
    ends[tables.size()] = Math.addExact(rows(), rows);
    names.add(table);
    tables.add(table);
  }

  void requireAbsent(String table) {
    if (names.contains(table)) {
      throw twice(table);
    }
  }

  private static RuntimeException twice(String table) {
    return Errors.misuse("table " + table + " has its rows elsewhere in the batch");
  }

  int tables() {
    return tables.size();
  }

  int rows() {
    return tables.isEmpty() ? 0 : ends[tables.size() - 1];
  }

  /** The buffer of the i-th tag parameter; takes one value for each table. */
  public ValueBuffer tag(int index) {
    return tags().get(index);
  }

  /** The buffer of the i-th column parameter; takes one value for each row. */
  public ValueBuffer column(int index) {
    return columns().get(index);
  }

  /** Made with room for what is told by then. */
  private List<ValueBuffer> tags() {
    if (tags == null) {
      tags = reserved(batch.newTagsOfMany(), tables());
    }
    return tags;
  }

  private List<ValueBuffer> columns() {
    if (columns == null) {
      columns = reserved(batch.newColumns(), rows());
    }
    return columns;
  }

  private static List<ValueBuffer> reserved(ValueBuffer[] buffers, int values) {
    for (ValueBuffer buffer : buffers) {
      buffer.reserve(values);
    }
    return List.of(buffers);
  }

  void addTo(List<BoundTable> all) {
    int from = 0;
    for (int i = 0; i < tables.size(); i++) {
      all.add(new BoundTable(tables.get(i), tags(), i, columns(), from, ends[i]));
      from = ends[i];
    }
  }

  void requireComplete() {
    requireSize("tag", tags(), tables());
    requireSize("column", columns(), rows());
  }

  private static void requireSize(String what, List<ValueBuffer> buffers, int expected) {
    for (int i = 0; i < buffers.size(); i++) {
      if (buffers.get(i).size() != expected) {
        throw Errors.misuse(
            String.format(
                "%s %d has %d values, but %d are needed",
                what, i, buffers.get(i).size(), expected));
      }
    }
  }

  long byteSize() {
    long size = 0;
    for (ValueBuffer tag : tags()) {
      size += tag.encodedLength(tables());
    }
    for (ValueBuffer column : columns()) {
      size += column.encodedLength(tables());
    }
    return size;
  }
}
