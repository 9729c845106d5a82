package io.taosbridge.nativestub;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The open results of all sockets. */
final class Results {

  private static final int FETCH = 7;
  private static final int CODE = 34;
  private static final int TEXT_LENGTH = 38;
  private static final int TEXT = 42;

  private record Open(AdapterSocket socket, long id) {}

  private final Map<Long, Open> results = new ConcurrentHashMap<>();
  private final AtomicLong lastId = new AtomicLong();

  void register(Backend backend) {
    backend.on(Operation.FETCH, request -> fetch(results.get(request.i64())));
    backend.on(
        Operation.FREE_RESULT,
        request -> {
          Open result = results.remove(request.i64());
          if (result != null) {
            result.socket.tell("free_result", AdapterSocket.arguments().put("id", result.id));
          }
          return Answer.EMPTY;
        });
  }

  /** The number under which C knows a result of the server. */
  long add(AdapterSocket socket, long id) {
    long number = lastId.incrementAndGet();
    results.put(number, new Open(socket, id));
    return number;
  }

  private static Answer fetch(Open result) {
    ByteBuffer version = ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort((short) 1);
    ByteBuffer reply = (ByteBuffer) result.socket.callBinary(FETCH, result.id, version.flip());
    int textLength = reply.getInt(TEXT_LENGTH);
    if (reply.getInt(CODE) != 0) {
      byte[] text = new byte[textLength];
      reply.get(TEXT, text);
      throw new AdapterException(reply.getInt(CODE), new String(text, StandardCharsets.UTF_8));
    }
    int flag = TEXT + textLength + Long.BYTES;
    if (reply.get(flag) != 0) {
      return new Answer().bytes(null);
    }
    byte[] block = new byte[reply.getInt(flag + 1)];
    reply.get(flag + 1 + Integer.BYTES, block);
    return new Answer().bytes(block);
  }

  /** Precision and fields of a reply to a query. */
  static Answer describe(Answer answer, JsonNode reply) {
    int count = reply.path("fields_count").asInt();
    answer.i32(reply.path("precision").asInt()).i32(count);
    for (int i = 0; i < count; i++) {
      answer
          .text(reply.path("fields_names").path(i).asText())
          .i8(reply.path("fields_types").path(i).asInt())
          .i8(reply.path("fields_precisions").path(i).asInt())
          .i8(reply.path("fields_scales").path(i).asInt())
          .i32(reply.path("fields_lengths").path(i).asInt());
    }
    return answer;
  }
}
