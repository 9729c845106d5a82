package io.taosbridge.transport.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.Errors.Context;
import io.taosbridge.client.error.TDengineException;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads replies that tell an error: by their code first, by HTTP's status second. */
final class RestErrors {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_LENGTH = 1 << 16;
  private static final int ADAPTER_FAULT = 0xffff;
  private static final Pattern CODE_IN_TEXT =
      Pattern.compile("\\[0x([0-9a-fA-F]{1,8})]\\s*(.*)", Pattern.DOTALL);

  private RestErrors() {}

  /**
   * The error that a reply tells; closes the reply.
   *
   * @param what the call in words, or null if there is nothing to add to the server's text
   */
  static TDengineException of(RestReply reply, Context context, String what) {
    JsonNode body = body(reply);
    int status = reply.status();
    JsonNode code = body.path("code");
    String text = body.isTextual() ? body.textValue() : body.path("message").asText("");
    text = body.path("desc").asText(text);
    Matcher coded = CODE_IN_TEXT.matcher(text);
    if (coded.matches()) {
      int found = Integer.parseUnsignedInt(coded.group(1), 16);
      return Errors.of(found, coded.group(2), reply.requestId(), context, what);
    }
    boolean ofDatabase = code.isInt() && code.intValue() != status && code.intValue() != 0;
    if (ofDatabase && !(code.intValue() == ADAPTER_FAULT && status > 400)) {
      return Errors.of(code.intValue(), text, reply.requestId(), context, what);
    }
    String message = text.isEmpty() ? reply.endpoint() + " refused the request" : text;
    return Errors.ofHttpStatus(
        status,
        ofDatabase ? code.intValue() : TDengineException.CLIENT_SIDE,
        what == null ? message : what + ": " + message,
        reply.requestId(),
        context);
  }

  /** A body that is not JSON says nothing: it comes from somebody else than taosAdapter. */
  private static JsonNode body(RestReply reply) {
    try (reply) {
      return JSON.readTree(reply.body().readNBytes(MAX_LENGTH));
    } catch (IOException e) {
      return JSON.missingNode();
    }
  }
}
