package io.taosbridge.source;

import io.taosbridge.connect.metrics.JmxSink;
import io.taosbridge.connect.metrics.MetricSink;
import io.taosbridge.connect.metrics.TaskMetrics;
import io.taosbridge.connect.metrics.WorkerSink;
import io.taosbridge.source.config.RecordSettings;
import io.taosbridge.source.config.SourceConfig;
import io.taosbridge.source.flow.ReadAhead;
import io.taosbridge.source.flow.RecordSize;
import io.taosbridge.source.metrics.SourceMetrics;
import io.taosbridge.source.offset.OffsetStore;
import io.taosbridge.source.read.Server;
import io.taosbridge.source.read.SourceEngine;
import io.taosbridge.source.read.Timing;
import io.taosbridge.source.topic.TopicPlan;
import io.taosbridge.source.transaction.Transactions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.TransactionContext;

/** Kafka Connect's view of a {@link SourceEngine}. */
public final class TDengineSourceTask extends SourceTask {

  private volatile SourceEngine engine;
  private volatile SourceMetrics metrics;
  private Duration pollWait;
  private ReadAhead ahead;
  private Transactions transactions;

  @Override
  public String version() {
    return Version.current();
  }

  @Override
  public void start(Map<String, String> props) {
    SourceConfig config = new SourceConfig(props);
    TransactionContext transaction = context.transactionContext();
    RecordSettings records =
        transaction == null ? config.records() : config.records().forTransactions();
    pollWait = config.pollWait();
    metrics = new SourceMetrics(show(config));
    engine =
        new SourceEngine(
            Server.of(config.connection(Map.of()), config.tmq()),
            TopicPlan.of(config),
            records,
            new OffsetStore(
                records.server(), partitions -> context.offsetStorageReader().offsets(partitions)),
            config.offsetReset(),
            config.outOfRange(),
            config.snapshot(),
            Timing.of(pollWait),
            config.life(),
            metrics);
    boolean inTime = transaction == null && !ExactlyOnce.acknowledgesLate(props);
    ahead = new ReadAhead(engine, config.life().maxBufferedBytes(), inTime, metrics);
    transactions =
        transaction == null
            ? null
            : new Transactions(
                transaction,
                config.transactions(),
                ahead,
                RecordSize::ofRows,
                config.life().maxBufferedBytes());
    ahead.start();
  }

  private TaskMetrics show(SourceConfig config) {
    List<MetricSink> sinks = new ArrayList<>();
    sinks.add(new JmxSink(config.connectorName(), config.taskNumber()));
    WorkerSink.of(context).ifPresent(sinks::add);
    return new TaskMetrics(sinks);
  }

  @Override
  public List<SourceRecord> poll() throws InterruptedException {
    List<SourceRecord> records =
        transactions == null ? ahead.poll(pollWait) : transactions.poll(pollWait);
    return records.isEmpty() ? null : records;
  }

  @Override
  public void commitRecord(SourceRecord record, RecordMetadata metadata) {
    engine.acknowledge(record);
  }

  @Override
  public void commit() {
    engine.commit();
  }

  @Override
  public void stop() {
    if (engine != null) {
      engine.stop();
      ahead.stop();
      metrics.close();
    }
  }
}
