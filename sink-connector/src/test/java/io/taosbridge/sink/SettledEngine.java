package io.taosbridge.sink;

import io.taosbridge.client.Connection;
import io.taosbridge.sink.config.Clock;
import io.taosbridge.sink.config.SinkConfig;
import io.taosbridge.sink.insert.Session;
import io.taosbridge.sink.metrics.SinkMetrics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * An engine whose calls return, or fail, when all is written that was to be written by then. By a
 * clock that a test holds, nothing happens between its calls.
 */
final class SettledEngine implements AutoCloseable {

  private static final SinkEngine.Patience PATIENCE =
      new SinkEngine.Patience(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(1));

  private final SinkEngine engine;

  SettledEngine(
      SinkConfig config,
      Supplier<Session> sessions,
      ErrantRecordReporter reporter,
      Clock clock,
      SinkMetrics metrics) {
    engine = SinkEngines.create(config, sessions, reporter, clock, metrics, PATIENCE);
  }

  static SettledEngine on(
      SinkConfig config,
      Supplier<Connection> connector,
      ErrantRecordReporter reporter,
      Clock clock) {
    return new SettledEngine(
        config, () -> new Session(connector), reporter, clock, SinkMetrics.hidden());
  }

  void put(Collection<SinkRecord> records) {
    engine.put(records);
    engine.awaitQuiet();
    engine.put(List.of()); // tells a failure
  }

  Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> delivered) {
    return engine.preCommit(delivered);
  }

  long bufferedBytes() {
    return engine.bufferedBytes();
  }

  void revoke(Collection<TopicPartition> partitions) {
    engine.revoke(partitions);
  }

  @Override
  public void close() {
    engine.close();
  }
}
