package io.taosbridge.source.testing;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.FakeRows;
import io.taosbridge.client.Field;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.StubConnection;
import io.taosbridge.source.topic.TopicInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Answers just the statements that the source sends. */
public final class FakeConnection extends StubConnection {

  private static final ColumnType TEXT = ColumnType.of(DataType.VARCHAR, 200);
  private static final ColumnType NUMBER = ColumnType.of(DataType.INT);

  private final FakeTDengine server;

  public FakeConnection(FakeTDengine server) {
    this.server = server;
  }

  @Override
  public long execute(String sql, long requestId) {
    server.statements.add(sql);
    if (!sql.startsWith("CREATE TOPIC IF NOT EXISTS `")) {
      throw new AssertionError(sql);
    }
    String[] names = sql.split("`", -1);
    if (!names[5].equals("st")) {
      throw FakeTDengine.error(0x0362);
    }
    server.topics.putIfAbsent(
        names[1], new TopicInfo(names[1], TopicInfo.Kind.STABLE, names[3], names[5]));
    return 0;
  }

  @Override
  public QueryResult query(String sql, long requestId) {
    server.statements.add(sql);
    if (sql.contains("ins_topics")) {
      return topics(sql);
    }
    if (sql.contains("ins_vgroups")) {
      List<List<Object>> ids = new ArrayList<>();
      server.logs.keySet().forEach(id -> ids.add(List.of(id)));
      return rows(List.of(NUMBER), ids);
    }
    if (sql.contains("COUNT(*)") && sql.contains("vgroup_id = ")) {
      boolean none =
          server.bystanders.stream().anyMatch(id -> sql.contains("vgroup_id = " + id + " "));
      return rows(List.of(NUMBER), List.of(List.of(none ? 0 : 1)));
    }
    if (sql.contains("ins_tables")) {
      List<List<Object>> tables = new ArrayList<>();
      server.stables.forEach(
          (table, stable) -> {
            if (sql.contains("'" + table + "'")) {
              tables.add(Arrays.asList(table, stable.isEmpty() ? null : stable));
            }
          });
      return rows(List.of(TEXT, TEXT), tables);
    }
    if (sql.equals("DESCRIBE `db`.`st`")) {
      return describe();
    }
    if (sql.startsWith("SELECT TAGS tbname, `t1`, `t2` FROM `db`.`st`")) {
      return tags(sql);
    }
    throw new AssertionError(sql);
  }

  private QueryResult topics(String sql) {
    List<List<Object>> found = new ArrayList<>();
    for (TopicInfo topic : server.topics.values()) {
      if (sql.contains("'" + topic.name() + "'")) {
        String kind =
            switch (topic.kind()) {
              case DATABASE -> "db";
              case STABLE -> "stable";
              case QUERY -> "column";
            };
        String statement =
            "create topic "
                + topic.name()
                + " as stable "
                + topic.database()
                + "."
                + topic.stable();
        found.add(List.of(topic.name(), topic.database(), statement, kind));
      }
    }
    return rows(List.of(TEXT, TEXT, TEXT, TEXT), found);
  }

  private static QueryResult describe() {
    List<List<Object>> found = new ArrayList<>();
    FakeTDengine.COLUMNS.forEach(field -> found.add(described(field, "")));
    FakeTDengine.TAGS.forEach(field -> found.add(described(field, "TAG")));
    return rows(List.of(TEXT, TEXT, NUMBER, TEXT), found);
  }

  private static List<Object> described(Field field, String note) {
    ColumnType type = field.type();
    return List.of(field.name(), type.type().sqlName(), type.length(), note);
  }

  private QueryResult tags(String sql) {
    List<List<Object>> found = new ArrayList<>();
    server.tags.forEach(
        (table, values) -> {
          if (sql.contains("'" + table + "'")) {
            List<Object> row = new ArrayList<>();
            row.add(table);
            row.addAll(values);
            found.add(row);
          }
        });
    List<ColumnType> types = new ArrayList<>();
    types.add(TEXT);
    FakeTDengine.TAGS.forEach(tag -> types.add(tag.type()));
    return rows(types, found);
  }

  private static QueryResult rows(List<ColumnType> types, List<List<Object>> rows) {
    return new FakeRows(Precision.MILLISECONDS, types, rows);
  }
}
