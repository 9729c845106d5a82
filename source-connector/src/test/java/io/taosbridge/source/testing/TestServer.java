package io.taosbridge.source.testing;

import io.taosbridge.TDengine;
import io.taosbridge.client.Connection;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.embedded.EmbeddedTDengine;
import io.taosbridge.embedded.fault.Faults;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.awaitility.Awaitility;

/**
 * A TDengine with a database for one test: an embedded one, or with {@code -Dtdengine.url} a real
 * one, on which what the test makes is dropped afterwards.
 */
public final class TestServer implements AutoCloseable {

  private final EmbeddedTDengine embedded;
  private final String url;
  private final Connection connection;
  private final String database =
      "source_test_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
  private final Deque<String> cleanup = new ArrayDeque<>();

  /**
   * @param options of the database, such as {@code vgroups 2}
   */
  public TestServer(String options) {
    String given = System.getProperty("tdengine.url");
    embedded = given == null ? EmbeddedTDengine.start() : null;
    url = given == null ? embedded.url("ws") : given;
    connection = TDengine.connect(url);
    connection.execute("create database " + database + " wal_retention_period 3600 " + options);
    cleanup.push("drop database if exists " + database);
  }

  public String url() {
    return url;
  }

  public String database() {
    return database;
  }

  /** Only of the embedded server. */
  public Faults faults() {
    return embedded.faults();
  }

  /** Runs a statement in which {@code $db} stands for the database. */
  public void execute(String sql) {
    connection.execute(sql.replace("$db", database));
  }

  /** One more database, which is dropped afterwards. */
  public String database(String suffix, String options) {
    String name = database + "_" + suffix;
    connection.execute("create database " + name + " " + options);
    cleanup.push("drop database if exists " + name);
    return name;
  }

  /** A name for a topic, which is dropped afterwards. */
  public String topic(String suffix) {
    String topic = database + "_" + suffix;
    dropLater(topic);
    return topic;
  }

  /** The group in which somebody reads the topic. */
  public String groupOf(String topic) {
    String sql =
        "SELECT consumer_group FROM information_schema.ins_subscriptions WHERE topic_name = '";
    try (QueryResult result = connection.query(sql + topic + "'")) {
      return result.fetchOne().orElseThrow().getString(0);
    }
  }

  public void dropLater(String topic) {
    cleanup.push("drop topic if exists " + topic);
  }

  public Connection connection() {
    return connection;
  }

  @Override
  public void close() {
    while (embedded == null && !cleanup.isEmpty()) {
      String sql = cleanup.pop();
      // A topic can be dropped some seconds after its last consumer left.
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofMillis(500))
          .ignoreExceptionsInstanceOf(TDengineException.class)
          .until(
              () -> {
                connection.execute(sql);
                return true;
              });
    }
    connection.close();
    if (embedded != null) {
      embedded.close();
    }
  }
}
