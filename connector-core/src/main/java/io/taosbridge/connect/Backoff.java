package io.taosbridge.connect;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to pause after failures: doubling up to a limit, half of it by chance, so that tasks
 * that failed together do not come back together.
 */
public record Backoff(Duration first, Duration longest) {

  public Backoff {
    if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException("bad pauses: " + first + " to " + longest);
    }
  }

  /**
   * @param failures how many attempts failed in a row, from 1 on
   */
  public Duration pause(int failures, RandomGenerator random) {
    long limit = longest.toMillis();
    long pause = first.toMillis();
    for (int i = 1; i < failures && pause < limit; i++) {
      pause *= 2;
    }
    pause = Math.min(pause, limit);
    return Duration.ofMillis(pause - random.nextLong(pause / 2 + 1));
  }
}
