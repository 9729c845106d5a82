package io.taosbridge.bench.connect;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The topics of a broker. */
public final class Topics implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  private final String bootstrapServers;
  private final Admin admin;

  Topics(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  /** Makes a topic that keeps records of any age; returns when it can be asked for. */
  public void create(String topic, int partitions) throws IOException, InterruptedException {
    NewTopic made = new NewTopic(topic, partitions, (short) 1);
    made.configs(Map.of("retention.ms", "-1"));
    get(admin.createTopics(List.of(made)).all());
    Waiting.until(topic + " is known", () -> isKnown(topic));
  }

  private boolean isKnown(String topic) throws InterruptedException {
    try {
      admin.describeTopics(List.of(topic)).allTopicNames().get();
      admin.listOffsets(Map.of(new TopicPartition(topic, 0), OffsetSpec.latest())).all().get();
      return true;
    } catch (ExecutionException e) {
      return false;
    }
  }

  public void delete(String topic) throws InterruptedException {
    get(admin.deleteTopics(List.of(topic)).all());
  }

  /** How many offsets are taken, over all partitions: records, and the ends of transactions. */
  public long end(String topic) throws InterruptedException {
    return end(topic, IsolationLevel.READ_UNCOMMITTED);
  }

  /** The same up to the first transaction that is still open. */
  public long committedEnd(String topic) throws InterruptedException {
    return end(topic, IsolationLevel.READ_COMMITTED);
  }

  private long end(String topic, IsolationLevel level) throws InterruptedException {
    Map<TopicPartition, OffsetSpec> question =
        IntStream.range(0, partitions(topic))
            .boxed()
            .collect(
                Collectors.toMap(
                    number -> new TopicPartition(topic, number), number -> OffsetSpec.latest()));
    return get(admin.listOffsets(question, new ListOffsetsOptions(level)).all()).values().stream()
        .mapToLong(end -> end.offset())
        .sum();
  }

  private int partitions(String topic) throws InterruptedException {
    return get(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic).partitions().size();
  }

  /** Gives all that is committed now to a reader. */
  public void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "auto.offset.reset",
            "earliest",
            "isolation.level",
            "read_committed",
            "max.poll.records",
            "10000",
            "max.partition.fetch.bytes",
            "8388608");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        consumer.poll(POLL).forEach(reader);
      }
    }
  }

  private static <T> T get(KafkaFuture<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker refused: " + e.getCause().getMessage(), e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
