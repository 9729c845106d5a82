package io.taosbridge.connect.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that one task shows of itself, until it is closed. Thread-safe. What cannot be shown is
 * logged: no task fails because nobody can watch it.
 */
public final class TaskMetrics implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TaskMetrics.class);

  private final List<MetricSink> sinks;
  private final List<MetricSink.Shown> shown = new ArrayList<>();
  private boolean closed;

  public TaskMetrics(List<MetricSink> sinks) {
    this.sinks = List.copyOf(sinks);
  }

  /** Shows nothing to anybody. */
  public static TaskMetrics hidden() {
    return new TaskMetrics(List.of());
  }

  /**
   * Shows values, until what it returns or this is closed.
   *
   * @param type such as {@code source-task-metrics}
   * @param tags tell this from others of the type in the same task; name and value in turn
   */
  public MetricSink.Shown show(String type, List<MetricValue> values, String... tags) {
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < tags.length; i += 2) {
      named.put(tags[i], tags[i + 1]);
    }
    MetricSet set = new MetricSet(type, named, values);
    List<MetricSink.Shown> everywhere = new ArrayList<>();
    for (MetricSink sink : sinks) {
      try {
        everywhere.add(sink.show(set));
      } catch (RuntimeException e) {
        LOG.warn("Cannot show {} {}: {}", type, named, e.getMessage());
      }
    }
    return keep(() -> everywhere.forEach(TaskMetrics::hide));
  }

  private synchronized MetricSink.Shown keep(MetricSink.Shown one) {
    if (closed) {
      one.close();
      return () -> {};
    }
    shown.add(one);
    return () -> forget(one);
  }

  private synchronized void forget(MetricSink.Shown one) {
    if (shown.remove(one)) {
      one.close();
    }
  }

  private static void hide(MetricSink.Shown one) {
    try {
      one.close();
    } catch (RuntimeException e) {
      LOG.warn("Cannot take a metric back: {}", e.getMessage());
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    shown.forEach(MetricSink.Shown::close);
    shown.clear();
  }
}
