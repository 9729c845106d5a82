package io.taosbridge.transport.ws;

import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.RequestId;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.Errors.Context;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The oldest server this client works with, and the check for it. */
final class ServerVersion {

  private static final Pattern NUMBERS =
      Pattern.compile("(\\d{1,9})\\.(\\d{1,9})\\.(\\d{1,9})(?:\\D.*)?");
  private static final int[] MINIMUM = {3, 3, 6};
  private static final String MINIMUM_TEXT = "3.3.6";

  private ServerVersion() {}

  /**
   * Asks for the version of the server.
   *
   * @throws io.taosbridge.client.error.InterfaceException if the server is too old or does not tell
   */
  static String ask(WsSocket socket, ConnectionOptions options) {
    Reply.Json reply =
        socket
            .call("version", RequestId.next(), WsSocket.arguments(), options.connectTimeout())
            .orThrow(Context.CONNECTION, "cannot ask for the version");
    return require(reply.text("version"), socket.peer());
  }

  /**
   * @throws io.taosbridge.client.error.InterfaceException if the server is too old or does not tell
   */
  static String require(String version, String peer) {
    Matcher matcher = NUMBERS.matcher(version);
    if (!matcher.matches()) {
      throw Errors.invalid(
          peer + " says its version is \"" + version + "\": is this really taosAdapter?");
    }
    for (int i = 0; i < MINIMUM.length; i++) {
      int part = Integer.parseInt(matcher.group(i + 1));
      if (part > MINIMUM[i]) {
        return version;
      }
      if (part < MINIMUM[i]) {
        throw Errors.invalid(
            "TDengine at "
                + peer
                + " has version "
                + version
                + ", at least "
                + MINIMUM_TEXT
                + " is needed: upgrade TDengine and taosAdapter");
      }
    }
    return version;
  }
}
