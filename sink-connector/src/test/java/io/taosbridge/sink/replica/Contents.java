package io.taosbridge.sink.replica;

import io.taosbridge.client.Connection;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.connect.meta.TagText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All that a database holds, as text to be compared. */
final class Contents {

  private final Connection connection;
  private final String database;

  private Contents(Connection connection, String database) {
    this.connection = connection;
    this.database = database;
  }

  /** Columns, tags, tables and rows, by what they are of. */
  static Map<String, List<String>> of(Connection connection, String database) {
    return new Contents(connection, database).read();
  }

  private Map<String, List<String>> read() {
    Map<String, List<String>> contents = new TreeMap<>();
    String from = " from information_schema.";
    String where = " where db_name = '" + database + "'";
    for (String stable : names("select stable_name" + from + "ins_stables" + where)) {
      List<String> described = rows("describe " + quoted(stable));
      described.sort(null);
      contents.put("columns of supertable " + stable, described);
      List<String> tags = tagNames(stable);
      contents.put(
          "tags in " + stable,
          sorted("select tags tbname" + listed(tags) + " from " + quoted(stable)));
      contents.put(
          "rows in " + stable,
          sorted("select tbname" + listed(columnNames(stable)) + " from " + quoted(stable)));
    }
    for (String table :
        names("select table_name" + from + "ins_tables" + where + " and stable_name is null")) {
      List<String> described = rows("describe " + quoted(table));
      described.sort(null);
      contents.put("columns of table " + table, described);
      contents.put(
          "rows of table " + table,
          sorted("select " + listed(columnNames(table)).substring(2) + " from " + quoted(table)));
    }
    return contents;
  }

  private List<String> columnNames(String table) {
    return described(table, false);
  }

  private List<String> tagNames(String table) {
    return described(table, true);
  }

  private List<String> described(String table, boolean tags) {
    List<String> found = new ArrayList<>();
    try (QueryResult result = connection.query("describe " + quoted(table))) {
      for (Row row : result) {
        if ("TAG".equals(row.getString(3)) == tags) {
          found.add(row.getString(0));
        }
      }
    }
    found.sort(null);
    return found;
  }

  private static String listed(List<String> columns) {
    StringBuilder listed = new StringBuilder();
    columns.forEach(column -> listed.append(", `").append(column).append('`'));
    return listed.toString();
  }

  private String quoted(String table) {
    return "`" + database + "`.`" + table + "`";
  }

  private List<String> names(String sql) {
    return sorted(sql);
  }

  private List<String> sorted(String sql) {
    List<String> rows = rows(sql);
    rows.sort(null);
    return rows;
  }

  private List<String> rows(String sql) {
    List<String> rows = new ArrayList<>();
    try (QueryResult result = connection.query(sql)) {
      int columns = result.fields().size();
      boolean describes = sql.startsWith("describe");
      for (Row row : result) {
        List<String> cells = new ArrayList<>();
        // Behind the note, describe tells of compression, which is not replicated.
        for (int i = 0; i < (describes ? 4 : columns); i++) {
          cells.add(TagText.of(row.get(i)));
        }
        rows.add(columns == 1 ? cells.get(0) : cells.toString());
      }
    }
    return rows;
  }
}
