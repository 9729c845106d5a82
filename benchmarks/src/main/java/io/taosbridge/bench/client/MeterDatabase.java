package io.taosbridge.bench.client;

import io.taosbridge.TDengine;
import io.taosbridge.client.Connection;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.error.DatabaseException;
import io.taosbridge.client.error.TDengineException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** A database for meters, whose log is kept so that subscriptions can read it from the begin. */
public record MeterDatabase(Connections server, String name) {

  private static final int BATCH_ROWS = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int TABLE_DOES_NOT_EXIST = 0x2603;

  /** Our URL of it. */
  public String url() {
    return server.ours(name);
  }

  /** Makes it anew, with an empty supertable. */
  public void create() {
    createEmpty();
    try (Connection connection = TDengine.connect(url())) {
      connection.execute(MeterRow.CREATE_STABLE);
    }
  }

  /** Makes it anew, without a table. */
  public void createEmpty() {
    try (Connection connection = TDengine.connect(server.ours(""))) {
      drop(connection);
      connection.execute("CREATE DATABASE " + name + " VGROUPS 2 WAL_RETENTION_PERIOD 86400");
    }
  }

  /** Writes the first rows, by number. */
  public void fill(long rows) {
    OurInsert.write(server, name, rows, BATCH_ROWS);
  }

  /** Takes it away, with the topics on it. */
  public void drop() {
    try (Connection connection = TDengine.connect(server.ours(""))) {
      drop(connection);
    }
  }

  /** Takes away those topics on it: a server has no more than a few dozen. */
  public void dropTopics(Predicate<String> which) {
    try (Connection connection = TDengine.connect(server.ours(""))) {
      dropTopics(connection, which);
    }
  }

  private void dropTopics(Connection connection, Predicate<String> which) {
    topics(connection).stream().filter(which).forEach(topic -> drop(connection, topic));
  }

  private void drop(Connection connection) {
    dropTopics(connection, topic -> true);
    connection.execute("DROP DATABASE IF EXISTS " + name);
  }

  /** A consumer that was closed a moment ago may still hold the topic. */
  private static void drop(Connection connection, String topic) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        connection.execute("DROP TOPIC IF EXISTS `" + topic + "`");
        return;
      } catch (TDengineException e) {
        if (System.nanoTime() - deadline > 0) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private List<String> topics(Connection connection) {
    try (QueryResult topics =
        connection.query(
            "SELECT topic_name FROM information_schema.ins_topics WHERE db_name = '"
                + name
                + "'")) {
      return topics.fetchAll().stream().map(row -> row.getString(0)).toList();
    }
  }

  /** How many rows are stored now; none if whoever writes them has not made the supertable yet. */
  public long count() {
    try (Connection connection = TDengine.connect(url());
        QueryResult count = connection.query("SELECT COUNT(*) FROM meters")) {
      return count.fetchOne().map(row -> row.getLong(0)).orElse(0L);
    } catch (DatabaseException e) {
      if (e.code() == TABLE_DOES_NOT_EXIST) {
        return 0;
      }
      throw e;
    }
  }
}
