package io.taosbridge.transport.ws;

import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.ConnectionOptions.Endpoint;
import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.TDengineException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** Opens sockets: spread over the hosts, to the next one when one fails, with growing pauses. */
final class WsSockets {

  private WsSockets() {}

  /**
   * Opens a socket to one of the hosts.
   *
   * @throws ConnectionException that names every host, if none could be reached in all tries
   */
  static WsSocket open(ConnectionOptions options, String path) {
    return open(options, path, socket -> socket);
  }

  /**
   * Opens a socket to one of the hosts and logs in there. A host that cannot do it now counts like
   * one that cannot be reached; one that refuses, for a wrong password say, ends the matter.
   */
  static <T> T open(ConnectionOptions options, String path, Function<WsSocket, T> logIn) {
    List<Endpoint> endpoints = new ArrayList<>(options.endpoints());
    Collections.shuffle(endpoints);
    Duration pause = options.retryBackoff();
    for (int attempt = 0; ; attempt++) {
      try {
        return openAny(endpoints, options, path, logIn);
      } catch (TDengineException e) {
        boolean last = attempt >= options.connRetries() || Thread.currentThread().isInterrupted();
        if (last || !mayPass(e)) {
          throw e;
        }
      }
      pause(pause);
      Duration doubled = pause.multipliedBy(2);
      pause =
          doubled.compareTo(options.retryBackoffMax()) < 0 ? doubled : options.retryBackoffMax();
    }
  }

  private static boolean mayPass(TDengineException e) {
    return e.action() == ErrorAction.RETRY || e.action() == ErrorAction.RECONNECT;
  }

  private static <T> T openAny(
      List<Endpoint> endpoints,
      ConnectionOptions options,
      String path,
      Function<WsSocket, T> logIn) {
    List<TDengineException> failures = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      try {
        return open(endpoint, options, path, logIn);
      } catch (TDengineException e) {
        if (!mayPass(e)) {
          throw e;
        }
        failures.add(e);
      }
    }
    TDengineException last = failures.remove(failures.size() - 1);
    if (failures.isEmpty()) {
      throw last;
    }
    ConnectionException all =
        Errors.lost(
            "none of " + options.hosts() + " can be used, the last one: " + last.getMessage(),
            last);
    failures.forEach(all::addSuppressed);
    throw all;
  }

  private static <T> T open(
      Endpoint endpoint, ConnectionOptions options, String path, Function<WsSocket, T> logIn) {
    URI uri = uri(endpoint, options, path);
    WsSocket socket = WsSocket.open(uri, options.connectTimeout(), options.compression());
    try {
      return logIn.apply(socket);
    } catch (RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static URI uri(Endpoint endpoint, ConnectionOptions options, String path) {
    String query =
        options.token().isEmpty()
            ? ""
            : "?token=" + URLEncoder.encode(options.token(), StandardCharsets.UTF_8);
    URI uri = URI.create((options.tls() ? "wss" : "ws") + "://" + endpoint + path + query);
    if (uri.getHost() == null) { // such as one with an underscore, which no URI may have
      throw Errors.invalid(
          "\"" + endpoint.host() + "\" is no host name for WebSocket: give its address instead");
    }
    return uri;
  }

  private static void pause(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Errors.lost("interrupted while waiting to connect again", e);
    }
  }
}
