package io.taosbridge.contract;

import io.taosbridge.client.ConnectionOptions.Transport;
import io.taosbridge.embedded.EmbeddedTDengine;
import java.util.Optional;

/** The stand-in server, in this process. */
final class EmbeddedServer implements Server {

  private final EmbeddedTDengine server = EmbeddedTDengine.start();

  @Override
  public Optional<String> url(Transport transport) {
    return switch (transport) {
      case WEBSOCKET -> Optional.of(server.url("ws"));
      case REST, NATIVE -> Optional.empty();
    };
  }

  @Override
  public Optional<EmbeddedTDengine> embedded() {
    return Optional.of(server);
  }

  @Override
  public void close() {
    server.close();
  }

  @Override
  public String toString() {
    return "the embedded server";
  }
}
