package io.taosbridge.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * A sink task, driven as Kafka Connect's worker drives it, but without rests: partitions that the
 * task pauses deliver nothing, and offsets are committed now and then.
 */
final class TaskRun implements AutoCloseable {

  static final int POLLED = 20;
  private static final int DELIVERIES_PER_COMMIT = 3;

  private final TestTopic topic;
  private final FakeReporter reporter;
  private final TDengineSinkTask task = new TDengineSinkTask();
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final Set<TopicPartition> paused = ConcurrentHashMap.newKeySet();
  private final ObjectName shown;
  private int deliveries;

  TaskRun(TestTopic topic, Map<String, String> settings, FakeReporter reporter) {
    this.topic = topic;
    this.reporter = reporter;
    Map<String, String> named = new HashMap<>(settings);
    named.put("name", "run-" + UUID.randomUUID());
    try {
      shown =
          new ObjectName(
              "io.taosbridge:type=sink-task-metrics,connector=" + named.get("name") + ",task=0");
    } catch (JMException e) {
      throw new AssertionError(e);
    }
    task.initialize(context());
    task.start(named);
  }

  /** A context that has a reporter, notes what is paused, and nothing else. */
  private SinkTaskContext context() {
    return (SinkTaskContext)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {SinkTaskContext.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "pause" -> paused.addAll(assigned(arguments));
                case "resume" -> paused.removeAll(assigned(arguments));
                case "errantRecordReporter" -> {
                  return reporter;
                }
                default -> {}
              }
              return null;
            });
  }

  private List<TopicPartition> assigned(Object[] arguments) {
    List<TopicPartition> partitions = List.of((TopicPartition[]) arguments[0]);
    // Kafka's consumer fails for others.
    assertThat(positions).containsKeys(partitions.toArray(TopicPartition[]::new));
    return partitions;
  }

  /** What a metric of the task is now. */
  long metric(String name) {
    try {
      return ((Number) ManagementFactory.getPlatformMBeanServer().getAttribute(shown, name))
          .longValue();
    } catch (JMException e) {
      throw new AssertionError(e);
    }
  }

  /** How often the server could not take what it was sent. */
  long retries() {
    return metric("retry-total");
  }

  /** The partitions that deliver nothing now. */
  Set<TopicPartition> paused() {
    return Set.copyOf(paused);
  }

  /** Gives the task partitions, which it reads on from where they were committed. */
  void assign(Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> positions.put(partition, topic.committed(partition)));
    task.open(partitions);
  }

  /** Takes partitions from the task, as in a rebalance. */
  void revoke(Collection<TopicPartition> partitions) {
    commit();
    task.close(partitions);
    positions.keySet().removeAll(partitions);
    paused.removeAll(partitions);
  }

  /** Delivers some records, and commits if it is time; whether all there are were committed. */
  boolean step() {
    List<SinkRecord> records = new ArrayList<>();
    positions.forEach(
        (partition, next) -> {
          if (!paused.contains(partition)) {
            records.addAll(topic.poll(partition, next, POLLED));
          }
        });
    task.put(records);
    records.forEach(record -> positions.put(TestTopic.partition(record), record.kafkaOffset() + 1));
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
