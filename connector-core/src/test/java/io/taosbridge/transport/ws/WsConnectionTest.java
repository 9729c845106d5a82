package io.taosbridge.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.taosbridge.TDengine;
import io.taosbridge.block.BlockBuilder;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.client.Connection;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.client.error.DatabaseException;
import io.taosbridge.client.error.InterfaceException;
import io.taosbridge.client.error.OperationalException;
import io.taosbridge.client.error.ProgrammingException;
import io.taosbridge.client.error.ResultException;
import io.taosbridge.client.error.TDengineException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logging in, and queries that go wrong. */
@Timeout(120)
class WsConnectionTest {

  private static final String ONE_COLUMN =
      """
      {"id":3,"is_update":false,"affected_rows":0,"fields_count":1,"fields_names":["v"],
       "fields_types":[4],"fields_lengths":[4],"precision":0,"fields_precisions":[0],
       "fields_scales":[0]}""";

  private ScriptedServer server;

  @BeforeEach
  void startServer() throws InterruptedException {
    server = ScriptedServer.begin();
    server.on("conn", exchange -> exchange.ok("{\"version\":\"3.3.7.5\"}"));
    server.on("binary_query", exchange -> exchange.ok(ONE_COLUMN));
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void logsInWithUserDatabaseAndTimeZone() {
    // Given
    ConnectionOptions options =
        ConnectionOptions.parse(
            server.url(),
            Map.of("user", "u", "password", "p", "database", "d", "timezone", "Asia/Tokyo"));

    // When
    try (Connection connection = TDengine.connect(options)) {
      assertThat(connection.clientVersion()).isEqualTo("3.3.8.0");
    }

    // Then
    JsonNode arguments = server.requests("conn").get(0);
    assertThat(arguments.path("user").textValue()).isEqualTo("u");
    assertThat(arguments.path("password").textValue()).isEqualTo("p");
    assertThat(arguments.path("db").textValue()).isEqualTo("d");
    assertThat(arguments.path("tz").textValue()).isEqualTo("Asia/Tokyo");
    assertThat(server.actions()).startsWith("version", "conn");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.3.5.9", "2.6.0.1", "3.2.99.0"})
  void refusesAServerThatIsTooOld(String version) {
    // Given
    server.on("version", exchange -> exchange.ok("{\"version\":\"" + version + "\"}"));

    // When, Then
    assertThatThrownBy(() -> TDengine.connect(server.url()))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining(version)
        .hasMessageContaining("3.3.6");
    assertThat(server.actions()).doesNotContain("conn");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "3.3", "99999999999.1.1"})
  void refusesAServerThatDoesNotTellItsVersion(String version) {
    // Given
    server.on("version", exchange -> exchange.ok("{\"version\":\"" + version + "\"}"));

    // When, Then
    assertThatThrownBy(() -> TDengine.connect(server.url()))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("\"" + version + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.3.6.0", "3.3.6", "3.3.7.5.alpha", "3.4.0.0", "4.0.0"})
  void takesAServerThatIsNewEnough(String version) {
    // Given
    server.on("version", exchange -> exchange.ok("{\"version\":\"" + version + "\"}"));

    // When
    try (Connection connection = TDengine.connect(server.url())) {
      // Then
      assertThat(connection.clientVersion()).isEqualTo(version);
    }
  }

  @Test
  void saysWhatToDoAboutAWrongPasswordWithoutPrintingIt() {
    // Given
    server.on("conn", exchange -> exchange.error(0x357, "Authentication failure"));
    ConnectionOptions options =
        ConnectionOptions.parse(server.url(), Map.of("password", "s3cret", "conn_retries", "5"));

    // When, Then
    assertThatThrownBy(() -> TDengine.connect(options))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("cannot log in to 127.0.0.1:" + server.getPort() + " as \"root\"")
        .hasMessageContaining("Authentication failure")
        .hasMessageContaining("check user and password")
        .hasMessageNotContaining("s3cret")
        .satisfies(e -> assertThat(((TDengineException) e).code()).isEqualTo(0x357));
    assertThat(server.requests("conn")).as("tries").hasSize(1);
  }

  @Test
  void goesToTheNextHostWhenOneIsDown() throws IOException {
    // Given
    int nobody;
    try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = unused.getLocalPort();
    }
    String url = "ws://127.0.0.1:" + nobody + ",127.0.0.1:" + server.getPort() + "/?conn_retries=0";

    for (int i = 0; i < 8; i++) { // whichever comes first
      // When
      try (Connection connection = TDengine.connect(url)) {
        // Then
        assertThat(connection.isOpen()).isTrue();
      }
    }
  }

  @Test
  void goesToTheNextHostWhenOneCannotReachItsServer() throws InterruptedException {
    // Given
    try (ScriptedServer other = ScriptedServer.begin()) {
      other.on("conn", exchange -> exchange.error(0x000b, "Unable to establish connection"));
      String url =
          "ws://127.0.0.1:"
              + other.getPort()
              + ",127.0.0.1:"
              + server.getPort()
              + "/?conn_retries=0";

      for (int i = 0; i < 8; i++) { // whichever comes first
        // When
        try (Connection connection = TDengine.connect(url)) {
          // Then
          assertThat(connection.isOpen()).isTrue();
        }
      }
    }
  }

  @Test
  void namesAllHostsWhenNoneAnswers() throws IOException {
    // Given
    int one;
    int two;
    try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket second = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      one = first.getLocalPort();
      two = second.getLocalPort();
    }

    // When, Then
    assertThatThrownBy(
            () ->
                TDengine.connect(
                    "ws://127.0.0.1:" + one + ",127.0.0.1:" + two + "/?conn_retries=0"))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("none of 127.0.0.1:" + one + ",127.0.0.1:" + two)
        .hasMessageContaining("Connection refused");
  }

  @Test
  void triesAgainAsOftenAsTheOptionsSay() {
    // Given
    AtomicInteger tries = new AtomicInteger();
    server.on(
        "conn",
        exchange -> {
          if (tries.incrementAndGet() < 4) {
            exchange.error(0x000b, "Unable to establish connection");
          } else {
            exchange.ok("{}");
          }
        });
    ConnectionOptions options =
        ConnectionOptions.parse(server.url(), Map.of("conn_retries", "3", "retry_backoff_ms", "1"));

    // When
    TDengine.connect(options).close();

    // Then
    assertThat(tries).hasValue(4);
  }

  @Test
  void executesAStatement() {
    // Given
    server.on("binary_query", exchange -> exchange.ok("{\"is_update\":true,\"affected_rows\":7}"));

    try (Connection connection = TDengine.connect(server.url())) {
      // When
      long affected = connection.execute("insert into t values (now, 1)", 42);

      // Then
      assertThat(affected).isEqualTo(7);
      assertThat(server.requests("binary_query").get(0).path("req_id").longValue()).isEqualTo(42);
    }
  }

  @Test
  void reportsTheServersErrorWithCodeAndRequestId() {
    // Given
    server.on("binary_query", exchange -> exchange.error(0x2600, "syntax error near 'x'"));

    try (Connection connection = TDengine.connect(server.url())) {
      // When, Then
      assertThatThrownBy(() -> connection.execute("x", 42))
          .isInstanceOf(ProgrammingException.class)
          .hasMessageContaining("syntax error near 'x'")
          .satisfies(e -> assertThat(((TDengineException) e).code()).isEqualTo(0x2600))
          .satisfies(e -> assertThat(((TDengineException) e).requestId()).isEqualTo(42));
    }
  }

  @Test
  void freesTheRowsOfAStatementThatWasOnlyExecuted() {
    // Given
    server.on("fetch_raw_block", exchange -> exchange.binary(block(3, 1)));

    try (Connection connection = TDengine.connect(server.url())) {
      // When, Then
      assertThatThrownBy(() -> connection.execute("select v from t"))
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("query()");
      await().until(() -> server.actions().contains("free_result"));
      assertThat(server.requests("free_result").get(0).path("id").intValue()).isEqualTo(3);
    }
  }

  @Test
  void freesAResultOnlyAfterTheFetchThatIsUnderWay() {
    // Given
    List<ScriptedServer.Exchange> held = new CopyOnWriteArrayList<>();
    server.on("fetch_raw_block", held::add);

    try (Connection connection = TDengine.connect(server.url())) {
      QueryResult result = connection.query("select v from t");
      await().until(() -> held.size() == 1);

      // When
      result.close();
      server.on("binary_query", exchange -> exchange.error(0x2600, "later"));
      assertThatThrownBy(() -> connection.execute("x")).hasMessageContaining("later");

      // Then
      assertThat(server.actions()).doesNotContain("free_result");
      held.get(0).binary(block(3, 1));
      await().until(() -> server.actions().contains("free_result"));
    }
  }

  @Test
  void cancellingWakesWhoWaitsAndFreesTheResultOnceItsReplyIsThere() throws Exception {
    // Given
    List<ScriptedServer.Exchange> held = new CopyOnWriteArrayList<>();
    server.on("fetch_raw_block", held::add);

    try (Connection connection = TDengine.connect(server.url())) {
      QueryResult result = connection.query("select v from t");
      await().until(() -> held.size() == 1);
      CompletableFuture<Throwable> reading =
          CompletableFuture.supplyAsync(() -> catchThrowable(result::nextBlock));

      // When
      result.cancel();

      // Then
      assertThat(reading.get(20, TimeUnit.SECONDS))
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("cancelled");
      result.close();
      assertAnswers(connection);
      assertThat(server.actions()).doesNotContain("free_result");
      held.get(0).binary(block(3, 1));
      await().until(() -> server.requests("free_result").size() == 1);
    }
  }

  @Test
  void freesAResultWhoseFetchCameTooLate() {
    // Given
    List<ScriptedServer.Exchange> held = new CopyOnWriteArrayList<>();
    server.on("fetch_raw_block", held::add);
    try (Connection connection = TDengine.connect(server.url())) {
      QueryResult result = connection.query("select v from t");
      assertThat(Interrupted.call(result::nextBlock, () -> held.size() == 1))
          .isInstanceOf(ConnectionException.class);

      // When
      held.get(0).binary(block(3, 1));

      // Then
      await().until(() -> server.requests("free_result").size() == 1);
      assertThat(server.requests("free_result").get(0).path("id").intValue()).isEqualTo(3);
    }
  }

  @Test
  void freesTheResultOfAQueryThatWasAnsweredTooLate() {
    // Given
    List<ScriptedServer.Exchange> held = new CopyOnWriteArrayList<>();
    server.on("binary_query", held::add);
    try (Connection connection = TDengine.connect(server.url())) {
      assertThat(
              Interrupted.call(() -> connection.query("select v from t"), () -> held.size() == 1))
          .isInstanceOf(ConnectionException.class);

      // When
      held.get(0).ok(ONE_COLUMN);

      // Then
      await().until(() -> server.requests("free_result").size() == 1);
      assertThat(server.requests("free_result").get(0).path("id").intValue()).isEqualTo(3);
    }
  }

  @Test
  void anInsertThatWasAnsweredTooLateLeavesNothingToFree() {
    // Given
    List<ScriptedServer.Exchange> held = new CopyOnWriteArrayList<>();
    server.on("binary_query", held::add);
    try (Connection connection = TDengine.connect(server.url())) {
      assertThat(
              Interrupted.call(
                  () -> connection.execute("insert into t values (now, 1)"),
                  () -> held.size() == 1))
          .isInstanceOf(ConnectionException.class);

      // When
      held.get(0).ok("{\"is_update\":true,\"affected_rows\":1,\"id\":0}");
      server.on("binary_query", exchange -> exchange.error(0x2600, "later"));

      // Then
      assertThatThrownBy(() -> connection.execute("x")).hasMessageContaining("later");
      assertThat(server.actions()).doesNotContain("free_result");
    }
  }

  /** By now the server has read everything that was sent before. */
  private void assertAnswers(Connection connection) {
    server.on("get_current_db", exchange -> exchange.ok("{\"db\":\"d\"}"));
    assertThat(connection.currentDatabase()).contains("d");
  }

  @Test
  void tellsTheCurrentDatabase() {
    // Given
    try (Connection connection = TDengine.connect(server.url())) {
      server.on("get_current_db", exchange -> exchange.ok("{\"db\":\"\"}"));

      // When, Then
      assertThat(connection.currentDatabase()).isEmpty();
      assertAnswers(connection);
    }
  }

  @Test
  void asksTheServerForItsVersionOnce() {
    // Given
    server.on("fetch_raw_block", exchange -> exchange.binary(text(3, "3.3.8.1")));
    server.on("binary_query", exchange -> exchange.ok(ONE_COLUMN.replace("[4]", "[8]")));

    try (Connection connection = TDengine.connect(server.url())) {
      // When
      String version = connection.serverVersion();

      // Then
      assertThat(version).isEqualTo("3.3.8.1").isEqualTo(connection.serverVersion());
      assertThat(connection.clientVersion()).isEqualTo("3.3.8.0");
      assertThat(server.requests("binary_query")).hasSize(1);
      assertThat(server.requests("binary_query").get(0).path("sql").textValue())
          .isEqualTo("select server_version()");
    }
  }

  @Test
  void pingsByAQueryThatTheServerMustAnswer() {
    // Given
    server.on("fetch_raw_block", exchange -> exchange.binary(end(3)));

    try (Connection connection = TDengine.connect(server.url())) {
      // When
      connection.ping();
      server.on("fetch_raw_block", exchange -> exchange.binary(error(3, 0x000b, "")));

      // Then
      assertThatThrownBy(connection::ping)
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("network unavailable");
    }
  }

  @Test
  void aClosedResultDoesNotLookLikeTheEnd() {
    // Given
    server.on("fetch_raw_block", exchange -> exchange.binary(block(3, 1)));

    try (Connection connection = TDengine.connect(server.url())) {
      QueryResult result = connection.query("select v from t");
      result.nextBlock();

      // When
      result.close();

      // Then
      assertThatThrownBy(result::nextBlock)
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("closed");
    }
  }

  @Test
  void anErrorWhileFetchingEndsTheResultNotTheConnection() {
    // Given
    server.on("fetch_raw_block", exchange -> exchange.binary(error(3, 0x2504, "query timed out")));

    try (Connection connection = TDengine.connect(server.url())) {
      QueryResult result = connection.query("select v from t");

      // When, Then
      assertThatThrownBy(result::nextBlock)
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("query timed out");
      assertThatThrownBy(result::nextBlock).hasMessageContaining("failed before");
      assertThat(connection.isOpen()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 51, 54, 60, 90})
  void aBlockThatIsCutShortFailsItsResultOnly(int length) {
    // Given
    server.on("fetch_raw_block", exchange -> exchange.binary(block(3, 1).limit(length).slice()));

    try (Connection connection = TDengine.connect(server.url())) {
      QueryResult result = connection.query("select v from t");

      // When, Then
      assertThatThrownBy(result::nextBlock).isInstanceOf(ResultException.class);
      assertThat(connection.isOpen()).isTrue();
    }
  }

  @Test
  void refusesTheBlockOfAnotherResult() {
    // Given
    server.on("fetch_raw_block", exchange -> exchange.binary(block(4, 1)));

    try (Connection connection = TDengine.connect(server.url())) {
      // When, Then
      assertThatThrownBy(() -> connection.query("select v from t").nextBlock())
          .isInstanceOf(ResultException.class)
          .hasMessageContaining("another request");
    }
  }

  @Test
  void refusesABlockWithOtherColumnsThanTheResult() {
    // Given
    server.on("fetch_raw_block", exchange -> exchange.binary(block(3, 2)));

    try (Connection connection = TDengine.connect(server.url())) {
      // When, Then
      assertThatThrownBy(() -> connection.query("select v from t").nextBlock())
          .isInstanceOf(ResultException.class)
          .hasMessageContaining("2 columns in a result of 1");
    }
  }

  @Test
  void refusesAResultThatContradictsItself() {
    // Given
    server.on(
        "binary_query",
        exchange -> exchange.ok(ONE_COLUMN.replace("\"fields_types\":[4]", "\"fields_types\":[]")));

    try (Connection connection = TDengine.connect(server.url())) {
      // When, Then
      assertThatThrownBy(() -> connection.query("select v from t"))
          .isInstanceOf(ResultException.class);
      await().until(() -> server.actions().contains("free_result"));
    }
  }

  /** A reply to a fetch: one row, each column 1. */
  private static ByteBuffer block(long resultId, int columns) {
    BlockBuilder builder =
        new BlockBuilder(Collections.nCopies(columns, ColumnType.of(DataType.INT)));
    for (int i = 0; i < columns; i++) {
      builder.column(i).appendLong(1);
    }
    return reply(resultId, builder.build(1));
  }

  /** A reply to a fetch: one row of one text. */
  private static ByteBuffer text(long resultId, String text) {
    BlockBuilder builder = new BlockBuilder(List.of(ColumnType.of(DataType.VARCHAR, 20)));
    builder.column(0).appendString(text);
    return reply(resultId, builder.build(1));
  }

  private static ByteBuffer reply(long resultId, ByteBuffer block) {
    return header(0, "", resultId, 5 + block.remaining())
        .put((byte) 0)
        .putInt(block.remaining())
        .put(block)
        .flip();
  }

  /** A reply to a fetch: no more rows. */
  static ByteBuffer end(long resultId) {
    return header(0, "", resultId, 1).put((byte) 1).flip();
  }

  private static ByteBuffer error(long resultId, int code, String message) {
    return header(code, message, resultId, 1).put((byte) 1).flip();
  }

  private static ByteBuffer header(int code, String message, long resultId, int more) {
    byte[] text = message.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(50 + text.length + more)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(-1)
        .putLong(7)
        .putShort((short) 1)
        .putLong(0)
        .putLong(0)
        .putInt(code)
        .putInt(text.length)
        .put(text)
        .putLong(resultId);
  }
}
