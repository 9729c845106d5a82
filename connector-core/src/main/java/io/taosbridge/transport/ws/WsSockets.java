package io.taosbridge.transport.ws;

import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.ConnectionOptions.Endpoint;
import io.taosbridge.transport.Failover;
import java.util.function.Function;

/** Opens sockets to one of several hosts. */
final class WsSockets {

  private WsSockets() {}

  /**
   * Opens a socket and logs in.
   *
   * @throws io.taosbridge.client.error.ConnectionException that names every host, if none could be
   *     used in all tries
   */
  static <T> T open(ConnectionOptions options, String path, Function<WsSocket, T> logIn) {
    return Failover.connect(options, endpoint -> open(endpoint, options, path, logIn));
  }

  private static <T> T open(
      Endpoint endpoint, ConnectionOptions options, String path, Function<WsSocket, T> logIn) {
    WsSocket socket = WsSocket.open(endpoint, path, options);
    try {
      return logIn.apply(socket);
    } catch (RuntimeException e) {
      socket.close();
      throw e;
    }
  }
}
