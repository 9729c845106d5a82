package io.taosbridge.transport.ws;

import com.fasterxml.jackson.databind.JsonNode;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.Errors.Context;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What came back for a request: a JSON object or a binary frame. */
sealed interface Reply {

  /**
   * A text frame. A member that is missing or of another kind makes the reply unreadable; only an
   * array may be null.
   */
  record Json(JsonNode body) implements Reply {

    int code() {
      return (int) number("code");
    }

    /** The server's text, which comes with errors only. */
    String message() {
      return body.path("message").asText();
    }

    /** This reply if it says success. */
    Json orThrow(Context context, String what) {
      if (code() != 0) {
        throw Errors.of(code(), message(), body.path("req_id").asLong(), context, what);
      }
      return this;
    }

    long number(String member) {
      return require(member, body.path(member).isIntegralNumber()).longValue();
    }

    String text(String member) {
      return require(member, body.path(member).isTextual()).textValue();
    }

    boolean flag(String member) {
      return require(member, body.path(member).isBoolean()).booleanValue();
    }

    List<JsonNode> list(String member) {
      JsonNode array = body.path(member);
      List<JsonNode> values = new ArrayList<>();
      require(member, array.isArray() || array.isNull()).forEach(values::add);
      return values;
    }

    private JsonNode require(String member, boolean present) {
      if (!present) {
        String action = body.path("action").asText("a request");
        throw Errors.unreadable("the reply to " + action + " has no proper " + member, null);
      }
      return body.path(member);
    }
  }

  /** A binary frame, little-endian, from its first byte. */
  record Binary(ByteBuffer frame) implements Reply {}
}
