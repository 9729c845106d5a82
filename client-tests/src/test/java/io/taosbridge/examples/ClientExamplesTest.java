package io.taosbridge.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.TDengine;
import io.taosbridge.block.Block;
import io.taosbridge.block.Column;
import io.taosbridge.client.BindBatch;
import io.taosbridge.client.Connection;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.LegacyStatement;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.client.SchemalessBatch;
import io.taosbridge.client.SchemalessPrecision;
import io.taosbridge.client.Statement;
import io.taosbridge.client.StatementOptions;
import io.taosbridge.client.TableBlock;
import io.taosbridge.client.TmqConsumer;
import io.taosbridge.client.TmqMessage;
import io.taosbridge.client.TmqOptions;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.client.VgroupAssignment;
import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.client.pool.ConnectionPool;
import io.taosbridge.client.pool.PoolOptions;
import io.taosbridge.embedded.EmbeddedTDengine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The examples of the client's README, run. {@link ReadmeTest} compares them with it. */
class ClientExamplesTest {

  private static final String HOST = "127.0.0.1";

  private EmbeddedTDengine server;
  private String url;
  private Connection connection;

  @BeforeEach
  void makeDatabase() {
    server = EmbeddedTDengine.start();
    String root = "ws://root:taosdata@" + HOST + ":" + server.port();
    try (Connection first = TDengine.connect(root)) {
      first.execute("CREATE DATABASE power");
    }
    url = root + "/power";
    connection = TDengine.connect(url);
    connection.execute(
        "CREATE STABLE meters (ts TIMESTAMP, current FLOAT, voltage INT)"
            + " TAGS (location VARCHAR(24), group_id INT)");
  }

  @AfterEach
  void stop() {
    connection.close();
    server.close();
  }

  @Test
  void connects() {
    ConnectionOptions options =
        ConnectionOptions.parse(
            url + "?timezone=Europe/Berlin&read_timeout=60",
            Map.of("user", "root", "password", "taosdata")); // an option wins over the URL
    try (Connection other = TDengine.connect(options)) {
      other.ping();
      System.out.println(other.serverVersion() + ", " + other.currentDatabase().orElse("-"));
    }

    assertThat(options.database()).isEqualTo("power");
  }

  @Test
  void runsSql() {
    long affected =
        connection.execute(
            "INSERT INTO d1001 USING meters TAGS ('Berlin', 2) VALUES (NOW, 10.3, 219)"
                + " d1002 USING meters TAGS ('Paris', 3) VALUES (NOW, 12.6, 218)");
    List<String> lines = new ArrayList<>();
    try (QueryResult result =
        connection.query("SELECT tbname, voltage, location FROM meters ORDER BY tbname")) {
      for (Row row : result) {
        lines.add(row.getString(0) + " " + row.getLong(1) + " V in " + row.getString(2));
      }
    }

    assertThat(affected).isEqualTo(2);
    assertThat(lines).containsExactly("d1001 219 V in Berlin", "d1002 218 V in Paris");
  }

  @Test
  void fetchesInAllWays() {
    connection.executeMany(
        "INSERT INTO d1001 USING meters TAGS ('Berlin', 2) VALUES (?, ?, ?)",
        List.of(
            List.of(Instant.parse("2026-01-01T00:00:01Z"), 1.0f, 1),
            List.of(Instant.parse("2026-01-01T00:00:02Z"), 2.0f, 2),
            List.of(Instant.parse("2026-01-01T00:00:03Z"), 3.0f, 3),
            List.of(Instant.parse("2026-01-01T00:00:04Z"), 4.0f, 4)));
    try (QueryResult result = connection.query("SELECT voltage FROM d1001 ORDER BY ts")) {
      Optional<Row> first = result.fetchOne();
      List<Row> two = result.fetchMany(2);
      List<Map<String, Object>> rest = result.fetchAllMaps();

      assertThat(first.orElseThrow().getLong(0)).isEqualTo(1);
      assertThat(two).hasSize(2);
      assertThat(rest).containsExactly(Map.of("voltage", 4));
    }
    long sum = 0;
    try (QueryResult result = connection.query("SELECT voltage FROM d1001")) {
      for (Optional<Block> next = result.nextBlock(); next.isPresent(); next = result.nextBlock()) {
        Column voltage = next.get().column(0); // read where it lies, no object per row
        for (int i = 0; i < next.get().rows(); i++) {
          sum += voltage.getLong(i);
        }
      }
    }

    assertThat(sum).isEqualTo(10);
  }

  @Test
  void executesManyRows() {
    long affected =
        connection.executeMany(
            "INSERT INTO ? USING meters TAGS (?, ?) VALUES (?, ?, ?)",
            List.of(
                List.of("d1001", "Berlin", 2, Instant.now(), 10.3f, 219),
                List.of("d1002", "Paris", 3, Instant.now(), 12.6f, 218)));

    assertThat(affected).isEqualTo(2);
  }

  @Test
  void writesSchemalessText() {
    connection.insert(
        SchemalessBatch.ofLines(
                List.of(
                    "weather,city=Berlin temperature=21.5,ok=t 1700000000000",
                    "weather,city=Paris temperature=19,ok=f 1700000000000"))
            .withPrecision(SchemalessPrecision.MILLISECOND)
            .withTtlDays(30));
  }

  @Test
  void writesTelnetAndJson() {
    connection.insert(
        SchemalessBatch.ofTelnet(List.of("sys.load 1700000000 0.42 host=web01 dc=eu")));
    connection.insert(
        SchemalessBatch.ofJson(
            List.of(
                "{\"metric\":\"m\",\"timestamp\":1700000000,\"value\":1,\"tags\":{\"h\":\"a\"}}",
                "{\"metric\":\"m\",\"timestamp\":1700000001,\"value\":2,\"tags\":{\"h\":\"a\"}}")));

    try (QueryResult result = connection.query("SELECT COUNT(*) FROM m")) {
      assertThat(result.fetchOne().orElseThrow().getLong(0)).isEqualTo(2);
    }
  }

  @Test
  void bindsManyTables() {
    try (Statement statement =
        connection.prepare(
            "INSERT INTO ? USING meters TAGS (?, ?) VALUES (?, ?, ?)",
            StatementOptions.INTERLACED)) {
      BindBatch batch = statement.newBatch();
      batch
          .table("d1001")
          .setTags(List.of("Berlin", 2))
          .addRow(List.of(1_700_000_000_000L, 10.3f, 219))
          .addRow(List.of(1_700_000_001_000L, 10.4f, 220));
      batch
          .table("d1002")
          .setTags(List.of("Paris", 3))
          .addRow(List.of(1_700_000_000_000L, 12.6f, 218));
      long affected = statement.execute(batch);

      assertThat(affected).isEqualTo(3);
    }
  }

  @Test
  void makesTheNextBatchWhileTheServerHasTheLast() {
    try (Statement statement =
        connection.prepare(
            "INSERT INTO ? USING meters TAGS (?, ?) VALUES (?, ?, ?)",
            StatementOptions.INTERLACED)) {
      CompletableFuture<Long> last = CompletableFuture.completedFuture(0L);
      for (long hour = 0; hour < 24; hour++) {
        BindBatch batch = statement.newBatch();
        batch
            .table("d1001")
            .setTags(List.of("Berlin", 2))
            .addRow(List.of(1_700_000_000_000L + 3_600_000 * hour, 10.3f, 219));
        CompletableFuture<Long> next = statement.executeAsync(batch);
        last.join();
        last = next;
      }
      last.join();
    }
    try (QueryResult result = connection.query("SELECT COUNT(*) FROM d1001")) {
      assertThat(result.fetchOne().orElseThrow().getLong(0)).isEqualTo(24);
    }
  }

  @Test
  void bindsThreeArrays() {
    try (Statement statement =
        connection.prepare("INSERT INTO ? USING meters TAGS (?, ?) VALUES (?, ?, ?)")) {
      BindBatch batch = statement.newBatch();
      batch.add(
          List.of("d1001", "d1002"), // tables
          List.of(List.of("Berlin", 2), List.of("Paris", 3)), // tags of each
          List.of( // columns of each
              List.of(
                  List.of(1_700_000_000_000L, 1_700_000_001_000L),
                  List.of(10.3f, 10.4f),
                  List.of(219, 220)),
              List.of(
                  List.of(1_700_000_000_000L, 1_700_000_001_000L),
                  List.of(12.6f, 12.5f),
                  List.of(218, 217))));
      statement.execute(batch);
    }
    try (Statement statement = connection.prepare("SELECT * FROM meters WHERE voltage > ?");
        QueryResult result = statement.query(List.of(218))) {
      assertThat(result.fetchAll()).hasSize(2);
    }
  }

  @Test
  void bindsWithTheOlderStatement() {
    try (LegacyStatement statement =
        connection.prepareLegacy("INSERT INTO ? USING meters TAGS (?, ?) VALUES (?, ?, ?)")) {
      statement.setTableName("d1001");
      statement.setTags(List.of("Berlin", 2));
      statement.bind(
          List.of(
              List.of(1_700_000_000_000L, 1_700_000_001_000L),
              List.of(10.3f, 10.4f),
              List.of(219, 220)));
      statement.addBatch();
      long affected = statement.execute();

      assertThat(affected).isEqualTo(2);
    }
  }

  @Test
  void subscribes() {
    connection.execute("CREATE TOPIC power_topic AS STABLE meters");
    connection.execute("INSERT INTO d1001 USING meters TAGS ('Berlin', 2) VALUES (NOW, 10.3, 219)");
    int rows = 0;
    TmqOptions tmq = TmqOptions.ofGroup("readers").with("auto.offset.reset", "earliest");
    try (TmqConsumer consumer = TDengine.consumer(ConnectionOptions.parse(url), tmq)) {
      consumer.subscribe(List.of("power_topic"));
      while (rows == 0) {
        Optional<TmqMessage> message = consumer.poll(Duration.ofSeconds(1));
        if (message.isPresent() && message.get().kind().hasData()) {
          for (TableBlock table : message.get().data().blocks()) {
            System.out.println(table.table() + ": " + table.block().rows() + " rows");
            rows += table.block().rows();
          }
          consumer.commit(message.get()); // after the rows have been dealt with
        }
      }
    }

    assertThat(rows).isEqualTo(1);
  }

  @Test
  void seeks() {
    connection.execute("CREATE TOPIC power_topic AS STABLE meters");
    connection.execute("INSERT INTO d1001 USING meters TAGS ('Berlin', 2) VALUES (NOW, 10.3, 219)");
    Map<String, String> properties =
        Map.of(
            "host", HOST,
            "port", Integer.toString(server.port()),
            "td.connect.user", "root",
            "td.connect.pass", "taosdata",
            "group.id", "seekers");
    try (TmqConsumer consumer = TDengine.consumer(properties)) {
      consumer.subscribe(List.of("power_topic"));
      for (VgroupAssignment owned : consumer.assignment("power_topic")) {
        if (owned.isRangeKnown()) {
          consumer.seek(new TopicVgroup("power_topic", owned.vgroup()), owned.begin());
        }
      }
      consumer.unsubscribe();
    }
  }

  @Test
  void handlesErrors() {
    try {
      connection.query("SELECT * FROM no_such_table");
    } catch (TDengineException e) {
      System.out.printf("0x%04x in request %d: %s%n", e.code(), e.requestId(), e.getMessage());
      switch (e.action()) {
        case RETRY, RECONNECT -> System.out.println("later, or on a new connection, it may work");
        case BAD_RECORD -> System.out.println("these rows will never be taken");
        default -> System.out.println("somebody has to do something about it");
      }
    }

    connection.close();
    assertThatThrownBy(() -> connection.ping()).isInstanceOf(ConnectionException.class);
  }

  @Test
  void poolsConnections() {
    PoolOptions size = PoolOptions.DEFAULT.withSize(4).withMaxWait(Duration.ofSeconds(10));
    try (ConnectionPool pool = ConnectionPool.open(ConnectionOptions.parse(url), size)) {
      try (Connection borrowed = pool.borrow()) {
        borrowed.execute("INSERT INTO d1001 USING meters TAGS ('Berlin', 2) VALUES (NOW, 10, 219)");
      } // closing gives it back

      assertThat(pool.idle()).isEqualTo(1);
    }
  }
}
