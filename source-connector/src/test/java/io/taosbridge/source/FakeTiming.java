package io.taosbridge.source;

import io.taosbridge.connect.Backoff;
import java.time.Duration;

/** Timing for tests, which do not want to wait. */
final class FakeTiming {

  private FakeTiming() {}

  static Timing quick() {
    return new Timing(
        Duration.ofMillis(100),
        Duration.ofSeconds(20),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        new Backoff(Duration.ofMillis(10), Duration.ofMillis(100)));
  }
}
