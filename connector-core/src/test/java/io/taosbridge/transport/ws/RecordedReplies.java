package io.taosbridge.transport.ws;

import com.fasterxml.jackson.databind.JsonNode;
import io.taosbridge.golden.GoldenEvent;
import io.taosbridge.golden.GoldenRecording;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The replies of a part of a recording, each for one request that is the same to the last byte but
 * for its id. A request that was not recorded gets an error that says so.
 */
final class RecordedReplies implements ScriptedServer.Handler {

  private static final int NOT_RECORDED = 0xffff;

  private final Map<String, Deque<GoldenEvent>> replies = new HashMap<>();

  RecordedReplies(GoldenRecording recording) {
    this(recording.events());
  }

  RecordedReplies(List<GoldenEvent> events) {
    Map<Long, String> keys = new HashMap<>();
    for (GoldenEvent event : events) {
      if (event.fromClient() && (event.isText() || event.isBinary())) {
        JsonNode request = request(event);
        keys.put(request.path("args").path("req_id").asLong(), key(request));
      } else if (event.fromServer() && (event.isText() || event.isBinary())) {
        String key = keys.get(requestId(event));
        if (key != null) {
          replies.computeIfAbsent(key, unused -> new ArrayDeque<>()).add(event);
        }
      }
    }
  }

  static JsonNode request(GoldenEvent event) {
    return event.isText() ? event.json() : ScriptedServer.binaryRequest(event.bytes());
  }

  private static long requestId(GoldenEvent reply) {
    return reply.isText()
        ? reply.json().path("req_id").asLong()
        : BinaryReply.requestIdOf(reply.bytes());
  }

  private static String key(JsonNode request) {
    String action = request.path("action").asText();
    Map<String, JsonNode> arguments = new TreeMap<>();
    if (!action.equals("conn") && !action.equals("version")) {
      request.path("args").properties().forEach(e -> arguments.put(e.getKey(), e.getValue()));
      arguments.remove("req_id");
    }
    return action + arguments;
  }

  @Override
  public synchronized void handle(ScriptedServer.Exchange exchange) {
    Deque<GoldenEvent> recorded = replies.get(key(exchange.request()));
    if (recorded != null && !recorded.isEmpty()) {
      exchange.replay(recorded.remove());
    } else if (!exchange.request().path("action").asText().equals("free_result")) {
      exchange.error(NOT_RECORDED, "not recorded: " + exchange.request());
    }
  }
}
