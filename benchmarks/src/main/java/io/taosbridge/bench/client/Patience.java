package io.taosbridge.bench.client;

import java.time.Duration;

/** Waits for rows, but not for ever: those that are missing will not come. */
final class Patience {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private long last = System.nanoTime();

  /**
   * To be called after every attempt to read.
   *
   * @param rows that it gave
   * @throws IllegalStateException if there were none for a minute
   */
  void got(long rows) {
    long now = System.nanoTime();
    if (rows > 0) {
      last = now;
    } else if (now - last > LIMIT.toNanos()) {
      throw new IllegalStateException("no more rows came for " + LIMIT.toSeconds() + " s");
    }
  }
}
