package io.taosbridge.demo;

import io.taosbridge.client.Connection;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.client.error.SubscriptionException;
import io.taosbridge.embedded.EmbeddedTDengine;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Where the rows come from and where they go to. */
final class Servers implements AutoCloseable {

  private static final DateTimeFormatter SUFFIX = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

  private static final Duration DROP_PATIENCE = Duration.ofSeconds(30);
  private static final Duration DROP_PAUSE = Duration.ofMillis(500);

  private final String login;
  private final Side source;
  private final Side target;
  private final Runnable whenDone;

  private Servers(String login, Side source, Side target, Runnable whenDone) {
    this.login = login;
    this.source = source;
    this.target = target;
    this.whenDone = whenDone;
  }

  /** Two servers in this JVM that forget everything when they are closed. */
  static Servers embedded() {
    EmbeddedTDengine source = EmbeddedTDengine.start();
    EmbeddedTDengine target = EmbeddedTDengine.start();
    return new Servers(
        "root:taosdata",
        new Side(source.url("ws"), "beijing"),
        new Side(target.url("ws"), "beijing_copy"),
        () -> {
          target.close();
          source.close();
        });
  }

  /**
   * Two new databases of one server, which are dropped in the end.
   *
   * @throws io.taosbridge.client.error.TDengineException if the server does not let us in
   */
  static Servers databasesOn(String url) {
    String prefix = "taosbridge_demo_" + LocalDateTime.now(ZoneOffset.UTC).format(SUFFIX);
    Side source = new Side(url, prefix);
    Side target = new Side(url, prefix + "_copy");
    source.connect().close();
    return new Servers(
        "USER:PASSWORD",
        source,
        target,
        () -> {
          drop(target);
          drop(source);
        });
  }

  /** User and password to show: those that every TDengine begins with, or words in their place. */
  String login() {
    return login;
  }

  Side source() {
    return source;
  }

  Side target() {
    return target;
  }

  @Override
  public void close() {
    whenDone.run();
  }

  /**
   * Tries again for a while: the server takes a moment to see that a topic's consumers are gone.
   */
  private static void drop(Side side) {
    long deadline = System.nanoTime() + DROP_PATIENCE.toNanos();
    try (Connection connection = side.connect()) {
      while (true) {
        try {
          drop(connection, side.database());
          return;
        } catch (SubscriptionException e) {
          if (System.nanoTime() > deadline) {
            throw e;
          }
          Thread.sleep(DROP_PAUSE.toMillis());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A database can be dropped only after the topics on it. */
  private static void drop(Connection connection, String database) {
    String topics =
        "SELECT topic_name FROM information_schema.ins_topics WHERE db_name = '" + database + "'";
    List<Row> rows;
    try (QueryResult result = connection.query(topics)) {
      rows = result.fetchAll();
    }
    rows.forEach(row -> connection.execute("DROP TOPIC IF EXISTS " + row.getString(0)));
    connection.execute("DROP DATABASE IF EXISTS " + database);
  }
}
