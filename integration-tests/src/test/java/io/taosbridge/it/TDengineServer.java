package io.taosbridge.it;

import io.taosbridge.embedded.EmbeddedTDengine;

/**
 * The TDengine that scenarios use: the one that {@code -Dtdengine.url} names, else an embedded one.
 */
final class TDengineServer implements AutoCloseable {

  private final String url;
  private final Runnable stop;

  private TDengineServer(String url, Runnable stop) {
    this.url = url;
    this.stop = stop;
  }

  static TDengineServer start() {
    String given = System.getProperty("tdengine.url", "");
    if (!given.isEmpty()) {
      return new TDengineServer(given, () -> {});
    }
    EmbeddedTDengine embedded = EmbeddedTDengine.start();
    return new TDengineServer(embedded.url("ws"), embedded::close);
  }

  String url() {
    return url;
  }

  @Override
  public void close() {
    stop.run();
  }
}
