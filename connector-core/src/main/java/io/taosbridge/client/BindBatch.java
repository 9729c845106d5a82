package io.taosbridge.client;

import io.taosbridge.client.error.Errors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The rows of one execution of a prepared insert, by table, in the order tables were first named.
 */
public final class BindBatch {

  private final List<Parameter> tags;
  private final List<Parameter> columns;
  private final List<ValueBuffer> emptyTags;
  private final List<ValueBuffer> emptyColumns;
  private final Map<String, TableBinding> tables = new LinkedHashMap<>();
  private final SortedRows sorted;

  public BindBatch(List<Parameter> parameters) {
    tags = having(parameters, Parameter.Role.TAG);
    columns = having(parameters, Parameter.Role.COLUMN);
    emptyTags = buffers(tags);
    emptyColumns = buffers(columns);
    sorted = new SortedRows(this);
  }

  private static List<ValueBuffer> buffers(List<Parameter> parameters) {
    return parameters.stream()
        .map(parameter -> new ValueBuffer(parameter.type(), parameter.precision()))
        .toList();
  }

  private static List<Parameter> having(List<Parameter> parameters, Parameter.Role role) {
    return parameters.stream().filter(parameter -> parameter.role() == role).toList();
  }

  /** The tag parameters, in the order of {@link TableBinding#tag(int)}. */
  public List<Parameter> tagParameters() {
    return tags;
  }

  /** The column parameters, in the order of {@link TableBinding#column(int)}. */
  public List<Parameter> columnParameters() {
    return columns;
  }

  /** The rows of one table, which is added if it is new; null is the table the statement names. */
  public TableBinding table(String name) {
    TableBinding known = tables.get(name);
    if (known == null) {
      sorted.requireAbsent(name);
      known = new TableBinding(name, this);
      tables.put(name, known);
    }
    return known;
  }

  /**
   * The rows of more tables, given column by column. A table has its rows here or by {@link
   * #table}, not both.
   */
  public SortedRows sorted() {
    return sorted;
  }

  /** Buffers of the tags of one table. */
  ValueBuffer[] newTags() {
    return alike(emptyTags, ValueBuffer::anotherForOne);
  }

  /** Buffers of the tags of many tables. */
  ValueBuffer[] newTagsOfMany() {
    return alike(emptyTags, ValueBuffer::another);
  }

  /** Buffers of the columns of one table. */
  ValueBuffer[] newColumns() {
    return alike(emptyColumns, ValueBuffer::another);
  }

  private static ValueBuffer[] alike(
      List<ValueBuffer> buffers, UnaryOperator<ValueBuffer> another) {
    ValueBuffer[] empty = new ValueBuffer[buffers.size()];
    for (int i = 0; i < empty.length; i++) {
      empty[i] = another.apply(buffers.get(i));
    }
    return empty;
  }

  /**
   * Adds rows of several tables, given as three arrays of the same length: the i-th name, tags and
   * columns belong together. A table that is named twice gets the rows of both.
   *
   * @param names of the tables
   * @param tags for each table the values of its tags; empty if the statement has no tags
   * @param columns for each table its columns, each a list of the rows' values
   * @throws io.taosbridge.client.error.InterfaceException naming table, parameter and position of
   *     what does not fit; make a new batch then
   */
  public void add(
      List<String> names,
      List<? extends List<?>> tags,
      List<? extends List<? extends List<?>>> columns) {
    boolean tagged = !tagParameters().isEmpty();
    if (columns.size() != names.size() || tags.size() != (tagged ? names.size() : 0)) {
      throw Errors.invalid(
          String.format(
              "%d table names, tags of %d and columns of %d tables: as many of each are needed%s",
              names.size(), tags.size(), columns.size(), tagged ? "" : ", but no tags here"));
    }
    for (int i = 0; i < names.size(); i++) {
      TableBinding table = table(names.get(i));
      if (tagged) {
        table.setTags(tags.get(i));
      }
      table.addColumns(columns.get(i));
    }
  }

  /** All tables, with what is to be bound for each. */
  public List<BoundTable> tables() {
    List<BoundTable> all = new ArrayList<>(tables.size() + sorted.tables());
    for (TableBinding table : tables.values()) {
      all.add(table.bound());
    }
    sorted.addTo(all);
    return all;
  }

  /**
   * Fails unless there are as many values of each column as there are rows, and of each tag as
   * there are tables.
   */
  public void requireComplete() {
    tables.values().forEach(TableBinding::requireComplete);
    sorted.requireComplete();
  }

  /** Whether a table has its rows by {@link #table}. */
  boolean has(String name) {
    return tables.containsKey(name);
  }

  public int rows() {
    int rows = sorted.rows();
    for (TableBinding table : tables.values()) {
      rows += table.rows();
    }
    return rows;
  }

  /** About how many bytes this batch takes on the wire. */
  public long byteSize() {
    long size = sorted.byteSize();
    for (TableBinding table : tables.values()) {
      size += table.byteSize();
    }
    return size;
  }
}
