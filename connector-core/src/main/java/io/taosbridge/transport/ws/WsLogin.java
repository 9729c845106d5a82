package io.taosbridge.transport.ws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.RequestId;
import io.taosbridge.client.error.Errors.Context;
import io.taosbridge.transport.ServerVersion;

/** What comes before the work, and who logs in (websocket.md, section 4). */
final class WsLogin {

  private WsLogin() {}

  /**
   * Asks for the version of what the server works with.
   *
   * @throws io.taosbridge.client.error.InterfaceException if it is too old or does not tell
   */
  static String version(WsSocket socket, ConnectionOptions options) {
    Reply.Json reply =
        socket
            .call("version", RequestId.next(), WsSocket.arguments(), options.connectTimeout())
            .orThrow(Context.CONNECTION, "cannot ask for the version");
    return ServerVersion.require(reply.text("version"), socket.peer());
  }

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
