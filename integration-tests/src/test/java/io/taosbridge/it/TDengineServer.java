package io.taosbridge.it;

import io.taosbridge.embedded.EmbeddedTDengine;
import io.taosbridge.embedded.fault.Faults;
import java.util.OptionalLong;

/**
 * The TDengine that scenarios use: the one that {@code -Dtdengine.url} names, else an embedded one.
 */
final class TDengineServer implements AutoCloseable {

  private final String url;
  private final EmbeddedTDengine embedded;

  private TDengineServer(String url, EmbeddedTDengine embedded) {
    this.url = url;
    this.embedded = embedded;
  }

  static TDengineServer start() {
    String given = System.getProperty("tdengine.url", "");
    if (!given.isEmpty()) {
      return new TDengineServer(given, null);
    }
    EmbeddedTDengine embedded = EmbeddedTDengine.start();
    return new TDengineServer(embedded.url("ws"), embedded);
  }

  String url() {
    return url;
  }

  /** Makes things go wrong; only on the embedded server. */
  Faults faults() {
    return embedded.faults();
  }

  /** How many rows were written to a database, repeats included; only the embedded server knows. */
  OptionalLong rowsWritten(String database) {
    return embedded == null
        ? OptionalLong.empty()
        : OptionalLong.of(embedded.rowsWritten(database));
  }

  @Override
  public void close() {
    if (embedded != null) {
      embedded.close();
    }
  }
}
