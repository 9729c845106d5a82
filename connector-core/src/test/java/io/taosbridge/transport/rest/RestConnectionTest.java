package io.taosbridge.transport.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.taosbridge.TDengine;
import io.taosbridge.client.Connection;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.TmqOptions;
import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.client.error.DatabaseException;
import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.InterfaceException;
import io.taosbridge.client.error.OperationalException;
import io.taosbridge.client.error.ProgrammingException;
import io.taosbridge.golden.GoldenRecording;
import io.taosbridge.transport.rest.ScriptedHttpServer.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connecting, several hosts, statements, and what REST has not. */
@Timeout(120)
class RestConnectionTest {

  private final ScriptedHttpServer server = ScriptedHttpServer.begin();

  @AfterEach
  void stop() {
    server.close();
  }

  private Connection connect(String behindPort) {
    return TDengine.connect(server.url() + behindPort);
  }

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
