package io.taosbridge.bench.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.taosbridge.transport.TmqRawDecoder;
import java.io.IOException;
import java.util.function.LongConsumer;

/**
 * The frames of a subscription: they are received, their rows counted by the heads of blocks, and
 * no cell is read. What the server and the wire allow.
 */
public final class RawSubscription {

  private static final int PAYLOAD = 56;
  private static final int POLL_MILLIS = 500;

  private RawSubscription() {}

  /**
   * Reads so many rows of a topic, from its begin.
   *
   * @param progress is told after each poll how many rows it gave
   */
  public static void read(
      Connections server, String topic, String group, long rows, LongConsumer progress)
      throws IOException {
    try (RawSocket socket = RawSocket.open(server, "/rest/tmq")) {
      ObjectNode arguments =
          RawSocket.arguments()
              .put("user", server.user())
              .put("password", server.password())
              .put("group_id", group)
              .put("offset_reset", "earliest");
      arguments.putArray("topics").add(topic);
      socket.call("subscribe", arguments);
      read(socket, rows, progress);
    }
  }

  private static void read(RawSocket socket, long rows, LongConsumer progress) throws IOException {
    TmqRawDecoder decoder = new TmqRawDecoder();
    long read = 0;
    long messageId = 0;
    while (read < rows) {
      JsonNode poll =
          socket.call(
              "poll",
              RawSocket.arguments().put("blocking_time", POLL_MILLIS).put("message_id", messageId));
      long before = read;
      if (poll.path("have_message").asBoolean()) {
        messageId = poll.path("message_id").asLong();
        socket.send("fetch_raw_data", RawSocket.arguments().put("message_id", messageId));
        read += decoder.decode(socket.read().position(PAYLOAD)).rows();
      }
      progress.accept(read - before);
    }
  }
}
