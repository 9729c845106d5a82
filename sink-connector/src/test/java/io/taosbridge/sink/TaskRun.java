package io.taosbridge.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * A sink task, driven as Kafka Connect's worker drives it, but without its pauses: records that the
 * task refuses are delivered again, and offsets are committed now and then.
 */
final class TaskRun implements AutoCloseable {

  private static final int POLLED = 20;
  private static final int DELIVERIES_PER_COMMIT = 3;

  private final TestTopic topic;
  private final FakeReporter reporter;
  private final TDengineSinkTask task = new TDengineSinkTask();
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private int deliveries;

  TaskRun(TestTopic topic, Map<String, String> settings, FakeReporter reporter) {
    this.topic = topic;
    this.reporter = reporter;
    task.initialize(context());
    task.start(settings);
  }

  /** A context that has a reporter and nothing else. */
  private SinkTaskContext context() {
    return (SinkTaskContext)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {SinkTaskContext.class},
            (proxy, method, arguments) ->
                method.getName().equals("errantRecordReporter") ? reporter : null);
  }

  /** How often the task refused records. */
  int refusals() {
    return refusals.get();
  }

  /** Gives the task partitions, which it reads on from where they were committed. */
  void assign(Collection<TopicPartition> partitions) {
    task.open(partitions);
    partitions.forEach(partition -> positions.put(partition, topic.committed(partition)));
  }

  /** Takes partitions from the task, as in a rebalance. */
  void revoke(Collection<TopicPartition> partitions) {
    commit();
    task.close(partitions);
    positions.keySet().removeAll(partitions);
  }

  /** Delivers some records, and commits if it is time; whether all there are were committed. */
  boolean step() {
    List<SinkRecord> records = new ArrayList<>();
    positions.forEach((partition, next) -> records.addAll(topic.poll(partition, next, POLLED)));
    try {
      task.put(records);
      records.forEach(
          record -> positions.put(TestTopic.partition(record), record.kafkaOffset() + 1));
    } catch (RetriableException e) {
      refusals.incrementAndGet();
    }
    deliveries++;
    if (deliveries % DELIVERIES_PER_COMMIT == 0) {
      commit();
    }
    return positions.keySet().stream().allMatch(topic::isCommittedWhole);
  }

  private void commit() {
    Map<TopicPartition, OffsetAndMetadata> delivered = new HashMap<>();
    positions.forEach((partition, next) -> delivered.put(partition, new OffsetAndMetadata(next)));
    Map<TopicPartition, OffsetAndMetadata> committed = task.preCommit(delivered);
    assertThat(committed).containsOnlyKeys(delivered.keySet());
    topic.commit(committed);
  }

  @Override
  public void close() {
    task.close(List.copyOf(positions.keySet()));
    task.stop();
  }
}
