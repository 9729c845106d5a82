package io.taosbridge.client;

import io.taosbridge.client.error.Errors;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows to be bound for one table, with the tags it is created with if it does not exist. Tags
 * of a table that exists stay as they are.
 *
 * <p>Values are appended to the buffers, or given by rows or columns. What is given so and cannot
 * be bound is refused by an {@link io.taosbridge.client.error.InterfaceException} that names table,
 * parameter, type and position; a part of it may have been added then, so make a new batch.
 */
public final class TableBinding {

  private final String table;
  private final BindBatch batch;
  private final List<ValueBuffer> tags;
  private final List<ValueBuffer> columns;
  private List<?> lastTags;

  TableBinding(String table, BindBatch batch) {
    this.table = table;
    this.batch = batch;
    tags = List.of(batch.newTags());
    columns = List.of(batch.newColumns());
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

  /** Makes room for so many more rows, which may be more or fewer in the end. */
  public TableBinding reserve(int rows) {
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).reserve(rows);
    }
    return this;
  }

  public int rows() {
    return columns.isEmpty() ? 0 : columns.get(0).size();
  }

  /**
   * Gives all tags. Giving the same ones again changes nothing; a table has one set of tags.
   *
   * @param values as {@link ValueBuffer#append(Object)} takes them
   */
  public TableBinding setTags(List<?> values) {
    if (values.equals(lastTags)) {
      return this;
    }
    requireCount("tags", values.size(), tags.size());
    boolean first = tags.stream().allMatch(tag -> tag.size() == 0);
    List<ValueBuffer> given = first ? tags : List.of(batch.newTags());
    for (int i = 0; i < given.size(); i++) {
      append(given.get(i), batch.tagParameters().get(i), values.get(i), "");
    }
    if (!first && !encoded(given).equals(encoded(tags))) {
      throw Errors.invalid(where() + "the tags differ from those given for it before: " + values);
    }
    lastTags = new ArrayList<>(values);
    return this;
  }

  private static List<ByteBuffer> encoded(List<ValueBuffer> buffers) {
    return buffers.stream()
        .map(
            buffer -> {
              ByteBuffer bytes = ByteBuffer.allocate(buffer.encodedLength(0, buffer.size()));
              buffer.encode(bytes, 0, buffer.size());
              return bytes.flip();
            })
        .toList();
  }

  /**
   * Adds a row.
   *
   * @param values one for each column, as {@link ValueBuffer#append(Object)} takes them
   */
  public TableBinding addRow(List<?> values) {
    requireCount("values", values.size(), columns.size());
    for (int i = 0; i < columns.size(); i++) {
      append(columns.get(i), batch.columnParameters().get(i), values.get(i), "");
    }
    return this;
  }

  /**
   * Adds rows.
   *
   * @param added for each column the values of the rows, as {@link ValueBuffer#append(Object)}
   *     takes them; as many in each
   */
  public TableBinding addColumns(List<? extends List<?>> added) {
    requireCount("columns", added.size(), columns.size());
    for (int i = 0; i < columns.size(); i++) {
      List<?> values = added.get(i);
      if (values.size() != added.get(0).size()) {
        throw Errors.invalid(
            String.format(
                "%scolumn %s has %d values, but column %s has %d",
                where(),
                batch.columnParameters().get(i).name(),
                values.size(),
                batch.columnParameters().get(0).name(),
                added.get(0).size()));
      }
      for (int row = 0; row < values.size(); row++) {
        append(columns.get(i), batch.columnParameters().get(i), values.get(row), "[" + row + "]");
      }
    }
    return this;
  }

  private void requireCount(String what, int given, int expected) {
    if (given != expected) {
      throw Errors.invalid(
          String.format("%s%d %s, but the statement has %d", where(), given, what, expected));
    }
  }

  private void append(ValueBuffer buffer, Parameter parameter, Object value, String position) {
    try {
      buffer.append(value);
    } catch (ClassCastException | IllegalArgumentException e) {
      throw Errors.invalid(
          String.format(
              "%s%s%s (%s): %s",
              where(), parameter.name(), position, parameter.type(), e.getMessage()),
          e);
    }
  }

  /** What is to be bound. */
  BoundTable bound() {
    return new BoundTable(table, tags, 0, columns, 0, rows());
  }

  /** Fails unless there is one value for each tag, and as many for each column. */
  void requireComplete() {
    for (ValueBuffer tag : tags) {
      if (tag.size() != 1) {
        throw Errors.misuse("table " + table + ": a tag has " + tag.size() + " values");
      }
    }
    for (ValueBuffer column : columns) {
      if (column.size() != rows()) {
        throw Errors.misuse(
            String.format(
                "table %s: columns of %d and of %d values", table, rows(), column.size()));
      }
    }
  }

  private String where() {
    return table == null ? "" : "table " + table + ": ";
  }

  long byteSize() {
    long size = 0;
    for (int i = 0; i < tags.size(); i++) {
      size += tags.get(i).encodedLength(0, tags.get(i).size());
    }
    for (int i = 0; i < columns.size(); i++) {
      size += columns.get(i).encodedLength(0, columns.get(i).size());
    }
    return size;
  }
}
