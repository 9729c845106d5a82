package io.taosbridge.transport.ws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.taosbridge.client.RequestId;
import io.taosbridge.client.TopicVgroup;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * A poll that is under way before anybody waits for its message. The thread that reads the socket
 * asks for the rows as soon as the message is announced, so that the server need not wait for
 * whoever still deals with the message before.
 */
final class PollAhead {

  /**
   * What the server answered.
   *
   * @param rows the request for the message's rows, if it was sent
   */
  record Arrival(Reply reply, Optional<WsSocket.Pending> rows) {}

  private static final int METADATA = 2;

  private final WsSocket socket;
  private final WsSocket.Pending poll;
  private final CompletableFuture<Arrival> arrival;

  private PollAhead(WsSocket socket, WsSocket.Pending poll, Predicate<TopicVgroup> wanted) {
    this.socket = socket;
    this.poll = poll;
    this.arrival = poll.reply().thenApply(reply -> new Arrival(reply, rows(reply, wanted)));
  }

  /**
   * Polls.
   *
   * @param wanted whether rows of a vgroup are to be fetched
   */
  static PollAhead begin(WsSocket socket, ObjectNode arguments, Predicate<TopicVgroup> wanted) {
    return new PollAhead(socket, socket.begin("poll", RequestId.next(), arguments), wanted);
  }

  /** Whatever is wrong with the reply is told to who waits for it. */
  private Optional<WsSocket.Pending> rows(Reply reply, Predicate<TopicVgroup> wanted) {
    if (!(reply instanceof Reply.Json json)
        || json.body().path("code").asInt(-1) != 0
        || !json.body().path("have_message").asBoolean()) {
      return Optional.empty();
    }
    JsonNode header = json.body();
    TopicVgroup source =
        new TopicVgroup(header.path("topic").asText(), header.path("vgroup_id").asInt());
    if (header.path("message_type").asInt() == METADATA || !wanted.test(source)) {
      return Optional.empty();
    }
    return Optional.of(fetch(socket, header.path("message_id").asLong()));
  }

  /** Asks for the rows of a message, the server's latest. */
  static WsSocket.Pending fetch(WsSocket socket, long messageId) {
    return socket.begin(
        "fetch_raw_data", RequestId.next(), WsSocket.arguments().put("message_id", messageId));
  }

  /**
   * Waits for the answer to the poll.
   *
   * @throws io.taosbridge.client.error.ConnectionException if there is none
   */
  Arrival finish(Duration timeout) {
    return socket.finish(poll, arrival, timeout);
  }
}
