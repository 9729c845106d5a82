package io.taosbridge.nativestub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The consumers of the library: each is a socket to {@code /rest/tmq} (tmq.md). */
final class Subscriptions {

  private static final int NOT_SUBSCRIBED = 0x4017;
  private static final int DATA = 1;
  private static final int METADATA = 2;

  /** Where the raw type stands in the reply to {@code fetch_raw_data}. */
  private static final int RAW_TYPE = 50;

  private static final int RAW_LENGTH = 52;
  private static final int RAW = 56;

  /** Where the second of two log offsets stands in a raw message, behind its tag. */
  private static final int RESPONSE_OFFSET = 15;

  private static final class Consumer {

    private final Map<String, String> settings;
    private final AdapterSocket socket;
    private boolean subscribed;

    private Consumer(Map<String, String> settings, AdapterSocket socket) {
      this.settings = settings;
      this.socket = socket;
    }

    /** Unless told otherwise the library commits by itself, which the adapter does not. */
    private boolean autoCommit() {
      return settings.getOrDefault("enable.auto.commit", "true").equals("true");
    }
  }

  private final Map<Long, Consumer> consumers = new ConcurrentHashMap<>();
  private final AtomicLong lastId = new AtomicLong();

  void register(Backend backend) {
    backend.on(Operation.TMQ_OPEN, this::open);
    backend.on(
        Operation.TMQ_CLOSE,
        request -> {
          Consumer consumer = consumers.remove(request.i64());
          unsubscribe(consumer);
          consumer.socket.close();
          return Answer.EMPTY;
        });
    backend.on(Operation.TMQ_SUBSCRIBE, request -> subscribe(consumer(request), request));
    backend.on(Operation.TMQ_UNSUBSCRIBE, request -> unsubscribe(consumer(request)));
    backend.on(Operation.TMQ_SUBSCRIPTION, request -> subscription(consumer(request)));
    backend.on(Operation.TMQ_POLL, request -> poll(consumer(request), request.i64()));
    backend.on(
        Operation.TMQ_COMMIT,
        request -> {
          consumer(request).socket.call("commit", messageId(0));
          return Answer.EMPTY;
        });
    backend.on(Operation.TMQ_COMMIT_OFFSET, request -> move("commit_offset", request));
    backend.on(Operation.TMQ_SEEK, request -> move("seek", request));
    backend.on(Operation.TMQ_ASSIGNMENT, this::assignment);
    backend.on(Operation.TMQ_POSITION, request -> offset("position", request));
    backend.on(Operation.TMQ_COMMITTED, request -> offset("committed", request));
  }

  private Consumer consumer(Request request) {
    return consumers.get(request.i64());
  }

  private Answer open(Request request) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (int left = request.i32(); left > 0; left--) {
      settings.put(request.text(), request.text());
    }
    String host = settings.remove("td.connect.ip");
    int port = Integer.parseInt(settings.remove("td.connect.port"));
    long id = lastId.incrementAndGet();
    consumers.put(id, new Consumer(settings, AdapterSocket.open(host, port, "/rest/tmq")));
    return new Answer().i64(id);
  }

  private static Answer subscribe(Consumer consumer, Request request) {
    Map<String, String> config = new LinkedHashMap<>(consumer.settings);
    ObjectNode arguments = AdapterSocket.arguments();
    arguments
        .put("user", config.remove("td.connect.user"))
        .put("password", config.remove("td.connect.pass"))
        .put("group_id", config.remove("group.id"))
        .put("auto_commit", String.valueOf(consumer.autoCommit()))
        .put(
            "auto_commit_interval_ms",
            Objects.requireNonNullElse(config.remove("auto.commit.interval.ms"), "5000"));
    config.remove("enable.auto.commit");
    config.forEach(arguments.putObject("config")::put);
    ArrayNode topics = arguments.putArray("topics");
    for (int left = request.i32(); left > 0; left--) {
      topics.add(request.text());
    }
    consumer.socket.call("subscribe", arguments);
    consumer.subscribed = true;
    return Answer.EMPTY;
  }

  private static Answer unsubscribe(Consumer consumer) {
    if (consumer.subscribed) {
      consumer.subscribed = false;
      if (consumer.autoCommit()) {
        consumer.socket.call("commit", messageId(0));
      }
      consumer.socket.call("unsubscribe", AdapterSocket.arguments());
    }
    return Answer.EMPTY;
  }

  private static Answer subscription(Consumer consumer) {
    if (!consumer.subscribed) {
      return new Answer().i32(0);
    }
    JsonNode topics = consumer.socket.call("list_topics", AdapterSocket.arguments()).path("topics");
    Answer answer = new Answer().i32(topics.size());
    topics.forEach(topic -> answer.text(topic.asText()));
    return answer;
  }

  private static Answer poll(Consumer consumer, long wait) {
    if (!consumer.subscribed) {
      throw new AdapterException(NOT_SUBSCRIBED, "Invalid status");
    }
    AdapterSocket socket = consumer.socket;
    JsonNode header = socket.call("poll", AdapterSocket.arguments().put("blocking_time", wait));
    if (!header.path("have_message").asBoolean()) {
      return new Answer().i8(0);
    }
    int type = header.path("message_type").asInt();
    long id = header.path("message_id").asLong();
    long offset = header.path("offset").asLong();
    ByteBuffer reply = (ByteBuffer) socket.ask("fetch_raw_data", messageId(id));
    byte[] raw = new byte[reply.getInt(RAW_LENGTH)];
    reply.get(RAW, raw);
    String metadata =
        type == DATA ? "" : socket.call("fetch_json_meta", messageId(id)).path("data").toString();
    return new Answer()
        .i8(1)
        .i32(type)
        .text(header.path("topic").asText())
        .text(header.path("database").asText())
        .i32(header.path("vgroup_id").asInt())
        .i64(offset)
        .i64(type == METADATA ? offset : responseOffset(raw))
        .i32(reply.getShort(RAW_TYPE))
        .bytes(raw)
        .text(metadata);
  }

  private static long responseOffset(byte[] raw) {
    return ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).getLong(RESPONSE_OFFSET);
  }

  private Answer move(String action, Request request) {
    AdapterSocket socket = consumer(request).socket;
    socket.call(action, vgroup(request).put("offset", request.i64()));
    return Answer.EMPTY;
  }

  private Answer assignment(Request request) {
    AdapterSocket socket = consumer(request).socket;
    ObjectNode arguments = AdapterSocket.arguments().put("topic", request.text());
    JsonNode vgroups = socket.call("assignment", arguments).path("assignment");
    Answer answer = new Answer().i32(vgroups.size());
    for (JsonNode vgroup : vgroups) {
      answer.i32(vgroup.path("vgroup_id").asInt());
      List.of("offset", "begin", "end").forEach(name -> answer.i64(vgroup.path(name).asLong()));
    }
    return answer;
  }

  private Answer offset(String action, Request request) {
    AdapterSocket socket = consumer(request).socket;
    ObjectNode arguments = AdapterSocket.arguments();
    arguments.putArray("topic_vgroup_ids").add(vgroup(request));
    return new Answer().i64(socket.call(action, arguments).path(action).path(0).asLong());
  }

  private static ObjectNode vgroup(Request request) {
    return AdapterSocket.arguments().put("topic", request.text()).put("vgroup_id", request.i32());
  }

  private static ObjectNode messageId(long id) {
    return AdapterSocket.arguments().put("message_id", id);
  }
}
