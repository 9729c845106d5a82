package io.taosbridge.connect.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StopwatchTest {

  private final AtomicLong now = new AtomicLong();
  private final Stopwatch stopwatch = new Stopwatch("poll", now::get);

  private void step(int millis) {
    long start = now.get();
    now.addAndGet(Duration.ofMillis(millis).toNanos());
    stopwatch.stop(start);
  }

  private double value(String name) {
    List<MetricValue> values = stopwatch.values("polling");
    return values.stream()
        .filter(value -> value.name().equals(name))
        .findFirst()
        .orElseThrow()
        .current()
        .get()
        .doubleValue();
  }

  @Test
  void addsUp() {
    // When
    step(20);
    step(30);

    // Then
    assertThat(value("poll-time-ms-total")).isEqualTo(50.0);
    assertThat(value("poll-time-ms-max")).isEqualTo(30.0);
  }

  @Test
  void forgetsTheLongestAfterAWhile() {
    // Given
    step(40);

    // When
    now.addAndGet(Duration.ofSeconds(35).toNanos());
    step(20);

    // Then
    assertThat(value("poll-time-ms-max")).isEqualTo(40.0);

    // When
    now.addAndGet(Duration.ofSeconds(30).toNanos());

    // Then
    assertThat(value("poll-time-ms-max")).isEqualTo(20.0);

    // When
    now.addAndGet(Duration.ofSeconds(60).toNanos());

    // Then
    assertThat(value("poll-time-ms-max")).isZero();
    assertThat(value("poll-time-ms-total")).isEqualTo(60.0);
  }
}
