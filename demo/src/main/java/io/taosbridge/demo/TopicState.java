package io.taosbridge.demo;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** How many records a Kafka topic has, and how many of them a sink has not yet reported as done. */
final class TopicState implements AutoCloseable {

  private final Admin admin;
  private final String topic;
  private final String group;

  TopicState(String bootstrapServers, String topic, String sinkName) {
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    this.topic = topic;
    this.group = "connect-" + sinkName;
  }

  long records() {
    return endOffsets().values().stream().mapToLong(Long::longValue).sum();
  }

  /** The records whose offsets the sink has not committed. */
  long lag() {
    Map<TopicPartition, OffsetAndMetadata> committed =
        get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(), Map.of());
    return endOffsets().entrySet().stream()
        .mapToLong(end -> end.getValue() - offset(committed.get(end.getKey())))
        .sum();
  }

  @Override
  public void close() {
    admin.close();
  }

  private Map<TopicPartition, Long> endOffsets() {
    Map<String, TopicDescription> descriptions =
        get(admin.describeTopics(Set.of(topic)).allTopicNames(), Map.of());
    Map<TopicPartition, OffsetSpec> partitions =
        descriptions.values().stream()
            .flatMap(description -> description.partitions().stream())
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
    return get(admin.listOffsets(partitions).all(), Map.of()).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
  }

  private static long offset(OffsetAndMetadata committed) {
    return committed == null ? 0 : committed.offset();
  }

  private static <T> T get(KafkaFuture<T> future, T whenThereIsNoTopic) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return whenThereIsNoTopic;
      }
      throw new IllegalStateException("Kafka does not answer", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
