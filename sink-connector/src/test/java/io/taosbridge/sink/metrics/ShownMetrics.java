package io.taosbridge.sink.metrics;

import io.taosbridge.connect.metrics.MetricSet;
import io.taosbridge.connect.metrics.MetricSink;
import io.taosbridge.connect.metrics.MetricValue;
import io.taosbridge.connect.metrics.TaskMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The metrics of a task as they are shown. */
public final class ShownMetrics implements MetricSink {

  final List<MetricSet> sets = new ArrayList<>();
  public final SinkMetrics metrics = new SinkMetrics(task());

  TaskMetrics task() {
    return new TaskMetrics(List.of(this));
  }

  @Override
  public Shown show(MetricSet set) {
    sets.add(set);
    return () -> sets.remove(set);
  }

  /** What a metric is now; null if that is not known. */
  public Number value(String name) {
    return sets.stream()
        .flatMap(set -> set.values().stream())
        .filter(value -> value.name().equals(name))
        .findFirst()
        .map(MetricValue::current)
        .orElseThrow(() -> new AssertionError("no metric " + name))
        .get();
  }

  /** The metrics of such names that are not 0. */
  public Map<String, Long> counted(Predicate<String> names) {
    Map<String, Long> counted = new TreeMap<>();
    for (MetricSet set : sets) {
      for (MetricValue value : set.values()) {
        if (names.test(value.name()) && value.current().get().longValue() != 0) {
          counted.put(value.name(), value.current().get().longValue());
        }
      }
    }
    return counted;
  }
}
