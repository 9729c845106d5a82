package io.taosbridge.connect.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.apache.kafka.connect.source.SourceTaskContext;

/**
 * Shows metrics among the worker's own (KIP-877), so that they go wherever its reporters take them.
 * The worker adds the tags connector and task.
 */
public final class WorkerSink implements MetricSink {

  private final PluginMetrics metrics;

  private WorkerSink(PluginMetrics metrics) {
    this.metrics = metrics;
  }

  /** The worker's metrics, or empty before Kafka 4.1, which has none for plugins. */
  public static Optional<MetricSink> of(SourceTaskContext context) {
    try {
      return of(context.pluginMetrics());
    } catch (LinkageError e) {
      return Optional.empty();
    }
  }

  /** The worker's metrics, or empty before Kafka 4.1, which has none for plugins. */
  public static Optional<MetricSink> of(SinkTaskContext context) {
    try {
      return of(context.pluginMetrics());
    } catch (LinkageError e) {
      return Optional.empty();
    }
  }

  private static Optional<MetricSink> of(PluginMetrics metrics) {
    return Optional.ofNullable(metrics).map(WorkerSink::new);
  }

  @Override
  public Shown show(MetricSet set) {
    List<MetricName> names = new ArrayList<>();
    Shown shown = () -> names.forEach(metrics::removeMetric);
    try {
      for (MetricValue value : set.values()) {
        MetricName name =
            metrics.metricName(value.name(), value.description(), new LinkedHashMap<>(set.tags()));
        metrics.addMetric(name, gauge(value));
        names.add(name);
      }
    } catch (RuntimeException e) {
      shown.close();
      throw e;
    }
    return shown;
  }

  private static Gauge<Number> gauge(MetricValue value) {
    return (config, now) -> {
      Number current = value.current().get();
      return current == null ? Double.valueOf(Double.NaN) : current;
    };
  }
}
