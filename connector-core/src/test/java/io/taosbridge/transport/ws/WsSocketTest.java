package io.taosbridge.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.ConnectionOptions.Endpoint;
import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.OperationalException;
import io.taosbridge.client.error.ResultException;
import io.taosbridge.client.error.TDengineException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.extensions.permessage_deflate.PerMessageDeflateExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and replies on one socket, and what becomes of them when things go wrong. */
@Timeout(120)
class WsSocketTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(200);

  private ScriptedServer server;

  @BeforeEach
  void startServer() throws InterruptedException {
    server = ScriptedServer.begin();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private WsSocket open() {
    return open(server.getPort(), "");
  }

  /** With options as they stand in a URL. */
  private static WsSocket open(int port, String parameters) {
    return WsSocket.open(new Endpoint("127.0.0.1", port), "/ws", options(parameters));
  }

  private static ConnectionOptions options(String parameters) {
    return ConnectionOptions.parse("ws://?connect_timeout=20&" + parameters);
  }

  private static Reply.Json call(WsSocket socket, String action, long id, Duration timeout) {
    return socket.call(action, id, WsSocket.arguments(), timeout);
  }

  @Test
  void givesEachRequestItsOwnReplyWhateverTheirOrder() {
    // Given
    List<ScriptedServer.Exchange> held = new CopyOnWriteArrayList<>();
    server.on("held", held::add);
    try (WsSocket socket = open()) {
      List<CompletableFuture<Long>> calls = new ArrayList<>();
      for (long id = 1; id <= 5; id++) {
        long requestId = id;
        calls.add(
            CompletableFuture.supplyAsync(
                () -> call(socket, "held", requestId, LONG).number("answer"),
                WsSocketTest::inNewThread));
      }
      await().until(() -> held.size() == 5);

      // When
      for (int i = held.size() - 1; i >= 0; i--) {
        long id = held.get(i).arguments().path("req_id").asLong();
        held.get(i).ok("{\"answer\":" + id * 10 + "}");
      }

      // Then
      for (int i = 0; i < calls.size(); i++) {
        assertThat(calls.get(i).join()).isEqualTo((i + 1) * 10L);
      }
    }
  }

  private static void inNewThread(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
  }

  @Test
  void aCallWithoutReplyTimesOutAndLeavesTheSocketUsable() {
    // Given
    List<ScriptedServer.Exchange> held = new CopyOnWriteArrayList<>();
    server.on("silent", held::add);
    try (WsSocket socket = open()) {
      // When, Then
      assertThatThrownBy(() -> call(socket, "silent", 7, SHORT))
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("no reply to silent from 127.0.0.1:" + server.getPort())
          .hasMessageContaining("200 ms")
          .satisfies(e -> assertThat(((TDengineException) e).requestId()).isEqualTo(7));

      // and a reply that comes too late goes to nobody
      held.get(0).ok("{}");
      assertThat(call(socket, "version", 8, LONG).text("version")).isEqualTo("3.3.8.0");
    }
  }

  @Test
  void freesWhatAReplyTellsOfThatCameTooLate() {
    // Given
    List<ScriptedServer.Exchange> held = new CopyOnWriteArrayList<>();
    List<Long> freed = new CopyOnWriteArrayList<>();
    server.on("held", held::add);
    try (WsSocket socket = open()) {
      for (long id = 7; id <= 8; id++) {
        long requestId = id;
        assertThatThrownBy(
                () ->
                    socket.callHolding(
                        "held",
                        requestId,
                        WsSocket.arguments(),
                        SHORT,
                        late -> freed.add(late.number("id"))))
            .isInstanceOf(ConnectionException.class)
            .hasMessageContaining("no reply to held");
      }
      await().until(() -> held.size() == 2);

      // When
      held.get(0).error(0x2600, "nothing is held");
      held.get(1).ok("{\"id\":3}");

      // Then
      await().until(() -> !freed.isEmpty());
      assertThat(freed).containsExactly(3L);
    }
  }

  @Test
  void everyCallInFlightEndsWhenTheServerClosesTheSocket() {
    // Given
    List<ScriptedServer.Exchange> held = new CopyOnWriteArrayList<>();
    server.on("held", held::add);
    try (WsSocket socket = open()) {
      List<CompletableFuture<Reply.Json>> calls = new ArrayList<>();
      for (long id = 1; id <= 3; id++) {
        long requestId = id;
        calls.add(
            CompletableFuture.supplyAsync(
                () -> call(socket, "held", requestId, LONG), WsSocketTest::inNewThread));
      }
      await().until(() -> held.size() == 3);

      // When
      held.get(0).socket().closeConnection(1006, "cut");

      // Then
      for (CompletableFuture<Reply.Json> call : calls) {
        assertThatThrownBy(call::join)
            .isInstanceOf(CompletionException.class)
            .cause()
            .isInstanceOf(ConnectionException.class)
            .hasMessageContaining("held failed: the connection to 127.0.0.1")
            .satisfies(
                e -> assertThat(((TDengineException) e).action()).isEqualTo(ErrorAction.RECONNECT));
      }
      assertThat(socket.isOpen()).isFalse();
      assertThatThrownBy(() -> call(socket, "held", 9, LONG))
          .isInstanceOf(ConnectionException.class);
    }
  }

  @Test
  void closingTheSocketEndsCallsOfOtherThreads() {
    // Given
    List<ScriptedServer.Exchange> held = new CopyOnWriteArrayList<>();
    server.on("held", held::add);
    WsSocket socket = open();
    CompletableFuture<Reply.Json> call =
        CompletableFuture.supplyAsync(
            () -> call(socket, "held", 1, LONG), WsSocketTest::inNewThread);
    await().until(() -> held.size() == 1);

    // When
    socket.close();

    // Then
    assertThatThrownBy(call::join)
        .cause()
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("closed by this side");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"code\":0,", "no JSON", "", "[1]", "{\"code\":0}", "{\"req_id\":\"1\"}"})
  void aTextFrameThatMakesNoSenseEndsAllCalls(String text) {
    // Given
    server.on("held", exchange -> exchange.socket().send(text));
    try (WsSocket socket = open()) {
      // When, Then
      assertThatThrownBy(() -> call(socket, "held", 1, LONG))
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("sent a text frame")
          .hasCauseInstanceOf(ResultException.class);
      assertThat(socket.isOpen()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16, 49, 60})
  void aBinaryFrameThatAnswersNothingEndsAllCalls(int length) {
    // Given
    server.on("held", exchange -> exchange.socket().send(ByteBuffer.allocate(length)));
    try (WsSocket socket = open()) {
      // When, Then
      assertThatThrownBy(() -> call(socket, "held", 1, LONG))
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("sent a binary frame of " + length + " bytes");
    }
  }

  @Test
  void aReplyWithoutACodeIsNoSuccess() {
    // Given
    server.on("held", exchange -> exchange.socket().send("{\"req_id\":1,\"action\":\"held\"}"));
    try (WsSocket socket = open()) {
      // When
      Reply.Json reply = call(socket, "held", 1, LONG);

      // Then
      assertThatThrownBy(reply::code)
          .isInstanceOf(ResultException.class)
          .hasMessageContaining("the reply to held has no proper code");
    }
  }

  @Test
  void refusesARequestIdThatIsInFlight() {
    // Given
    List<ScriptedServer.Exchange> held = new CopyOnWriteArrayList<>();
    server.on("held", held::add);
    try (WsSocket socket = open()) {
      CompletableFuture<Reply.Json> first =
          CompletableFuture.supplyAsync(
              () -> call(socket, "held", 1, LONG), WsSocketTest::inNewThread);
      await().until(() -> held.size() == 1);

      // When, Then
      assertThatThrownBy(() -> call(socket, "held", 1, LONG))
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("request id 1 is in flight");
      held.get(0).ok("{}");
      assertThat(first.join().code()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void sendsFramesOfEveryLengthUnchanged(boolean compression) {
    // Given
    Set<Boolean> compressed = ConcurrentHashMap.newKeySet();
    server.on(
        "binary_query",
        exchange -> {
          Draft_6455 draft = (Draft_6455) exchange.socket().getDraft();
          compressed.add(draft.getExtension() instanceof PerMessageDeflateExtension);
          exchange.ok("{}");
        });
    try (WsSocket socket = open(server.getPort(), "compression=" + compression)) {
      List<String> sent = new ArrayList<>();
      List<Integer> lengths = new ArrayList<>(List.of(95, 96, 97, 65_505, 65_506, 200_000));
      for (int length = 1; length < 20; length++) {
        lengths.add(length);
      }

      // When
      for (int length : lengths) {
        String sql = "0123456789abcdefghijklm".repeat(length / 23 + 1).substring(0, length);
        sent.add(sql);
        ByteBuffer frame = QueryFrame.query(sent.size(), sql);
        socket.callBinary("query", frame, LONG);
      }

      // Then
      assertThat(server.requests("binary_query"))
          .extracting(arguments -> arguments.path("sql").textValue())
          .isEqualTo(sent);
      assertThat(compressed).containsExactly(compression);
    }
  }

  @Test
  void saysThatNobodyListens() throws IOException {
    // Given
    int port;
    try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = unused.getLocalPort();
    }

    // When, Then
    assertThatThrownBy(() -> open(port, ""))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("cannot connect to taosAdapter at 127.0.0.1:" + port)
        .hasMessageContaining("Connection refused");
  }

  @Test
  void saysThatTheHostIsUnknown() {
    // Given
    Endpoint nowhere = new Endpoint("nowhere.invalid", 6041);

    // When, Then
    assertThatThrownBy(() -> WsSocket.open(nowhere, "/ws", options("")))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("nowhere.invalid:6041: unknown host");
  }

  @Test
  void givesUpOnAServerThatNeverAnswersTheHandshake() throws IOException {
    // Given
    try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Endpoint endpoint = new Endpoint("127.0.0.1", mute.getLocalPort());

      // When, Then
      assertThatThrownBy(
              () ->
                  WsSocket.open(
                      endpoint, "/ws", ConnectionOptions.parse("ws://?connect_timeout=1")))
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("no answer in 1000 ms");
      // and lets go of the connection
      try (Socket accepted = mute.accept()) {
        accepted.setSoTimeout((int) LONG.toMillis());
        assertThat(accepted.getInputStream().readAllBytes()).isNotNull();
      }
    }
  }

  @Test
  void saysThatTheOtherSideIsNoWebSocketServer() throws IOException {
    // Given
    try (ServerSocket http = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      inNewThread(() -> answer(http, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"));

      // When, Then
      assertThatThrownBy(() -> open(http.getLocalPort(), ""))
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("404");
    }
  }

  @Test
  void answersPings() {
    // Given
    server.on(
        "held",
        exchange -> {
          exchange.socket().sendPing();
          exchange.ok("{}");
        });
    try (WsSocket socket = open()) {
      // When
      call(socket, "held", 1, LONG);

      // Then
      await().until(() -> server.pongs() == 1);
    }
  }

  @Test
  void noticesAPeerThatNoLongerAnswersPings() throws IOException {
    // Given
    try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      inNewThread(() -> shakeHands(mute));
      try (WsSocket socket =
          WsSocket.open(new Endpoint("127.0.0.1", mute.getLocalPort()), "/ws", options(""), 1)) {
        // When, Then
        assertThatThrownBy(() -> call(socket, "held", 1, LONG))
            .isInstanceOf(ConnectionException.class)
            .hasMessageContaining("held failed: the connection to 127.0.0.1")
            .hasMessageContaining("broke");
      }
    }
  }

  /** Reads a request's head, and sends something back. */
  private static void answer(ServerSocket server, String reply) {
    try {
      Socket socket = server.accept();
      InputStream in = socket.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.read());
      }
      Matcher key = Pattern.compile("Sec-WebSocket-Key: (\\S+)").matcher(head);
      String text = key.find() ? reply.replace("ACCEPT", accept(key.group(1))) : reply;
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void shakeHands(ServerSocket server) {
    String reply =
        """
        HTTP/1.1 101 Switching Protocols
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Accept: ACCEPT

        """;
    answer(server, reply.replace("\n", "\r\n"));
  }

  private static String accept(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest(
                  (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                      .getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
