package io.taosbridge.bench.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.taosbridge.transport.TmqRawDecoder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The frames of a subscription, by the JDK's own WebSocket: they are received, their rows counted
 * by the heads of blocks, and no cell is read. What the server and the wire allow.
 */
final class RawSubscription implements WebSocket.Listener {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAYLOAD = 56;
  private static final int POLL_MILLIS = 500;

  private final BlockingQueue<byte[]> frames = new LinkedBlockingQueue<>();
  private final StringBuilder text = new StringBuilder();
  private ByteBuffer frame = ByteBuffer.allocate(1 << 20);
  private WebSocket socket;
  private int requests;

  private RawSubscription() {}

  /** Reads so many rows of a topic, from its begin. */
  static void read(Connections server, String topic, String group, long rows)
      throws IOException, InterruptedException {
    RawSubscription subscription = new RawSubscription();
    subscription.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create("ws://" + server.host() + "/rest/tmq"), subscription)
            .join();
    try {
      ObjectNode arguments =
          JSON.createObjectNode()
              .put("user", server.user())
              .put("password", server.password())
              .put("group_id", group)
              .put("offset_reset", "earliest");
      arguments.putArray("topics").add(topic);
      subscription.call("subscribe", arguments);
      subscription.read(rows);
    } finally {
      subscription.socket.abort();
    }
  }

  private void read(long rows) throws IOException, InterruptedException {
    TmqRawDecoder decoder = new TmqRawDecoder();
    long read = 0;
    long messageId = 0;
    while (read < rows) {
      JsonNode poll =
          call(
              "poll",
              JSON.createObjectNode()
                  .put("blocking_time", POLL_MILLIS)
                  .put("message_id", messageId));
      if (poll.path("have_message").asBoolean()) {
        messageId = poll.path("message_id").asLong();
        send("fetch_raw_data", JSON.createObjectNode().put("message_id", messageId));
        byte[] reply = frames.take();
        read += decoder.decode(ByteBuffer.wrap(reply, PAYLOAD, reply.length - PAYLOAD)).rows();
      }
    }
  }

  private JsonNode call(String action, ObjectNode arguments)
      throws IOException, InterruptedException {
    send(action, arguments);
    JsonNode body = JSON.readTree(frames.take());
    if (body.path("code").asInt() != 0) {
      throw new IOException(action + " failed: " + body);
    }
    return body;
  }

  private void send(String action, ObjectNode arguments) {
    requests++;
    arguments.put("req_id", requests);
    socket
        .sendText(
            JSON.createObjectNode().put("action", action).set("args", arguments).toString(), true)
        .join();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    text.append(part);
    if (last) {
      frames.add(text.toString().getBytes(StandardCharsets.UTF_8));
      text.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
    if (frame.remaining() < part.remaining()) {
      frame = ByteBuffer.allocate(2 * (frame.position() + part.remaining())).put(frame.flip());
    }
    frame.put(part);
    if (last) {
      byte[] whole = new byte[frame.position()];
      frame.get(0, whole);
      frames.add(whole);
      frame.clear();
    }
    from.request(1);
    return null;
  }
}
