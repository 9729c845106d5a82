package io.taosbridge.bench.connect;

import java.io.IOException;
import java.time.Duration;

/** Waits for conditions, but not for ever. */
public final class Waiting {

  /** Long enough for ten million records; a connector that failed is noticed before. */
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private static final Duration PAUSE = Duration.ofMillis(20);

  private Waiting() {}

  /**
   * @throws IllegalStateException if it does not come true
   */
  public static void until(String what, Condition condition)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    while (!condition.holds()) {
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new IllegalStateException("waited in vain until " + what);
      }
      Thread.sleep(PAUSE.toMillis());
    }
  }

  /** What is waited for. */
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }
}
