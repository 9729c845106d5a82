package io.taosbridge.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of one execution of a prepared insert, by table, in the order tables were first named.
 */
public final class BindBatch {

  private final List<Parameter> tags;
  private final List<Parameter> columns;
  private final Map<String, TableBinding> tables = new LinkedHashMap<>();

  public BindBatch(List<Parameter> parameters) {
    tags = having(parameters, Parameter.Role.TAG);
    columns = having(parameters, Parameter.Role.COLUMN);
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
    return tables.computeIfAbsent(name, table -> new TableBinding(table, tags, columns));
  }

  public List<TableBinding> tables() {
    return List.copyOf(tables.values());
  }

  public int rows() {
    return tables.values().stream().mapToInt(TableBinding::rows).sum();
  }

  /** About how many bytes this batch takes on the wire. */
  public long byteSize() {
    return tables.values().stream().mapToLong(TableBinding::byteSize).sum();
  }
}
