package io.taosbridge.sink.text;

import io.taosbridge.TDengine;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.client.Statement;
import io.taosbridge.client.StatementOptions;
import io.taosbridge.embedded.EmbeddedTDengine;
import io.taosbridge.embedded.fault.Faults;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * A TDengine with databases for one test: an embedded one, or with {@code -Dtdengine.url} a real
 * one, on which they are dropped afterwards.
 */
public final class TestServer implements Link, AutoCloseable {

  private final EmbeddedTDengine embedded;
  private final String url;
  private final Connection connection;
  private final Map<String, Connection> byDatabase = new HashMap<>();
  private final Map<String, Statement> inserts = new HashMap<>();
  private final List<String> databases = new ArrayList<>();

  public TestServer() {
    String given = System.getProperty("tdengine.url", "");
    embedded = given.isEmpty() ? EmbeddedTDengine.start() : null;
    url = given.isEmpty() ? embedded.url("ws") : given;
    connection = TDengine.connect(url);
  }

  /** Only of the embedded server. */
  public Faults faults() {
    return embedded.faults();
  }

  /** Where it is, by another scheme too: ws or http. */
  public String url(String scheme) {
    return scheme + url.substring(url.indexOf(':'));
  }

  /** A name for a database that does not exist yet, and is dropped afterwards. */
  public String databaseToBe() {
    String name = "text_test_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    databases.add(name);
    return name;
  }

  /** Makes a database, and returns its name. */
  public String database(Precision precision) {
    String name = databaseToBe();
    connection.execute(
        "create database " + name + " vgroups 1 precision '" + precision.symbol() + "'");
    return name;
  }

  @Override
  public Connection connection() {
    return connection;
  }

  /** A connection that uses a database. */
  public Connection connectionTo(String database) {
    return byDatabase.computeIfAbsent(
        database, name -> TDengine.connect(ConnectionOptions.parse(url).withDatabase(name)));
  }

  @Override
  public Statement insert(String sql) {
    return inserts.computeIfAbsent(
        sql, text -> connection.prepare(text, StatementOptions.INTERLACED));
  }

  @Override
  public void forgetInserts() {
    inserts.values().forEach(Statement::close);
    inserts.clear();
  }

  public void execute(String sql) {
    connection.execute(sql);
  }

  /** The rows of a query, each written out. */
  public List<String> rows(String sql) {
    List<String> rows = new ArrayList<>();
    try (QueryResult result = connection.query(sql)) {
      for (Row row : result) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < result.fields().size(); i++) {
          Object value = row.get(i);
          cells.add(
              value instanceof byte[] bytes ? Arrays.toString(bytes) : Objects.toString(value));
        }
        rows.add(String.join(" | ", cells));
      }
    }
    return rows;
  }

  /** Everything in a database: each supertable's columns, tags, child tables and rows. */
  List<String> contents(String database) {
    List<String> contents = new ArrayList<>();
    List<String> supertables =
        rows(
            "select stable_name from information_schema.ins_stables where db_name = '"
                + database
                + "' order by stable_name");
    for (String supertable : supertables) {
      String name = database + ".`" + supertable + "`";
      contents.add("supertable " + supertable);
      contents.addAll(rows("describe " + name));
      contents.addAll(rows("select tbname, * from " + name + " order by tbname, _ts"));
    }
    return contents;
  }

  @Override
  public void close() {
    databases.forEach(name -> connection.execute("drop database if exists " + name));
    byDatabase.values().forEach(Connection::close);
    connection.close();
    if (embedded != null) {
      embedded.close();
    }
  }
}
