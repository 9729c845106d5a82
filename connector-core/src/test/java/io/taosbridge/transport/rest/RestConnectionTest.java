package io.taosbridge.transport.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.taosbridge.TDengine;
import io.taosbridge.block.Block;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.client.SchemalessBatch;
import io.taosbridge.client.SchemalessPrecision;
import io.taosbridge.client.SchemalessProtocol;
import io.taosbridge.client.TmqOptions;
import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.client.error.DatabaseException;
import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.InterfaceException;
import io.taosbridge.client.error.OperationalException;
import io.taosbridge.client.error.ProgrammingException;
import io.taosbridge.client.error.ResultException;
import io.taosbridge.client.error.SchemalessException;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.golden.GoldenRecording;
import io.taosbridge.transport.rest.ScriptedHttpServer.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class RestConnectionTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ONE_COLUMN =
      "{\"code\":0,\"column_meta\":[[\"v\",\"INT\",4]],\"data\":[";

  private final ScriptedHttpServer server = ScriptedHttpServer.begin();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    server.close();
    threads.shutdownNow();
  }

  private Connection connect(String behindPort) {
    return TDengine.connect(server.url() + behindPort);
  }

  // --- connecting ---

  @Test
  void logsInAndUsesTheDatabase() {
    // When
    try (Connection connection = connect("/my%20db?timezone=Europe/Berlin")) {
      connection.execute("insert into t values (1)", 77);

      // Then
      assertThat(connection.serverVersion()).isEqualTo("3.3.7.5");
      assertThat(connection.currentDatabase()).contains("my db");
      assertThat(connection.isOpen()).isTrue();
    }
    assertThat(server.requests().stream().map(Request::body).toList())
        .containsExactly("select server_version()", "use `my db`", "insert into t values (1)");
    Request last = server.last();
    assertThat(last.method()).isEqualTo("POST");
    assertThat(last.target()).isEqualTo("/rest/sql/my%20db?req_id=77&conn_tz=Europe%2FBerlin");
    assertThat(last.headers()).containsEntry("authorization", "Basic cm9vdDp0YW9zZGF0YQ==");
  }

  @Test
  void sendsTheTokenOfTheCloud() {
    // When
    try (Connection connection = connect("?token=a%26b")) {
      connection.execute("create database x");
    }

    // Then
    assertThat(server.last().target()).startsWith("/rest/sql?req_id=").endsWith("&token=a%26b");
  }

  @Test
  void logsInByATokenOfTheDatabase() {
    // When
    connect("?bearer_token=secret").close();

    // Then
    assertThat(server.last().headers()).containsEntry("authorization", "Bearer secret");
  }

  @Test
  void refusesAnOldServer() {
    // Given
    server.on("select server_version()", exchange -> exchange.value("3.2.3.0"));

    // When
    assertThatThrownBy(() -> connect(""))

        // Then
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("3.2.3.0")
        .hasMessageContaining("3.3.6");
  }

  @Test
  void saysThatTheLoginIsWrong() {
    // Given
    GoldenRecording recording = GoldenRecording.load("rest-misc");
    server.on("select server_version()", exchange -> exchange.replay(recording.event(72)));

    // When
    assertThatThrownBy(() -> TDengine.connect("http://bob:hush@127.0.0.1:" + server.port()))

        // Then
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("cannot log in to 127.0.0.1:" + server.port() + " as \"bob\"")
        .hasMessageContaining("Authentication failure")
        .hasMessageNotContaining("hush")
        .extracting("code", "action")
        .containsExactly(0x357, ErrorAction.FATAL);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void saysThatTheDatabaseIsNotThere() {
    // Given
    server.on(
        "use `nosuch`",
        exchange -> exchange.json("{\"code\":904,\"desc\":\"Database not exist\"}"));

    // When
    assertThatThrownBy(() -> connect("/nosuch"))

        // Then
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("Database not exist");
  }

  @Test
  void saysThatNobodyListens() throws IOException {
    // Given
    int port = unusedPort();

    // When
    assertThatThrownBy(() -> TDengine.connect("http://127.0.0.1:" + port + "?conn_retries=0"))

        // Then
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("cannot connect to taosAdapter at 127.0.0.1:" + port)
        .extracting("action")
        .isEqualTo(ErrorAction.RECONNECT);
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void saysThatTheHostIsUnknown() {
    // When
    assertThatThrownBy(() -> TDengine.connect("http://no.such.host.invalid?conn_retries=0"))

        // Then
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("unknown host");
  }

  @Test
  void refusesAHostThatNoUriTakes() {
    // When
    assertThatThrownBy(() -> TDengine.connect("http://my_host?token=hush"))

        // Then
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("\"my_host\"")
        .hasMessageNotContaining("hush");
  }

  @Test
  void connectsByIpv6() throws IOException {
    // Given
    try (ScriptedHttpServer six = ScriptedHttpServer.begin("::1");
        Connection connection = TDengine.connect("http://[::1]:" + six.port())) {

      // When
      long rows = connection.execute("insert into t values (1)");

      // Then
      assertThat(rows).isEqualTo(7);
    }
  }

  @Test
  void triesAgainWhileTheServerIsBusy() {
    // Given
    AtomicLong tries = new AtomicLong();
    server.on(
        "select server_version()",
        exchange -> {
          if (tries.incrementAndGet() < 3) {
            exchange.json(503, "\"memory exceeds threshold\"");
          } else {
            exchange.value("3.3.7.5");
          }
        });

    // When
    connect("?retry_backoff_ms=1").close();

    // Then
    assertThat(tries).hasValue(3);
  }

  @Test
  void givesUpAHostThatDoesNotAnswer() {
    // Given
    server.on("select server_version()", exchange -> exchange.awaitClosedByClient());

    // When
    assertThatThrownBy(() -> connect("?conn_retries=0&connect_timeout=1"))

        // Then
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("no reply from 127.0.0.1:" + server.port() + " in 1000 ms");
  }

  @Test
  void refusesTlsWhereThereIsNone() {
    // When
    assertThatThrownBy(
            () -> TDengine.connect("https://127.0.0.1:" + server.port() + "?conn_retries=0"))

        // Then
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("TLS failed");
  }

  // --- several hosts ---

  @Test
  void spreadsConnectionsOverTheHosts() {
    try (ScriptedHttpServer other = ScriptedHttpServer.begin()) {
      // When
      int connections = 0;
      while (other.requests().isEmpty() || server.requests().isEmpty()) {
        connect(",127.0.0.1:" + other.port()).close();
        connections++;
        assertThat(connections).isLessThan(1000);
      }

      // Then
      assertThat(server.requests().size() + other.requests().size()).isEqualTo(connections);
    }
  }

  @Test
  void goesToTheNextHostWhenOneIsLost() {
    try (ScriptedHttpServer other = ScriptedHttpServer.begin();
        Connection connection = connect(",127.0.0.1:" + other.port())) {
      // Given
      ScriptedHttpServer used = other.requests().isEmpty() ? server : other;
      used.stop();
      // The first request may have gone out on the socket that just broke.
      Throwable first = catchThrowable(() -> connection.execute("insert into t values (1)"));
      if (first != null) {
        assertThat(first).isInstanceOf(ConnectionException.class);
      }

      // When
      long rows = connection.execute("insert into t values (2)");

      // Then
      assertThat(rows).isEqualTo(7);
      assertThat(connection.isOpen()).isTrue();
      ScriptedHttpServer rest = used == server ? other : server;
      assertThat(rest.last().body()).isEqualTo("insert into t values (2)");
    }
  }

  @Test
  void namesAllHostsWhenNoneIsLeft() {
    try (ScriptedHttpServer other = ScriptedHttpServer.begin();
        Connection connection = connect(",127.0.0.1:" + other.port())) {
      // Given
      server.stop();
      other.stop();
      Throwable first = catchThrowable(() -> connection.execute("insert into t values (1)"));

      // When
      assertThatThrownBy(() -> connection.execute("insert into t values (2)"))

          // Then
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("127.0.0.1:" + server.port() + ",127.0.0.1:" + other.port());
      assertThat(first).isInstanceOf(ConnectionException.class);
    }
  }

  @Test
  void leavesAnAdapterThatHasLostItsCluster() {
    try (ScriptedHttpServer other = ScriptedHttpServer.begin();
        Connection connection = connect(",127.0.0.1:" + other.port())) {
      // Given
      ScriptedHttpServer used = other.requests().isEmpty() ? server : other;
      used.otherwise(exchange -> exchange.json("{\"code\":11,\"desc\":\"no network\"}"));

      // When
      assertThatThrownBy(() -> connection.execute("insert into t values (1)"))
          .isInstanceOf(ConnectionException.class);
      long rows = connection.execute("insert into t values (1)");

      // Then
      assertThat(rows).isEqualTo(7);
    }
  }

  // --- statements ---

  @Test
  void refusesWhatIsNoStatement() {
    try (Connection connection = connect("")) {
      assertThatThrownBy(() -> connection.execute(" ")).isInstanceOf(OperationalException.class);
      assertThatThrownBy(() -> connection.query("select 1", 0))
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("request id");
    }
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void saysWhichCallTheStatementNeeds() {
    // Given
    server.on("select 1", exchange -> exchange.value("x"));
    try (Connection connection = connect("")) {
      // When, Then
      assertThatThrownBy(() -> connection.execute("select 1"))
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("query()");
      assertThatThrownBy(() -> connection.query("insert into t values (1)"))
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("execute()");
    }
  }

  @Test
  void pings() {
    // Given
    server.on("show databases", exchange -> exchange.value("x"));
    try (Connection connection = connect("")) {
      connection.ping();
      server.on("show databases", exchange -> exchange.json(503, "\"memory exceeds threshold\""));

      // When
      assertThatThrownBy(connection::ping)

          // Then
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("memory exceeds threshold")
          .extracting("action")
          .isEqualTo(ErrorAction.RETRY);
    }
  }

  @Test
  void tellsTheVersionOfTheAdaptersLibrary() {
    // Given
    server.on("select client_version()", exchange -> exchange.value("3.3.8.8"));
    try (Connection connection = connect("")) {
      // When, Then
      assertThat(connection.clientVersion()).isEqualTo("3.3.8.8");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "use Other | other",
        "USE `Other Db`; | Other Db",
        "use`other` | other",
        "insert into use values (1) | first"
      })
  void usesAnotherDatabaseForWhatFollows(String sql, String database) {
    try (Connection connection = connect("/first")) {
      // When
      connection.execute(sql);

      // Then
      assertThat(connection.currentDatabase()).contains(database);
      connection.execute("insert into t values (1)");
      assertThat(server.last().target())
          .startsWith("/rest/sql/" + database.replace(" ", "%20") + "?");
    }
  }

  @Test
  void keepsTheDatabaseWhenUseFails() {
    // Given
    server.on("use x", exchange -> exchange.json("{\"code\":904,\"desc\":\"Database not exist\"}"));
    try (Connection connection = connect("/first")) {
      // When
      assertThatThrownBy(() -> connection.execute("use x")).isInstanceOf(DatabaseException.class);

      // Then
      assertThat(connection.currentDatabase()).contains("first");
    }
  }

  @Test
  void asksForPackedReplies() {
    // Given
    server.on(
        "select 'é'",
        exchange ->
            exchange.reply(
                200,
                "application/json",
                packed(ONE_COLUMN + "[5]],\"rows\":1}"),
                "Content-Encoding: gzip"));
    try (Connection connection = connect("?compression=true");

        // When
        QueryResult result = connection.query("select 'é'")) {

      // Then
      assertThat(result.fetchAllMaps()).containsExactly(Map.of("v", 5));
      assertThat(server.last().headers())
          .containsEntry("accept-encoding", "gzip")
          .doesNotContainKey("content-encoding");
    }
  }

  /** taosAdapter answers in plain and puts gzip's end behind it when asked for both. */
  @Test
  void packsLongRequestsInsteadOfTheirReplies() {
    // Given
    String sql = "insert into t values ('" + "é".repeat(10_000) + "')";
    try (Connection connection = connect("?compression=true")) {
      // When
      connection.execute(sql);

      // Then
      assertThat(server.last().body()).isEqualTo(sql);
      assertThat(server.last().headers())
          .containsEntry("content-encoding", "gzip")
          .doesNotContainKey("accept-encoding");
      assertThat(Integer.parseInt(server.last().headers().get("content-length"))).isLessThan(1000);
    }
  }

  @Test
  void tellsThatAPackedReplyIsNone() {
    // Given
    server.otherwise(
        exchange ->
            exchange.reply(
                200,
                "application/json",
                ScriptedHttpServer.UPDATED.getBytes(StandardCharsets.UTF_8),
                "Content-Encoding: gzip"));
    try (Connection connection = connect("?compression=true")) {
      // When, Then
      assertThatThrownBy(() -> connection.execute("insert into t values (1)"))
          .isInstanceOf(ResultException.class)
          .hasMessageContaining("not gzip");
    }
  }

  private static byte[] packed(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  // --- results ---

  @Test
  void streamsAResultWhileTheServerStillSends() throws Exception {
    // Given
    CountDownLatch firstBlockRead = new CountDownLatch(1);
    server.otherwise(
        exchange -> {
          exchange.startChunks();
          exchange.chunk(ONE_COLUMN);
          StringBuilder rows = new StringBuilder("[0]");
          for (int i = 1; i < 5000; i++) {
            rows.append(",[").append(i).append(']');
          }
          exchange.chunk(rows.toString());
          awaitLatch(firstBlockRead);
          exchange.chunk(",[5000]],\"rows\":5001}");
          exchange.endChunks();
        });
    try (Connection connection = connect("");
        QueryResult result = connection.query("select v from t")) {
      // When
      Block first = result.nextBlock().orElseThrow();
      firstBlockRead.countDown();
      Block second = result.nextBlock().orElseThrow();

      // Then
      assertThat(first.rows()).isEqualTo(4096);
      assertThat(second.rows()).isEqualTo(905);
      assertThat(second.column(0).getLong(904)).isEqualTo(5000);
      assertThat(result.nextBlock()).isEmpty();
    }
  }

  private static void awaitLatch(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void letsTheServerWaitWhileNobodyReads() {
    // Given
    AtomicLong sent = new AtomicLong();
    String row = "[\"" + "x".repeat(60_000) + "\"],";
    server.otherwise(
        exchange -> {
          exchange.startChunks();
          exchange.chunk("{\"code\":0,\"column_meta\":[[\"v\",\"VARCHAR\",60000]],\"data\":[");
          while (true) {
            exchange.chunk(row);
            sent.addAndGet(row.length());
          }
        });
    try (Connection connection = connect("");
        QueryResult result = connection.query("select v from t")) {
      // When
      Block block = result.nextBlock().orElseThrow();

      // Then
      assertThat(block.rows()).isBetween(10, 40);
      await().during(Duration.ofSeconds(1)).atMost(PATIENCE).until(() -> stable(sent));
      assertThat(sent.get()).isLessThan(100L << 20);
    }
  }

  private static boolean stable(AtomicLong sent) {
    long before = sent.get();
    java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
    return sent.get() == before;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void closingAResultEarlyFreesTheServersSide(boolean cancel) throws Exception {
    // Given
    CompletableFuture<Void> closed = new CompletableFuture<>();
    server.otherwise(
        exchange -> {
          exchange.startChunks();
          exchange.chunk(ONE_COLUMN + "[1]" + ",[1]".repeat(5000));
          exchange.awaitClosedByClient();
          closed.complete(null);
        });
    try (Connection connection = connect("")) {
      QueryResult result = connection.query("select v from t");

      // When
      if (cancel) {
        result.cancel();
      } else {
        result.close();
      }

      // Then
      closed.get(60, TimeUnit.SECONDS);
      assertThatThrownBy(result::fetchAll).isInstanceOf(OperationalException.class);
    }
  }

  @Test
  void cancelsAReaderThatWaits() throws Exception {
    // Given
    server.otherwise(
        exchange -> {
          exchange.startChunks();
          exchange.chunk(ONE_COLUMN + "[1]" + ",[1]".repeat(5000));
          exchange.awaitClosedByClient();
        });
    try (Connection connection = connect("");
        QueryResult result = connection.query("select v from t")) {
      CompletableFuture<List<Row>> reading =
          CompletableFuture.supplyAsync(result::fetchAll, threads);

      // When
      result.cancel();

      // Then
      assertThatThrownBy(() -> reading.get(60, TimeUnit.SECONDS))
          .hasCauseInstanceOf(OperationalException.class)
          .hasMessageContaining("cancelled");
    }
  }

  @Test
  void knowsThePrecisionOfTheDatabaseWhereNoTimeTellsIt() {
    // Given
    server.on(
        "select `precision` from information_schema.ins_databases where name = 'first'",
        exchange -> exchange.value("ns"));
    server.otherwise(exchange -> exchange.json(ONE_COLUMN + "[1]],\"rows\":1}"));
    server.on("use `first`", exchange -> exchange.json(ScriptedHttpServer.UPDATED));
    try (Connection connection = connect("/first");
        Connection without = connect("")) {
      // When, Then
      assertThat(connection.query("select v from t").precision()).isEqualTo(Precision.NANOSECONDS);
      assertThat(without.query("select v from t").precision()).isEqualTo(Precision.MILLISECONDS);
    }
  }

  @Test
  void refusesATimeOfAnotherPrecisionThanWasTold() {
    // Given
    String nulls = "[null]" + ",[null]".repeat(4999);
    server.otherwise(
        exchange ->
            exchange.json(
                "{\"code\":0,\"column_meta\":[[\"t\",\"TIMESTAMP\",8]],\"data\":["
                    + nulls
                    + ",[\"2026-01-01T00:00:00.000000001Z\"]],\"rows\":5001}"));
    try (Connection connection = connect("");
        QueryResult told = connection.query("select t from t");
        QueryResult notAsked = connection.query("select t from t")) {
      assertThat(told.precision()).isEqualTo(Precision.MILLISECONDS);

      // When
      assertThatThrownBy(told::fetchAll)

          // Then
          .isInstanceOf(ResultException.class)
          .hasMessageContaining("in ns");
      assertThat(notAsked.fetchAll().get(5000).getLong(0)).isEqualTo(1767225600000000001L);
      assertThat(notAsked.precision()).isEqualTo(Precision.NANOSECONDS);
    }
  }

  // --- faults ---

  @Test
  void timesOutOnASlowReply() {
    // Given
    server.otherwise(exchange -> exchange.awaitClosedByClient());
    try (Connection connection = connect("?read_timeout=1")) {
      // When
      assertThatThrownBy(() -> connection.execute("insert into t values (1)", 5))

          // Then
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("in 1000 ms")
          .hasMessageContaining("(request 5)");
      server.otherwise(exchange -> exchange.json(ScriptedHttpServer.UPDATED));
    }
  }

  @Test
  void timesOutOnAReplyThatStops() {
    // Given
    server.otherwise(
        exchange -> {
          exchange.startChunks();
          exchange.chunk(ONE_COLUMN + "[1]");
          exchange.awaitClosedByClient();
        });
    try (Connection connection = connect("?read_timeout=1")) {
      // When
      assertThatThrownBy(() -> connection.query("select v from t", 5))

          // Then
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("stopped coming for 1000 ms");
    }
  }

  @Test
  void tellsThatTheSocketBroke() {
    // Given
    server.otherwise(exchange -> exchange.cut());
    try (Connection connection = connect("")) {
      // When
      assertThatThrownBy(() -> connection.execute("insert into t values (1)"))

          // Then
          .isInstanceOf(ConnectionException.class)
          .extracting("action")
          .isEqualTo(ErrorAction.RECONNECT);
    }
  }

  @Test
  void tellsThatTheReplyBrokeOff() {
    // Given
    server.otherwise(
        exchange -> {
          exchange.startChunks();
          exchange.chunk(ONE_COLUMN + "[1]" + ",[1]".repeat(5000));
          exchange.cut();
        });
    try (Connection connection = connect("")) {
      // When
      assertThatThrownBy(() -> connection.query("select v from t").fetchAll())

          // Then
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("the reply of 127.0.0.1:" + server.port() + " broke off");
    }
  }

  @Test
  void tellsThatADocumentIsCutOff() {
    // Given: HTTP ends the body as if all were well
    server.otherwise(
        exchange -> {
          exchange.startChunks();
          exchange.chunk(ONE_COLUMN + "[1],[2]");
          exchange.endChunks();
        });
    try (Connection connection = connect("")) {
      // When
      assertThatThrownBy(() -> connection.query("select v from t"))

          // Then
          .isInstanceOf(ResultException.class)
          .hasMessageContaining("cut off");
    }
  }

  @Test
  void tellsThatRowsAreMissing() {
    // Given
    server.otherwise(exchange -> exchange.json(ONE_COLUMN + "[1],[2]],\"rows\":3}"));
    try (Connection connection = connect("")) {
      // When
      assertThatThrownBy(() -> connection.query("select v from t"))

          // Then
          .isInstanceOf(ResultException.class)
          .hasMessageContaining("2 rows where 3 are told");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 abc\r\n\r\n", "\u0000\u0001\u0002\r\n"})
  void tellsThatTheOtherSideIsNotHttp(String greeting) {
    // Given
    server.otherwise(
        exchange -> {
          exchange.raw(greeting);
          exchange.cut();
        });
    try (Connection connection = connect("")) {
      // When, Then
      assertThatThrownBy(() -> connection.execute("insert into t values (1)"))
          .isInstanceOf(ConnectionException.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | <html>hello</html> | ResultException | not what taosAdapter sends",
        "200 | '' | ResultException | cut off",
        "302 | <html>moved</html> | InterfaceException | is this really taosAdapter",
        "404 | 404 page not found | InterfaceException | is this really taosAdapter",
        "400 | nonsense | ProgrammingException | HTTP status 400",
        "401 | nonsense | ConnectionException | check user and password",
        "403 | {\"code\":65535,\"desc\":\"whitelist\"} | ConnectionException | whitelist",
        "500 | nonsense | DatabaseException | HTTP status 500",
        "502 | <html>bad gateway</html> | ConnectionException | HTTP status 502",
        "503 | \"memory exceeds threshold\" | OperationalException | memory exceeds threshold",
        "503 | {\"code\":65535,\"desc\":\"wait too long\"} | OperationalException | wait too long",
        "400 | {\"code\":65535,\"desc\":\"bad zone\"} | DatabaseException | bad zone",
        "500 | {\"code\":9728,\"desc\":\"syntax error\"} | ProgrammingException | syntax error"
      })
  void tellsErrorsByTheirStatusWhereThereIsNoCode(
      int status, String body, String kind, String text) {
    // Given
    server.otherwise(exchange -> exchange.json(status, body));
    try (Connection connection = connect("")) {
      // When
      assertThatThrownBy(() -> connection.execute("insert into t values (1)", 9))

          // Then
          .isInstanceOf(TDengineException.class)
          .hasMessageContaining(text)
          .extracting(e -> e.getClass().getSimpleName())
          .isEqualTo(kind);
    }
  }

  @Test
  void neverPrintsSecrets() {
    // Given
    server.otherwise(exchange -> exchange.json(404, "no " + exchange.request().target()));
    String url = "http://bob:hush@127.0.0.1:" + server.port() + "?token=hidden";
    try (Connection connection = TDengine.connect(url)) {
      // When
      assertThatThrownBy(() -> connection.execute("insert into t values (1)"))

          // Then
          .hasMessageNotContainingAny("hush", "hidden");
    }
  }

  // --- many threads, and the end ---

  @Test
  void oneSlowReplyDelaysNoOther() throws Exception {
    // Given
    CountDownLatch release = new CountDownLatch(1);
    server.on(
        "slow",
        exchange -> {
          awaitLatch(release);
          exchange.json(ScriptedHttpServer.UPDATED);
        });
    try (Connection connection = connect("")) {
      CompletableFuture<Long> slow =
          CompletableFuture.supplyAsync(() -> connection.execute("slow"), threads);
      await().atMost(PATIENCE).until(() -> server.last().body().equals("slow"));

      // When
      List<CompletableFuture<Long>> fast = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        fast.add(CompletableFuture.supplyAsync(() -> connection.execute("fast"), threads));
      }

      // Then
      for (CompletableFuture<Long> each : fast) {
        assertThat(each.get(60, TimeUnit.SECONDS)).isEqualTo(7);
      }
      assertThat(slow).isNotDone();
      release.countDown();
      assertThat(slow.get(60, TimeUnit.SECONDS)).isEqualTo(7);
    }
  }

  @Test
  void closingEndsCallsInFlight() throws Exception {
    // Given
    server.otherwise(exchange -> exchange.awaitClosedByClient());
    server.on(
        "select v from t",
        exchange -> {
          exchange.startChunks();
          exchange.chunk(ONE_COLUMN + "[1]" + ",[1]".repeat(5000));
          exchange.awaitClosedByClient();
        });
    Connection connection = connect("");
    CompletableFuture<Long> waiting =
        CompletableFuture.supplyAsync(() -> connection.execute("slow"), threads);
    QueryResult result = connection.query("select v from t");
    CompletableFuture<List<Row>> reading = CompletableFuture.supplyAsync(result::fetchAll, threads);
    await().atMost(PATIENCE).until(() -> server.requests().size() == 3);

    // When
    connection.close();

    // Then
    assertThatThrownBy(() -> waiting.get(60, TimeUnit.SECONDS))
        .hasCauseInstanceOf(ConnectionException.class);
    assertThatThrownBy(() -> reading.get(60, TimeUnit.SECONDS))
        .hasCauseInstanceOf(ConnectionException.class);
    assertThat(connection.isOpen()).isFalse();
    assertThatThrownBy(() -> connection.execute("more"))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("closed");
    connection.close();
  }

  @Test
  void anInterruptEndsWaiting() throws Exception {
    // Given
    CompletableFuture<Void> closed = new CompletableFuture<>();
    server.otherwise(
        exchange -> {
          exchange.awaitClosedByClient();
          closed.complete(null);
        });
    try (Connection connection = connect("")) {
      CompletableFuture<Throwable> failure = new CompletableFuture<>();
      Thread thread =
          new Thread(() -> failure.complete(catchThrowable(() -> connection.execute("slow"))));
      thread.start();
      await().atMost(PATIENCE).until(() -> server.requests().size() == 2);

      // When
      thread.interrupt();

      // Then
      assertThat(failure.get(60, TimeUnit.SECONDS))
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("interrupted");
      closed.get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void leavesNoThreadBehind() {
    // When
    for (int i = 0; i < 5; i++) {
      Connection connection = connect("");
      connection.execute("insert into t values (1)");
      connection.close();
    }

    // Then: the JDK ends its own threads once nobody refers to their client
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              System.gc();
              return Thread.getAllStackTraces().keySet().stream()
                  .noneMatch(
                      thread ->
                          thread.getName().startsWith("HttpClient-")
                              || thread.getName().equals("taosbridge-rest"));
            });
  }

  // --- many rows ---

  @Test
  void writesManyRowsInOneStatement() {
    try (Connection connection = connect("")) {
      // When
      long rows =
          connection.executeMany(
              "insert into t values (?, ?)",
              List.of(List.of(1L, "a"), List.of(Instant.ofEpochSecond(1), "b'")));

      // Then
      assertThat(rows).isEqualTo(7);
      assertThat(server.last().body())
          .isEqualTo("INSERT INTO t values (1, 'a'),('1970-01-01T00:00:01Z', 'b\\'')");
    }
  }

  @Test
  void asksForTheTypesWhenBytesAreWritten() {
    // Given
    server.on(
        "DESCRIBE t",
        exchange ->
            exchange.json(
                "{\"code\":0,\"column_meta\":[[\"field\",\"VARCHAR\",64],[\"type\",\"VARCHAR\",20],"
                    + "[\"length\",\"INT\",4],[\"note\",\"VARCHAR\",16]],\"data\":["
                    + "[\"ts\",\"TIMESTAMP\",8,\"\"],[\"b\",\"VARBINARY\",8,\"\"]],\"rows\":2}"));
    try (Connection connection = connect("")) {
      // When
      connection.executeMany(
          "insert into t values (?, ?)", List.of(List.of(1L, new byte[] {1, -1})));

      // Then
      assertThat(server.last().body()).isEqualTo("INSERT INTO t values (1, '\\x01ff')");
    }
  }

  @Test
  void writesNothingWithoutRows() {
    try (Connection connection = connect("")) {
      // When, Then
      assertThat(connection.executeMany("insert into t values (?)", List.of())).isZero();
      assertThat(server.requests()).hasSize(1);
    }
  }

  // --- schemaless ---

  @Test
  void writesLines() {
    // Given
    server.on("/influxdb/v1/write", exchange -> exchange.noContent());
    try (Connection connection = connect("/db?token=x")) {
      // When
      long rows =
          connection.insert(
              SchemalessBatch.ofLines(List.of("m,t=a v=1 1", "m,t=b v=2 1"))
                  .withPrecision(SchemalessPrecision.MICROSECOND)
                  .withTtlDays(3)
                  .withTableNameKey("t")
                  .withRequestId(-1));

      // Then
      assertThat(rows).isEqualTo(-1);
      assertThat(server.last().target())
          .isEqualTo(
              "/influxdb/v1/write?db=db&precision=u&req_id=18446744073709551615&ttl=3"
                  + "&table_name_key=t&token=x");
      assertThat(server.last().body()).isEqualTo("m,t=a v=1 1\nm,t=b v=2 1");
      assertThat(server.last().headers())
          .containsEntry("authorization", "Basic cm9vdDp0YW9zZGF0YQ==");
    }
  }

  @ParameterizedTest
  @CsvSource({"TELNET, telnet", "JSON, json"})
  void writesOpenTsdb(SchemalessProtocol protocol, String path) {
    // Given
    server.otherwise(exchange -> exchange.noContent());
    String text = protocol == SchemalessProtocol.JSON ? "{\"metric\":\"m\"}" : "m 1 1 t=a";
    server.on("use `db`", exchange -> exchange.json(ScriptedHttpServer.UPDATED));
    try (Connection connection = connect("/db")) {
      // When
      long rows =
          connection.insert(
              SchemalessBatch.ofText(protocol, text)
                  .withTtlDays(2)
                  .withTableNameKey("t")
                  .withRequestId(8));

      // Then
      assertThat(rows).isEqualTo(-1);
      assertThat(server.last().target())
          .isEqualTo("/opentsdb/v1/put/" + path + "/db?req_id=8&ttl=2&table_name_key=t");
      assertThat(server.last().body()).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "30, 0x20a",
    "40, 0x3002",
    "46, 0x203",
    "60, 0x263c",
    "72, 0x388",
    "98, 0x20a",
    "116, 0x388",
    "148, 0x221",
    "162, 0x224"
  })
  void tellsWhyTextIsRefused(int event, String code) {
    // Given
    GoldenRecording recording = GoldenRecording.load("rest-schemaless");
    try (Connection connection = connect("/db")) {
      server.otherwise(exchange -> exchange.replay(recording.event(event)));

      // When
      assertThatThrownBy(
              () -> connection.insert(SchemalessBatch.ofLines(List.of("x")).withRequestId(4)))

          // Then
          .isInstanceOf(SchemalessException.class)
          .hasMessageNotContaining("[" + code + "] [")
          .extracting("code", "requestId")
          .containsExactly(Integer.decode(code), 4L);
    }
  }

  @ParameterizedTest
  @CsvSource({"80, get auth error", "82, Authentication failure", "114, auth needed"})
  void tellsThatTheLoginForTextIsRefused(int event, String text) {
    // Given
    GoldenRecording recording = GoldenRecording.load("rest-schemaless");
    try (Connection connection = connect("/db")) {
      server.otherwise(exchange -> exchange.replay(recording.event(event)));

      // When
      assertThatThrownBy(() -> connection.insert(SchemalessBatch.ofLines(List.of("x"))))

          // Then
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining(text)
          .extracting("action")
          .isEqualTo(ErrorAction.FATAL);
    }
  }

  @Test
  void needsADatabaseForText() {
    try (Connection connection = connect("")) {
      // When, Then
      assertThatThrownBy(() -> connection.insert(SchemalessBatch.ofLines(List.of("x"))))
          .isInstanceOf(InterfaceException.class)
          .hasMessageContaining("database");
      assertThat(server.requests()).hasSize(1);
    }
  }

  // --- what REST has not ---

  @Test
  void namesTheTransportsThatHaveStatementsAndSubscription() {
    try (Connection connection = connect("")) {
      assertThatThrownBy(() -> connection.prepare("insert into t values (?)"))
          .isInstanceOf(InterfaceException.class)
          .hasMessageContainingAll("ws://", "taos://");
      assertThatThrownBy(() -> connection.prepareLegacy("insert into t values (?)"))
          .isInstanceOf(InterfaceException.class)
          .hasMessageContainingAll("ws://", "taos://");
    }
    ConnectionOptions options = ConnectionOptions.parse(server.url());
    TmqOptions tmq = TmqOptions.ofGroup("g");
    assertThatThrownBy(() -> TDengine.consumer(options, tmq))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContainingAll("ws://", "taos://");
  }

  @Test
  void tellsABadStatementAsAProgrammingError() {
    // Given
    server.otherwise(exchange -> exchange.json("{\"code\":9728,\"desc\":\"syntax error near x\"}"));
    try (Connection connection = connect("")) {
      // When
      assertThatThrownBy(() -> connection.query("x", 3))

          // Then
          .isInstanceOf(ProgrammingException.class)
          .hasMessageContaining("syntax error near x")
          .extracting("code", "requestId")
          .containsExactly(0x2600, 3L);
    }
  }
}
