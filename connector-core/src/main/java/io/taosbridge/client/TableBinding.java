package io.taosbridge.client;

import java.util.List;

/**
 * The rows to be bound for one table, with the tags it is created with if it does not exist. Tags
 * of a table that exists stay as they are.
 */
public final class TableBinding {

  private final String table;
  private final List<ValueBuffer> tags;
  private final List<ValueBuffer> columns;

  TableBinding(String table, List<Parameter> tags, List<Parameter> columns) {
    this.table = table;
    this.tags = buffers(tags);
    this.columns = buffers(columns);
  }

  private static List<ValueBuffer> buffers(List<Parameter> parameters) {
    return parameters.stream().map(parameter -> new ValueBuffer(parameter.type())).toList();
  }

  /** The table's name, or null if the statement names it. */
  public String table() {
    return table;
  }

  /** The buffer of the i-th tag parameter; takes one value. */
  public ValueBuffer tag(int index) {
    return tags.get(index);
  }

  /** The buffer of the i-th column parameter; every column takes the same number of values. */
  public ValueBuffer column(int index) {
    return columns.get(index);
  }

  public List<ValueBuffer> tags() {
    return tags;
  }

  public List<ValueBuffer> columns() {
    return columns;
  }

  public int rows() {
    return columns.isEmpty() ? 0 : columns.get(0).size();
  }

  long byteSize() {
    long size = 0;
    for (ValueBuffer tag : tags) {
      size += tag.encodedLength(0, tag.size());
    }
    for (ValueBuffer column : columns) {
      size += column.encodedLength(0, column.size());
    }
    return size;
  }
}
