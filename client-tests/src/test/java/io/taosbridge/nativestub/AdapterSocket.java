package io.taosbridge.nativestub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.handshake.ServerHandshake;

/**
 * A socket to taosAdapter, in as few words as possible (websocket.md). Independent of the client
 * under test, which must not be its own judge.
 */
public final class AdapterSocket extends WebSocketClient {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int REPLY_REQUEST_ID = 26;
  private static final int PATIENCE_SECONDS = 20;

  private final Map<Long, CompletableFuture<Object>> pending = new ConcurrentHashMap<>();
  private final AtomicLong lastRequest = new AtomicLong();

  private AdapterSocket(URI uri) {
    super(uri);
    setConnectionLostTimeout(0);
    // What is not answered would hold back the next request for 40 ms.
    setTcpNoDelay(true);
  }

  /**
   * @param path such as {@code /ws}
   */
  static AdapterSocket open(String host, int port, String path) {
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    AdapterSocket socket = new AdapterSocket(URI.create("ws://" + name + ":" + port + path));
    boolean open;
    try {
      open = socket.connectBlocking();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      open = false;
    }
    if (!open) {
      throw new AdapterException(AdapterException.UNREACHABLE, "Unable to establish connection");
    }
    return socket;
  }

  static ObjectNode arguments() {
    return JSON.createObjectNode();
  }

  JsonNode call(String action, ObjectNode arguments) {
    return (JsonNode) ask(action, arguments);
  }

  /** Sends a text request; the reply is a JsonNode or a ByteBuffer. */
  Object ask(String action, ObjectNode arguments) {
    long id = lastRequest.incrementAndGet();
    return succeeded(await(id, start(id, request(action, id, arguments))));
  }

  /** Sends what is not answered. */
  void tell(String action, ObjectNode arguments) {
    if (isOpen()) {
      send(request(action, lastRequest.incrementAndGet(), arguments));
    }
  }

  private static String request(String action, long id, ObjectNode arguments) {
    ObjectNode request = arguments().put("action", action);
    request.set("args", arguments.put("req_id", id));
    return request.toString();
  }

  /** Sends a binary request; the reply is a JsonNode or a ByteBuffer. */
  Object callBinary(long action, long id, ByteBuffer data) {
    long request = lastRequest.incrementAndGet();
    ByteBuffer frame = ByteBuffer.allocate(24 + data.remaining()).order(ByteOrder.LITTLE_ENDIAN);
    frame.putLong(request).putLong(id).putLong(action).put(data).flip();
    return succeeded(await(request, start(request, frame)));
  }

  private static Object succeeded(Object reply) {
    if (reply instanceof JsonNode json && json.path("code").asInt() != 0) {
      throw new AdapterException(json.path("code").asInt(), json.path("message").asText());
    }
    return reply;
  }

  private CompletableFuture<Object> start(long id, Object frame) {
    CompletableFuture<Object> future = new CompletableFuture<>();
    pending.put(id, future);
    try {
      if (frame instanceof String text) {
        send(text);
      } else {
        send((ByteBuffer) frame);
      }
    } catch (WebsocketNotConnectedException e) {
      future.completeExceptionally(broken());
    }
    if (!isOpen()) {
      future.completeExceptionally(broken());
    }
    return future;
  }

  private Object await(long id, CompletableFuture<Object> future) {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      // The real library has such an end, too, or a lost reply would hold a call for ever.
      throw new AdapterException(AdapterException.TIMEOUT, "Timeout");
    } catch (ExecutionException e) {
      throw (AdapterException) e.getCause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw broken();
    } finally {
      pending.remove(id);
    }
  }

  private void endAll(AdapterException end) {
    pending.values().forEach(future -> future.completeExceptionally(end));
  }

  private static AdapterException broken() {
    return new AdapterException(AdapterException.BROKEN_LINK, "Conn is broken");
  }

  private void complete(long id, Object reply) {
    CompletableFuture<Object> future = pending.get(id);
    if (future != null) {
      future.complete(reply);
    }
  }

  @Override
  public void onMessage(String text) {
    try {
      JsonNode reply = JSON.readTree(text);
      complete(reply.path("req_id").asLong(), reply);
    } catch (JsonProcessingException e) {
      onError(e);
    }
  }

  @Override
  public void onMessage(ByteBuffer bytes) {
    ByteBuffer reply = bytes.order(ByteOrder.LITTLE_ENDIAN);
    complete(reply.getLong(REPLY_REQUEST_ID), reply);
  }

  @Override
  public void onOpen(ServerHandshake handshake) {}

  @Override
  public void onClose(int code, String reason, boolean remote) {
    endAll(broken());
  }

  @Override
  public void onError(Exception e) {
    endAll(new AdapterException(AdapterException.BROKEN_LINK, "Conn is broken: " + e));
  }
}
