package io.taosbridge.source.testing;

import io.taosbridge.connect.Backoff;
import io.taosbridge.source.read.Timing;
import java.time.Duration;

/** Timing for tests, which do not want to wait. */
public final class FakeTiming {

  private FakeTiming() {}

  public static Timing quick() {
    return new Timing(
        Duration.ofMillis(100),
        Duration.ofSeconds(20),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        new Backoff(Duration.ofMillis(10), Duration.ofMillis(100)));
  }
}
