package io.taosbridge.source.snapshot;

import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.Field;
import io.taosbridge.client.QueryResult;
import io.taosbridge.connect.ColumnInfo;
import io.taosbridge.connect.Sql;
import io.taosbridge.connect.TableSchema;
import io.taosbridge.source.offset.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The queries for the rows of a group of tables. */
final class GroupQuery {

  private final Connection connection;
  private final String database;
  private final TableGroup group;
  private final String topicCondition;
  private final List<Field> columns;

  private GroupQuery(
      Connection connection,
      String database,
      TableGroup group,
      String topicCondition,
      List<Field> columns) {
    this.connection = connection;
    this.database = database;
    this.group = group;
    this.topicCondition = topicCondition;
    this.columns = columns;
  }

  /**
   * For the columns that the table has now; empty if there is no such table.
   *
   * @param topicCondition which of the supertable's tables the topic is on, or empty
   */
  static Optional<GroupQuery> of(
      Connection connection, String database, TableGroup group, String topicCondition) {
    return TableSchema.read(connection, database, group.table())
        .map(
            schema ->
                new GroupQuery(
                    connection, database, group, topicCondition, fields(schema.columns())));
  }

  private static List<Field> fields(List<ColumnInfo> columns) {
    return columns.stream().map(column -> new Field(column.name(), column.type())).toList();
  }

  /** The columns of the rows, without the table's name that follows them. */
  List<Field> columns() {
    return columns;
  }

  TableGroup group() {
    return group;
  }

  /**
   * What there is to read.
   *
   * @param times from the first row to the last; null if there are none
   */
  record Extent(TimeRange times, Precision precision) {}

  /** When there are rows. */
  Extent extent() {
    String time = time();
    String sql = "SELECT FIRST(" + time + "), LAST(" + time + ") FROM " + from() + where("");
    try (QueryResult result = connection.query(sql)) {
      TimeRange times =
          result
              .fetchOne()
              .filter(row -> !row.isNull(0) && !row.isNull(1))
              .map(row -> new TimeRange(row.getLong(0), row.getLong(1)))
              .orElse(null);
      return new Extent(times, result.precision());
    }
  }

  /** The number of rows in these times. */
  long count(TimeRange times) {
    try (QueryResult result =
        connection.query("SELECT COUNT(*) FROM " + from() + where(during(times)))) {
      return result.fetchOne().map(row -> row.getLong(0)).orElse(0L);
    }
  }

  /**
   * The rows of these times. TDengine gives them table by table as far as it can, and a table's in
   * the order of their times; any order that is asked for makes it sort, or answer table by table
   * in small blocks, which costs several times as much.
   */
  QueryResult rows(TimeRange times) {
    List<String> selected = new ArrayList<>(columns.stream().map(GroupQuery::quoted).toList());
    if (!group.isNormalTable()) {
      selected.add("tbname");
    }
    return connection.query(
        "SELECT " + String.join(", ", selected) + " FROM " + from() + where(during(times)));
  }

  private static String quoted(Field column) {
    return Sql.quote(column.name());
  }

  private String time() {
    return quoted(columns.get(0));
  }

  private String from() {
    return Sql.quote(database, group.table());
  }

  private String during(TimeRange times) {
    return time() + " >= " + times.first() + " AND " + time() + " <= " + times.last();
  }

  private String where(String when) {
    List<String> conditions = new ArrayList<>();
    conditions.add(when);
    conditions.add(group.condition());
    conditions.add(topicCondition.isEmpty() ? "" : "(" + topicCondition + ")");
    String all =
        conditions.stream()
            .filter(condition -> !condition.isEmpty())
            .collect(Collectors.joining(" AND "));
    return all.isEmpty() ? "" : " WHERE " + all;
  }
}
