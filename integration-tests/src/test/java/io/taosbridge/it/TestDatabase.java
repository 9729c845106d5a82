package io.taosbridge.it;

import static org.awaitility.Awaitility.await;

import io.taosbridge.TDengine;
import io.taosbridge.client.Connection;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.client.error.TDengineException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/** A database that is dropped in the end, together with the topics on it. */
final class TestDatabase implements AutoCloseable {

  private final String url;
  private final String name;
  private Connection connection;

  TestDatabase(String url, String name) {
    this.url = url;
    this.name = name;
    this.connection = TDengine.connect(url);
  }

  String name() {
    return name;
  }

  void create(String options) {
    execute("CREATE DATABASE " + name + " " + options);
  }

  /** Runs a statement in which {@code {db}} stands for this database. */
  void execute(String sql) {
    connection().execute(sql.replace("{db}", name));
  }

  /** The rows of a query in which {@code {db}} stands for this database; bytes as hex digits. */
  List<List<Object>> query(String sql) {
    try (QueryResult result = connection().query(sql.replace("{db}", name))) {
      return result.fetchAll().stream().map(TestDatabase::values).toList();
    }
  }

  /** Hands a query's result over, for those who read it by blocks. */
  void read(String sql, Consumer<QueryResult> reader) {
    try (QueryResult result = connection().query(sql.replace("{db}", name))) {
      reader.accept(result);
    }
  }

  /** The number of rows; 0 as long as there is no such table. */
  long count(String table) {
    try {
      List<List<Object>> rows = query("SELECT COUNT(*) FROM {db}." + table);
      return rows.isEmpty() ? 0 : ((Number) rows.get(0).get(0)).longValue();
    } catch (TDengineException e) {
      return 0;
    }
  }

  @Override
  public void close() {
    // A consumer that has just left may hold its topic for a moment longer.
    await()
        .atMost(Scenario.PATIENCE)
        .ignoreExceptionsInstanceOf(TDengineException.class)
        .until(
            () -> {
              drop();
              return true;
            });
    connection.close();
  }

  /** A new one when a server that was stopped has broken the last. */
  private Connection connection() {
    if (!connection.isOpen()) {
      connection = TDengine.connect(url);
    }
    return connection;
  }

  private void drop() {
    List<List<Object>> topics =
        query("SELECT topic_name FROM information_schema.ins_topics WHERE db_name = '{db}'");
    topics.forEach(topic -> execute("DROP TOPIC IF EXISTS " + topic.get(0)));
    execute("DROP DATABASE IF EXISTS {db}");
  }

  private static List<Object> values(Row row) {
    List<Object> values = new ArrayList<>();
    for (int column = 0; column < row.size(); column++) {
      Object value = row.get(column);
      values.add(value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value);
    }
    return values;
  }
}
