package io.taosbridge.transport.rest;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.TDengine;
import io.taosbridge.client.Connection;
import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.ResultException;
import io.taosbridge.client.error.TDengineException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server, a proxy or a network can do wrong. */
@Timeout(120)
class RestFaultsTest {

  private static final String ONE_COLUMN =
      "{\"code\":0,\"column_meta\":[[\"v\",\"INT\",4]],\"data\":[";

  private final ScriptedHttpServer server = ScriptedHttpServer.begin();

  @AfterEach
  void stop() {
    server.close();
  }

  private Connection connect(String behindPort) {
    return TDengine.connect(server.url() + behindPort);
  }

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
}
