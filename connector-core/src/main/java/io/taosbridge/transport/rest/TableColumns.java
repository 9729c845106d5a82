package io.taosbridge.transport.rest;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The types of a table's columns and tags, by name, in their order.
 *
 * @param all columns and tags together
 */
record TableColumns(
    Map<String, DataType> all, Map<String, DataType> columns, Map<String, DataType> tags) {

  private static final int NAME = 0;
  private static final int TYPE = 1;
  private static final int NOTE = 3;

  /** Reads what DESCRIBE tells. */
  static TableColumns of(QueryResult described) {
    TableColumns table =
        new TableColumns(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    for (Row row : described) {
      String name = row.getString(NAME);
      DataType type = ColumnType.parse(row.getString(TYPE)).type();
      table.all.put(name, type);
      (row.getString(NOTE).equals("TAG") ? table.tags : table.columns).put(name, type);
    }
    return table;
  }

  /**
   * The type of a value of the group behind VALUES.
   *
   * @param names what stands in front of VALUES, as SQL, or empty; tags may be among them
   * @throws IllegalArgumentException if there is no such column
   */
  DataType column(List<String> names, int index) {
    return find(names, index, names.isEmpty() ? columns : all);
  }

  /** The same for TAGS. */
  DataType tag(List<String> names, int index) {
    return find(names, index, tags);
  }

  private static DataType find(List<String> names, int index, Map<String, DataType> types) {
    List<String> order =
        names.isEmpty()
            ? List.copyOf(types.keySet())
            : names.stream().map(TableColumns::plain).toList();
    DataType type = index < order.size() ? types.get(order.get(index)) : null;
    if (type == null) {
      throw new IllegalArgumentException(
          index < order.size()
              ? "the table has no column " + order.get(index)
              : "there are more values than columns");
    }
    return type;
  }

  /** A name as the server keeps it: in lower case unless it is quoted. */
  private static String plain(String name) {
    return name.startsWith("`")
        ? name.substring(1, name.length() - 1)
        : name.toLowerCase(Locale.ROOT);
  }
}
