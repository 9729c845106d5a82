package io.taosbridge.contract;

import io.taosbridge.client.ConnectionOptions.Transport;
import io.taosbridge.embedded.EmbeddedTDengine;
import java.util.Optional;

/**
 * A server that runs already.
 *
 * @param url {@code ws://user:password@host:port} of taosAdapter, or empty
 * @param nativeHost {@code host:port} of taosd, or empty
 */
record RealServer(String url, String nativeHost) implements Server {

  private static final String DEFAULT_LOGIN = "root:taosdata";

  @Override
  public Optional<String> url(Transport transport) {
    return switch (transport) {
      case WEBSOCKET -> adapter("ws");
      case REST -> adapter("http");
      case NATIVE ->
          nativeHost.isEmpty()
              ? Optional.empty()
              : Optional.of("taos://" + login() + "@" + nativeHost);
    };
  }

  private Optional<String> adapter(String scheme) {
    return url.isEmpty()
        ? Optional.empty()
        : Optional.of(url.replaceFirst("^wss?://", scheme + "://"));
  }

  private String login() {
    int at = url.indexOf('@');
    return at < 0 ? DEFAULT_LOGIN : url.substring(url.indexOf("://") + 3, at);
  }

  @Override
  public Optional<EmbeddedTDengine> embedded() {
    return Optional.empty();
  }

  @Override
  public void assertNothingHeld() {}

  /** It goes on without us. */
  @Override
  public void close() {}

  @Override
  public String toString() {
    return (url.isEmpty() ? nativeHost : url.substring(url.indexOf('@') + 1));
  }
}
