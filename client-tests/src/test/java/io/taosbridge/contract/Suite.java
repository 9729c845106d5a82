package io.taosbridge.contract;

import io.taosbridge.client.ConnectionOptions.Transport;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** What all cases of a run share: the server, and the report, which is written at the end. */
final class Suite implements AutoCloseable {

  private final Server server = Server.start();
  private final Report report = new Report(server.toString());

  static Suite of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(Suite.class))
        .computeIfAbsent(Suite.class, key -> new Suite(), Suite.class);
  }

  Optional<Target> target(Transport transport) {
    return server.url(transport).map(url -> new Target(transport, server, url));
  }

  Report report() {
    return report;
  }

  @Override
  public void close() {
    server.close();
    report.write();
  }
}
