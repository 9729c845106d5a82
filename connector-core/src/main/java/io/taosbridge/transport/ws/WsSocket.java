package io.taosbridge.transport.ws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.ConnectionOptions.Endpoint;
import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.TDengineException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One socket to taosAdapter (websocket.md, sections 2 to 5). Requests of many threads may be in
 * flight; each reply goes to the request with its id. Every call returns or throws: on its reply,
 * on its timeout, or when the socket ends.
 */
final class WsSocket implements AutoCloseable, WsClient.Handler {

  private static final Logger LOG = LoggerFactory.getLogger(WsSocket.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SILENCE_SECONDS = 60;

  private final String peer;
  private final WsClient client;
  private final InFlight inFlight = new InFlight();
  private final SendBuffer buffers;

  private WsSocket(Endpoint endpoint, String path, ConnectionOptions options, int silenceSeconds) {
    this.peer = endpoint.toString();
    this.buffers = new SendBuffer(options.compression());
    this.client = new WsClient(endpoint, path, this, options, silenceSeconds);
  }

  /**
   * Opens a socket.
   *
   * @param path such as {@code /ws}
   * @throws ConnectionException that says why it could not be opened
   */
  static WsSocket open(Endpoint endpoint, String path, ConnectionOptions options) {
    return open(endpoint, path, options, SILENCE_SECONDS);
  }

  static WsSocket open(
      Endpoint endpoint, String path, ConnectionOptions options, int silenceSeconds) {
    WsSocket socket = new WsSocket(endpoint, path, options, silenceSeconds);
    socket.client.open(options);
    return socket;
  }

  /** Host and port of the other side. */
  String peer() {
    return peer;
  }

  boolean isOpen() {
    return !inFlight.hasEnded() && client.isOpen();
  }

  /** Whether no request waits for its reply. */
  boolean isIdle() {
    return inFlight.isEmpty();
  }

  /** What to write long frames to. */
  SendBuffer buffers() {
    return buffers;
  }

  static ObjectNode arguments() {
    return JSON.createObjectNode();
  }

  /** Sends a JSON action and waits for its JSON reply. */
  Reply.Json call(String action, long requestId, ObjectNode arguments, Duration timeout) {
    return json(action, callAny(action, requestId, arguments, timeout));
  }

  /** Sends a JSON action whose reply is binary unless it failed. */
  Reply callAny(String action, long requestId, ObjectNode arguments, Duration timeout) {
    return finishAny(begin(action, requestId, arguments), timeout);
  }

  /** A request whose reply nobody waits for yet. */
  record Pending(String action, long requestId, CompletableFuture<Reply> reply) {}

  /** Sends a JSON action without waiting. */
  Pending begin(String action, long requestId, ObjectNode arguments) {
    return new Pending(action, requestId, start(action, requestId, arguments));
  }

  /** Waits for the JSON reply. */
  Reply.Json finish(Pending pending, Duration timeout) {
    return json(pending.action, finishAny(pending, timeout));
  }

  /** Waits for the reply. */
  Reply finishAny(Pending pending, Duration timeout) {
    return finish(pending, pending.reply, timeout);
  }

  /** Waits for what is made of the reply. */
  <T> T finish(Pending pending, CompletableFuture<T> made, Duration timeout) {
    try {
      return await(pending.action, pending.requestId, made, timeout);
    } finally {
      inFlight.forget(pending.requestId);
    }
  }

  /**
   * Sends a JSON action that makes the server hold something, and waits for its JSON reply.
   *
   * @param free frees what a successful reply tells of that nobody waited for any more; runs in the
   *     thread that reads the socket
   */
  Reply.Json callHolding(
      String action,
      long requestId,
      ObjectNode arguments,
      Duration timeout,
      Consumer<Reply.Json> free) {
    return awaitHolding(action, requestId, start(action, requestId, arguments), timeout, free);
  }

  /**
   * Sends a binary frame, which holds the request id in its first eight bytes, and waits for its
   * JSON reply.
   *
   * @param frame not to be used any more: it may be masked where it is
   */
  Reply.Json callBinary(String action, ByteBuffer frame, Duration timeout) {
    return callBinaryHolding(action, frame, timeout, nothing -> {});
  }

  /**
   * Sends a binary frame that makes the server hold something, and waits for its JSON reply.
   *
   * @param free as above
   */
  Reply.Json callBinaryHolding(
      String action, ByteBuffer frame, Duration timeout, Consumer<Reply.Json> free) {
    long requestId = frame.getLong(0);
    Reply.Json reply =
        awaitHolding(action, requestId, startBinary(requestId, frame), timeout, free);
    // There is no reply to what was not sent to its end.
    buffers.giveBack(frame);
    return reply;
  }

  private Reply.Json awaitHolding(
      String action,
      long requestId,
      CompletableFuture<Reply> reply,
      Duration timeout,
      Consumer<Reply.Json> free) {
    try {
      return json(action, await(action, requestId, reply, timeout));
    } catch (TDengineException e) {
      CompletableFuture<Void> unused =
          reply.thenAccept(
              late -> {
                if (late instanceof Reply.Json json && json.code() == 0) {
                  free.accept(json);
                }
              });
      throw e;
    }
  }

  private CompletableFuture<Reply> start(String action, long requestId, ObjectNode arguments) {
    String text = envelope(action, requestId, arguments);
    return start(requestId, () -> client.send(text));
  }

  /** Sends a binary frame without waiting. The future fails when the socket ends. */
  CompletableFuture<Reply> startBinary(long requestId, ByteBuffer frame) {
    return start(requestId, () -> client.sendOwn(frame));
  }

  private CompletableFuture<Reply> start(long requestId, Runnable send) {
    CompletableFuture<Reply> reply = inFlight.add(requestId);
    if (!reply.isDone()) {
      try {
        send.run();
      } catch (WebsocketNotConnectedException e) {
        inFlight.end(Errors.lost("the connection to " + peer + " is closed", e));
      }
    }
    return reply;
  }

  /** Sends a JSON action without waiting for a reply; what comes back is dropped. */
  void send(String action, long requestId, ObjectNode arguments) {
    try {
      client.send(envelope(action, requestId, arguments));
    } catch (WebsocketNotConnectedException e) {
      LOG.debug("{} not sent, {} is closed", action, peer, e);
    }
  }

  /**
   * Sends a JSON action without waiting for its JSON reply.
   *
   * @return fails with a TDengineException; completed by the thread that reads the socket
   */
  CompletableFuture<Reply.Json> callAsync(
      String action, long requestId, ObjectNode arguments, Duration timeout) {
    return answer(action, requestId, start(action, requestId, arguments), timeout);
  }

  /**
   * Sends a binary frame, which holds the request id in its first eight bytes, without waiting for
   * its JSON reply.
   *
   * @param frame not to be used any more
   * @return as above
   */
  CompletableFuture<Reply.Json> callBinaryAsync(String action, ByteBuffer frame, Duration timeout) {
    long requestId = frame.getLong(0);
    return answer(
        action,
        requestId,
        startBinary(requestId, frame)
            .thenApply(
                reply -> {
                  // There is no reply to what was not sent to its end.
                  buffers.giveBack(frame);
                  return reply;
                }),
        timeout);
  }

  private CompletableFuture<Reply.Json> answer(
      String action, long requestId, CompletableFuture<Reply> reply, Duration timeout) {
    return reply
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (answer, failure) -> {
              inFlight.forget(requestId);
              if (failure != null) {
                throw failed(action, requestId, cause(failure), timeout);
              }
              return json(action, answer);
            });
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException ? failure.getCause() : failure;
  }

  /**
   * Waits for a reply. A call that times out leaves the socket as it is; its reply may still come
   * and complete the future.
   */
  <T> T await(String action, long requestId, CompletableFuture<T> reply, Duration timeout) {
    try {
      return reply.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Errors.lost("interrupted while waiting for the reply to " + action, e);
    } catch (ExecutionException e) {
      throw failed(action, requestId, e.getCause(), timeout);
    } catch (TimeoutException e) {
      throw failed(action, requestId, e, timeout);
    }
  }

  private ConnectionException failed(
      String action, long requestId, Throwable cause, Duration timeout) {
    if (cause instanceof TDengineException failure) {
      return new ConnectionException(
          action + " failed: " + failure.getMessage(),
          failure.code(),
          requestId,
          ErrorAction.RECONNECT,
          failure);
    }
    return Errors.timeout(
        "no reply to " + action + " from " + peer + " in " + timeout.toMillis() + " ms", requestId);
  }

  static Reply.Json json(String action, Reply reply) {
    if (reply instanceof Reply.Json json) {
      return json;
    }
    throw Errors.unreadable("the reply to " + action + " is binary, expected JSON", null);
  }

  private static String envelope(String action, long requestId, ObjectNode arguments) {
    arguments.put("req_id", requestId);
    return JSON.createObjectNode().put("action", action).set("args", arguments).toString();
  }

  @Override
  public void onText(String text) {
    JsonNode body;
    try {
      body = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      fail("a text frame that is not JSON", e);
      return;
    }
    if (body.path("req_id").isIntegralNumber()) {
      deliver(body.path("req_id").longValue(), new Reply.Json(body));
    } else {
      fail("a text frame without req_id", null);
    }
  }

  @Override
  public void onBinary(ByteBuffer bytes) {
    ByteBuffer frame = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    long requestId = BinaryReply.requestIdOf(frame);
    if (requestId == 0) {
      fail("a binary frame of " + frame.remaining() + " bytes that answers nothing", null);
    } else {
      deliver(requestId, new Reply.Binary(frame));
    }
  }

  @Override
  public void onEnd(String reason, Exception cause) {
    inFlight.end(Errors.lost("the connection to " + peer + " broke (" + reason + ")", cause));
  }

  private void deliver(long requestId, Reply reply) {
    if (!inFlight.complete(requestId, reply)) {
      LOG.debug("{} sent a reply to request {} that nobody waits for", peer, requestId);
    }
  }

  /** Nothing on a socket can be trusted after a frame that makes no sense. */
  private void fail(String what, Exception cause) {
    inFlight.end(Errors.unreadable(peer + " sent " + what, cause));
    client.end(CloseFrame.PROTOCOL_ERROR);
  }

  @Override
  public void close() {
    inFlight.end(Errors.lost("the connection to " + peer + " was closed by this side", null));
    client.end(CloseFrame.NORMAL);
  }
}
