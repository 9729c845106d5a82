package io.taosbridge.contract;

import io.taosbridge.client.ConnectionOptions.Transport;
import io.taosbridge.embedded.EmbeddedTDengine;
import java.util.Optional;

/** The server that the suite runs against. */
public interface Server extends AutoCloseable {

  /** Where a transport reaches it, with user and password and nothing behind the port; or empty. */
  Optional<String> url(Transport transport);

  /** The server itself, if it lives in this process. */
  Optional<EmbeddedTDengine> embedded();

  /** Fails if clients that are gone have left something behind; a real server does not tell. */
  void assertNothingHeld();

  @Override
  void close();

  /** A real one if a property names it, else one in this process. */
  static Server start() {
    String url = System.getProperty("tdengine.url", "");
    String nativeHost = System.getProperty("tdengine.native", "");
    return url.isEmpty() && nativeHost.isEmpty()
        ? new EmbeddedServer()
        : new RealServer(url, nativeHost);
  }
}
