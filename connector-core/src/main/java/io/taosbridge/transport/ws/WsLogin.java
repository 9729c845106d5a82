package io.taosbridge.transport.ws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.taosbridge.client.ConnectionOptions;

/** Who logs in (websocket.md, section 4). */
final class WsLogin {

  private WsLogin() {}

  /** Adds the user, or nobody if a token logs in instead. */
  static void put(ObjectNode arguments, ConnectionOptions options) {
    if (options.bearerToken().isEmpty()) {
      arguments.put("user", options.user()).put("password", options.password());
    } else {
      // An older server ignores the token: without a user it refuses, and not by the default login.
      arguments.put("user", "").put("password", "");
    }
  }

  /** Without secrets. */
  static String describe(ConnectionOptions options) {
    return options.bearerToken().isEmpty() ? "as \"" + options.user() + "\"" : "by bearer_token";
  }
}
