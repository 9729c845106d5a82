package io.taosbridge.transport.ws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.taosbridge.golden.GoldenEvent;
import io.taosbridge.golden.GoldenRecording;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedSelectorException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketServerFactory;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.extensions.permessage_deflate.PerMessageDeflateExtension;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.DefaultWebSocketServerFactory;
import org.java_websocket.server.WebSocketServer;

/**
 * A WebSocket server that answers JSON actions as told, or as a real server did in a recording.
 * Keeps silent about actions that it was told nothing of, as taosAdapter does.
 */
final class ScriptedServer extends WebSocketServer implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int REQUEST_ID_IN_BINARY_REPLY = 26;
  private static final long REMINDER_MILLIS = 100;
  private static final int ACTION = 16;
  private static final int DATA = 24;
  private static final Map<Integer, String> BINARY_ACTIONS =
      Map.of(1, "set_tags", 2, "bind", 6, "binary_query", 7, "fetch_raw_block", 9, "stmt2_bind");

  /** Answers one request, or does not. */
  @FunctionalInterface
  interface Handler {
    void handle(Exchange exchange);
  }

  /** A request and the ways to answer it. */
  record Exchange(WebSocket socket, JsonNode request) {

    JsonNode arguments() {
      return request.path("args");
    }

    /** Replies success, with more members given as JSON. */
    void ok(String members) {
      reply(0, "", members);
    }

    void error(int code, String message) {
      reply(code, message, "{}");
    }

    /** Sends a frame with this request's id where binary replies have it. */
    void binary(ByteBuffer frame) {
      long requestId = arguments().path("req_id").asLong();
      socket.send(
          frame.order(ByteOrder.LITTLE_ENDIAN).putLong(REQUEST_ID_IN_BINARY_REPLY, requestId));
    }

    private void reply(int code, String message, String members) {
      ObjectNode reply = JSON.createObjectNode().put("code", code).put("message", message);
      reply.set("action", request.path("action"));
      reply.set("req_id", arguments().path("req_id"));
      reply.put("timing", 1);
      reply.setAll((ObjectNode) parse(members));
      socket.send(reply.toString());
    }

    void replay(GoldenEvent recorded) {
      if (recorded.isText()) {
        ObjectNode reply = (ObjectNode) recorded.json();
        reply.set("req_id", arguments().path("req_id"));
        socket.send(reply.toString());
      } else {
        binary(recorded.bytes());
      }
    }
  }

  private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
  private volatile Handler otherwise = exchange -> {};
  private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger pongs = new AtomicInteger();
  private final CountDownLatch started = new CountDownLatch(1);

  /**
   * The library may forget that there is something to send, when its two threads meet: one takes
   * the wish to write back that the other has just uttered.
   */
  private final Timer reminder = new Timer("scripted-server-reminder", true);

  private ScriptedServer() {
    super(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        1,
        List.of(new Draft_6455(new PerMessageDeflateExtension())));
    setDaemon(true);
    setReuseAddr(true);
    on("version", exchange -> exchange.ok("{\"version\":\"3.3.8.0\"}"));
    on("subscribe", exchange -> exchange.ok("{\"version\":\"3.3.8.0\"}"));
    on("unsubscribe", exchange -> exchange.ok("{}"));
  }

  static ScriptedServer begin() throws InterruptedException {
    return begin(new DefaultWebSocketServerFactory());
  }

  static ScriptedServer begin(WebSocketServerFactory sockets) throws InterruptedException {
    ScriptedServer server = new ScriptedServer();
    server.setWebSocketFactory(sockets);
    server.start();
    server.started.await();
    return server;
  }

  /** From now on, answers every request of an action by this handler. */
  ScriptedServer on(String action, Handler handler) {
    handlers.put(action, handler);
    return this;
  }

  /** Answers every request of an action without a handler of its own by this one. */
  ScriptedServer otherwise(Handler handler) {
    otherwise = handler;
    return this;
  }

  /**
   * Answers as one socket of a recording: each request gets the reply to the next recorded request
   * that asks the same.
   */
  static ScriptedServer replaying(GoldenRecording recording, int connection)
      throws InterruptedException {
    Map<String, Deque<GoldenEvent>> replies = new HashMap<>();
    List<GoldenEvent> events =
        recording.events().stream().filter(event -> event.connection() == connection).toList();
    for (GoldenEvent request : events) {
      if (request.fromClient() && request.isText()) {
        for (GoldenEvent reply : events) {
          if (reply.number() > request.number() && answers(reply, request)) {
            replies.computeIfAbsent(key(request.json()), k -> new ArrayDeque<>()).add(reply);
            break;
          }
        }
      }
    }
    ScriptedServer server = begin();
    List<String> actions = new ArrayList<>(replies.keySet());
    actions.stream()
        .map(key -> key.substring(0, key.indexOf(' ')))
        .distinct()
        .forEach(
            action ->
                server.on(
                    action,
                    exchange -> {
                      Deque<GoldenEvent> left = replies.get(key(exchange.request()));
                      if (left != null && !left.isEmpty()) {
                        exchange.replay(left.remove());
                      }
                    }));
    return server;
  }

  private static boolean answers(GoldenEvent reply, GoldenEvent request) {
    if (!reply.fromServer()) {
      return false;
    }
    long id = request.json().path("args").path("req_id").asLong();
    if (reply.isText()) {
      return reply.json().path("req_id").asLong() == id;
    }
    return reply.isBinary()
        && reply.bytes().order(ByteOrder.LITTLE_ENDIAN).getLong(0) == -1
        && reply.bytes().getLong(REQUEST_ID_IN_BINARY_REPLY) == id;
  }

  /** What a request asks, without what differs between equal ones. */
  private static String key(JsonNode request) {
    JsonNode arguments = request.path("args");
    StringBuilder key = new StringBuilder(request.path("action").asText()).append(' ');
    for (String member :
        List.of("topic", "vgroup_id", "offset", "topic_vgroup_ids", "message_id")) {
      key.append(arguments.path(member)).append(' ');
    }
    return key.toString();
  }

  String url() {
    return "ws://root:taosdata@127.0.0.1:" + getPort() + "/?conn_retries=0";
  }

  /** Every request of an action so far, its arguments only. */
  List<JsonNode> requests(String action) {
    return requests.stream()
        .filter(request -> request.path("action").asText().equals(action))
        .map(request -> request.path("args"))
        .toList();
  }

  List<String> actions() {
    return requests.stream().map(request -> request.path("action").asText()).toList();
  }

  /** How many pings were answered. */
  int pongs() {
    return pongs.get();
  }

  @Override
  public void onWebsocketPong(WebSocket socket, Framedata frame) {
    pongs.incrementAndGet();
  }

  static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  @Override
  public void onMessage(WebSocket socket, String text) {
    handle(socket, parse(text));
  }

  @Override
  public void onMessage(WebSocket socket, ByteBuffer frame) {
    handle(socket, binaryRequest(frame));
  }

  /** A binary request as if it were JSON, by the name that replies to it have. */
  static JsonNode binaryRequest(ByteBuffer bytes) {
    ByteBuffer frame = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    int action = (int) frame.getLong(ACTION);
    byte[] data = new byte[frame.remaining() - DATA];
    frame.get(DATA, data);
    ObjectNode arguments =
        JSON.createObjectNode()
            .put("req_id", frame.getLong(0))
            .put("id", frame.getLong(Long.BYTES))
            .put("data", HexFormat.of().formatHex(data));
    if (action == 6) {
      arguments.put("sql", new String(data, 6, data.length - 6, StandardCharsets.UTF_8));
    }
    ObjectNode request = JSON.createObjectNode().put("action", BINARY_ACTIONS.get(action));
    return request.set("args", arguments);
  }

  private void handle(WebSocket socket, JsonNode request) {
    requests.add(request);
    handlers
        .getOrDefault(request.path("action").asText(), otherwise)
        .handle(new Exchange(socket, request));
  }

  @Override
  public void onStart() {
    reminder.schedule(
        new TimerTask() {
          @Override
          public void run() {
            getConnections().forEach(ScriptedServer.this::onWriteDemand);
          }
        },
        REMINDER_MILLIS,
        REMINDER_MILLIS);
    started.countDown();
  }

  @Override
  public void onOpen(WebSocket socket, ClientHandshake handshake) {}

  @Override
  public void onClose(WebSocket socket, int code, String reason, boolean remote) {}

  @Override
  public void onError(WebSocket socket, Exception e) {}

  @Override
  public void close() {
    reminder.cancel();
    try {
      stop(1_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ClosedSelectorException e) {
      // the library's thread was faster
    }
  }
}
