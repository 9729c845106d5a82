package io.taosbridge.connect.metrics;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * A value to chart.
 *
 * @param name in Kafka's manner, such as {@code row-total}; the unit comes last
 * @param description what it says, in a few words
 * @param current reads it; called by any thread, and must not wait. A null is shown as not known
 */
public record MetricValue(
    String name, Kind kind, String description, Supplier<? extends Number> current) {

  /** What may be done with a value. */
  public enum Kind {
    /** Only grows while the task runs: chart its rate. */
    COUNTER,
    /** Goes up and down: chart it as it is. */
    GAUGE
  }

  public MetricValue {
    if (!name.matches("[a-z]+(-[a-z]+)*")) {
      throw new IllegalArgumentException("bad name of a metric: " + name);
    }
  }

  public static MetricValue counter(String name, String description, LongAdder count) {
    return new MetricValue(name, Kind.COUNTER, description, count::sum);
  }

  public static MetricValue counter(
      String name, String description, Supplier<? extends Number> current) {
    return new MetricValue(name, Kind.COUNTER, description, current);
  }

  public static MetricValue gauge(
      String name, String description, Supplier<? extends Number> current) {
    return new MetricValue(name, Kind.GAUGE, description, current);
  }
}
