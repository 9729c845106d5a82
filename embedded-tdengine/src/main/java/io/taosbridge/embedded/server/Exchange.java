package io.taosbridge.embedded.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.taosbridge.embedded.fault.Effect;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * One request on a WebSocket and the reply to it (websocket.md, section 3): knows what every reply
 * has in common, and carries out the fault ordered for this action.
 */
public final class Exchange {

  private static final JsonMapper JSON = new JsonMapper();

  private final Peer peer;
  private final String action;
  private final long requestId;
  private final Effect fault;
  private final long started = System.nanoTime();
  private final ObjectNode echoed = JsonNodeFactory.instance.objectNode();
  private ErrorReply errorReply = this::textError;
  private Runnable beforeReply = () -> {};

  public Exchange(Peer peer, String action, long requestId, Effect fault) {
    this.peer = peer;
    this.action = action;
    this.requestId = requestId;
    this.fault = fault;
  }

  public String action() {
    return action;
  }

  public long requestId() {
    return requestId;
  }

  /** Nanoseconds since the request came in. */
  public long timing() {
    return System.nanoTime() - started;
  }

  /** Adds a member to the reply, also if it becomes an error. */
  public void echo(String name, long unsigned) {
    putUnsigned(echoed, name, unsigned);
  }

  /** From now on errors are answered this way rather than as text. */
  public void errorsAs(ErrorReply reply) {
    errorReply = reply;
  }

  /** Does something just before the answer leaves. */
  public void beforeReply(Runnable action) {
    beforeReply = action;
  }

  /** Answers with the common members only. */
  public void reply() {
    reply(node -> {});
  }

  /** Answers with the common members and those that {@code members} adds. */
  public void reply(Consumer<ObjectNode> members) {
    ObjectNode node = common(0, "");
    node.setAll(echoed);
    members.accept(node);
    sendText(node);
  }

  /** Answers with one binary message. */
  public void reply(ByteBuffer... parts) {
    send(() -> peer.send(parts));
  }

  /** Answers with an error. */
  public void error(int code, String message) {
    errorReply.send(code, message);
  }

  private void textError(int code, String message) {
    ObjectNode node = common(code, message);
    node.setAll(echoed);
    sendText(node);
  }

  private ObjectNode common(int code, String message) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("code", code);
    node.put("message", message);
    node.put("action", action);
    putUnsigned(node, "req_id", requestId);
    node.put("timing", timing());
    return node;
  }

  private void sendText(ObjectNode node) {
    String text;
    try {
      text = JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    send(() -> peer.send(text));
  }

  private void send(Runnable sending) {
    beforeReply.run();
    if (fault instanceof Effect.DropReply) {
      return;
    }
    if (fault instanceof Effect.ResetAfter) {
      peer.reset();
    } else if (fault instanceof Effect.Delay delay) {
      Duration by = delay.by();
      peer.later(by, sending);
    } else {
      sending.run();
    }
  }

  private static void putUnsigned(ObjectNode node, String name, long value) {
    if (value >= 0) {
      node.put(name, value);
    } else {
      node.put(name, new BigInteger(Long.toUnsignedString(value)));
    }
  }

  /** How an action reports its errors. */
  @FunctionalInterface
  public interface ErrorReply {
    void send(int code, String message);
  }
}
