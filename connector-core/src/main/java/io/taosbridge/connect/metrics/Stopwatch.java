package io.taosbridge.connect.metrics;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * How long a step takes: all of it together, and the longest of late. Times are added by one thread
 * and read by any.
 */
public final class Stopwatch {

  private static final long WINDOW = Duration.ofSeconds(30).toNanos();

  private final String step;
  private final LongSupplier clock;
  private final LongAdder total = new LongAdder();
  private volatile Longest longest;

  /** The longest since a time, and in the window before. */
  private record Longest(long since, long now, long before) {}

  /**
   * @param step such as {@code decode}
   */
  public Stopwatch(String step) {
    this(step, System::nanoTime);
  }

  Stopwatch(String step, LongSupplier clock) {
    this.step = step;
    this.clock = clock;
    this.longest = new Longest(clock.getAsLong(), 0, 0);
  }

  /**
   * The step was done once.
   *
   * @param start the {@link System#nanoTime()} at which it began
   */
  public void stop(long start) {
    long now = clock.getAsLong();
    long nanos = now - start;
    total.add(nanos);
    Longest current = moved(now);
    longest = new Longest(current.since, Math.max(current.now, nanos), current.before);
  }

  private Longest moved(long now) {
    Longest current = longest;
    long windows = (now - current.since) / WINDOW;
    if (windows < 1) {
      return current;
    }
    return new Longest(current.since + windows * WINDOW, 0, windows == 1 ? current.now : 0);
  }

  private double longestMillis() {
    Longest current = moved(clock.getAsLong());
    return millis(Math.max(current.now, current.before));
  }

  private static double millis(long nanos) {
    return nanos / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }

  /**
   * The total, and the longest of the last 30 to 60 s.
   *
   * @param what follows "Time spent" and "Longest time spent"
   */
  public List<MetricValue> values(String what) {
    return List.of(
        MetricValue.counter(
            step + "-time-ms-total", "Time spent " + what, () -> millis(total.sum())),
        MetricValue.gauge(
            step + "-time-ms-max",
            "Longest time spent " + what + ", of the last 30 to 60 s",
            this::longestMillis));
  }
}
