package io.taosbridge.sink;

import io.taosbridge.TDengine;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.connect.metrics.JmxSink;
import io.taosbridge.connect.metrics.MetricSink;
import io.taosbridge.connect.metrics.TaskMetrics;
import io.taosbridge.connect.metrics.WorkerSink;
import io.taosbridge.sink.metrics.SinkMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** Translates the life of a sink task into calls of a {@link SinkEngine}. */
public final class TDengineSinkTask extends SinkTask {

  private SinkMetrics metrics;
  private SinkEngine engine;

  @Override
  public String version() {
    return Version.current();
  }

  @Override
  public void start(Map<String, String> settings) {
    SinkConfig config = new SinkConfig(settings);
    ConnectionOptions target = config.connection();
    metrics = new SinkMetrics(show(config));
    engine =
        SinkEngines.create(
            config,
            new Session(
                () -> metrics.watched(TDengine.connect(target)),
                database -> metrics.watched(TDengine.connect(target.withDatabase(database)))),
            context.errantRecordReporter(),
            SinkEngines::monotonicMillis,
            metrics);
  }

  private TaskMetrics show(SinkConfig config) {
    List<MetricSink> sinks = new ArrayList<>();
    sinks.add(new JmxSink(config.connectorName(), config.taskNumber()));
    WorkerSink.of(context).ifPresent(sinks::add);
    return new TaskMetrics(sinks);
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    try {
      engine.put(records);
    } finally {
      engine.nextCall().ifPresent(this::callAgainIn);
    }
  }

  private void callAgainIn(Duration pause) {
    // 0 would mean "no timeout".
    context.timeout(Math.max(1, pause.toMillis()));
  }

  /** Everything is written before a commit anyhow, and {@link #preCommit} says what was. */
  @Override
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
    return engine.preCommit(currentOffsets);
  }

  @Override
  public void close(Collection<TopicPartition> partitions) {
    if (engine != null) {
      engine.revoke(partitions);
    }
  }

  @Override
  public void stop() {
    if (engine != null) {
      engine.close();
    }
    if (metrics != null) {
      metrics.close();
    }
  }
}
