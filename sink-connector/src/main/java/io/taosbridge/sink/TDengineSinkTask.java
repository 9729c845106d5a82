package io.taosbridge.sink;

import io.taosbridge.TDengine;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.connect.metrics.JmxSink;
import io.taosbridge.connect.metrics.MetricSink;
import io.taosbridge.connect.metrics.TaskMetrics;
import io.taosbridge.connect.metrics.WorkerSink;
import io.taosbridge.sink.config.SinkConfig;
import io.taosbridge.sink.insert.Session;
import io.taosbridge.sink.lane.Intake;
import io.taosbridge.sink.metrics.SinkMetrics;
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

  private static final long PAUSED_CALL_MS = 50;
  private static final long BUSY_CALL_MS = 1_000;

  private SinkMetrics metrics;
  private SinkEngine engine;
  private Intake intake;

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
            () ->
                new Session(
                    () -> metrics.watched(TDengine.connect(target)),
                    database -> metrics.watched(TDengine.connect(target.withDatabase(database)))),
            context.errantRecordReporter(),
            SinkEngines::monotonicMillis,
            metrics,
            SinkEngine.Patience.DEFAULT);
    intake = new Intake(context, config.writing().maxBuffered());
  }

  private TaskMetrics show(SinkConfig config) {
    List<MetricSink> sinks = new ArrayList<>();
    sinks.add(new JmxSink(config.connectorName(), config.taskNumber()));
    WorkerSink.of(context).ifPresent(sinks::add);
    return new TaskMetrics(sinks);
  }

  @Override
  public void open(Collection<TopicPartition> partitions) {
    intake.open(partitions);
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    engine.put(records);
    long held = engine.bufferedBytes();
    intake.update(held);
    metrics.paused(intake.isPaused());
    if (held > 0) {
      // Soon: to go on when there is room again, or to fail.
      context.timeout(intake.isPaused() ? PAUSED_CALL_MS : BUSY_CALL_MS);
    }
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
    return engine.preCommit(currentOffsets);
  }

  @Override
  public void close(Collection<TopicPartition> partitions) {
    if (engine != null) {
      engine.revoke(partitions);
      intake.close(partitions);
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
