package io.taosbridge.embedded.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** The envelope of a text frame (websocket.md, section 3). */
public record TextRequest(String action, JsonNode args) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /**
   * @throws ProtocolException if the frame is no envelope or names no action
   */
  public static TextRequest parse(String text) {
    JsonNode node;
    try {
      node = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new ProtocolException("unmarshal request error");
    }
    if (node.isNull()) {
      throw new ProtocolException("request no action");
    }
    if (!node.isObject()) {
      throw new ProtocolException("unmarshal request error");
    }
    JsonNode action = Args.find(node, "action");
    if (action == null || action.isNull()) {
      throw new ProtocolException("request no action");
    }
    if (!action.isTextual()) {
      throw new ProtocolException("unmarshal request error");
    }
    if (action.textValue().isEmpty()) {
      throw new ProtocolException("request no action");
    }
    return new TextRequest(action.textValue(), Args.find(node, "args"));
  }

  /** The request id, 0 if it cannot be made out. */
  public long requestId() {
    return Args.requestIdOf(args);
  }

  /** The arguments, none if they are left out. */
  public Args optionalArgs() {
    return args == null ? Args.NONE : requiredArgs();
  }

  /**
   * @throws RuntimeException that {@link ActionRunner} turns into the error for malformed arguments
   */
  public Args requiredArgs() {
    Args read = Args.of(args);
    read.u64("req_id");
    return read;
  }
}
