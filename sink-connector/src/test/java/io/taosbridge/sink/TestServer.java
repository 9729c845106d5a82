package io.taosbridge.sink;

import io.taosbridge.TDengine;
import io.taosbridge.client.Connection;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.embedded.EmbeddedTDengine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * A TDengine with a database for one test: an embedded one, or with {@code -Dtdengine.url} a real
 * one, on which the database is dropped afterwards.
 */
final class TestServer implements AutoCloseable {

  private final EmbeddedTDengine embedded;
  private final String url;
  private final Connection connection;
  private final String database =
      "sink_test_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);

  TestServer() {
    this(System.getProperty("tdengine.url"), EmbeddedTDengine.builder());
  }

  /** An embedded server of another version than it usually has. */
  static TestServer ofVersion(String version) {
    return new TestServer(null, EmbeddedTDengine.builder().version(version));
  }

  private TestServer(String given, EmbeddedTDengine.Builder builder) {
    embedded = given == null ? builder.start() : null;
    url = given == null ? embedded.url("ws") : given;
    connection = TDengine.connect(url);
  }

  /** Where the server is, for a transport. */
  String url(String scheme) {
    return url.replaceFirst("^ws", scheme);
  }

  Connection connect(String scheme) {
    return TDengine.connect(ConnectionOptions.parse(url(scheme)));
  }

  Connection connect(String scheme, String database) {
    return TDengine.connect(ConnectionOptions.parse(url(scheme)).withDatabase(database));
  }

  /** The name of the database, which is not made yet. */
  String database() {
    return database;
  }

  /** Runs a statement in which {@code $db} stands for the database. */
  void execute(String sql) {
    connection.execute(sql.replace("$db", database));
  }

  /** The rows of a query, each as its values with blanks in between. */
  List<String> query(String sql) {
    return query(sql, Integer.MAX_VALUE);
  }

  private List<String> query(String sql, int maxColumns) {
    List<String> rows = new ArrayList<>();
    try (QueryResult result = connection.query(sql.replace("$db", database))) {
      int columns = Math.min(maxColumns, result.fields().size());
      for (Row row : result) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < columns; i++) {
          text.append(i == 0 ? "" : " ").append(String.valueOf(row.get(i)));
        }
        rows.add(text.toString());
      }
    }
    return rows;
  }

  /** Columns and tags of a table: name, type, length, and whether it is a tag. */
  List<String> describe(String table) {
    List<String> columns = new ArrayList<>();
    for (String row : query("describe $db." + table, 4)) {
      columns.add(row.strip().toLowerCase(Locale.ROOT));
    }
    return columns;
  }

  @Override
  public void close() {
    if (embedded == null) {
      connection.execute("drop database if exists " + database);
    }
    connection.close();
    if (embedded != null) {
      embedded.close();
    }
  }
}
