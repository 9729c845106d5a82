package io.taosbridge.it;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A topic, read as any other program reads it. */
record KafkaTopic(String bootstrapServers, String name) {

  /** Everything that is in the topic now. */
  List<ConsumerRecord<String, String>> readAll() {
    List<ConsumerRecord<String, String>> records = new ArrayList<>();
    read("read_uncommitted", records::add);
    return records;
  }

  /** Everything up to the first transaction that is still open, but for what was aborted. */
  void readCommitted(Consumer<ConsumerRecord<String, String>> reader) {
    read("read_committed", reader);
  }

  private void read(String isolation, Consumer<ConsumerRecord<String, String>> reader) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "auto.offset.reset",
            "earliest",
            "isolation.level",
            isolation);
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(name).stream()
              .map(partition -> new TopicPartition(name, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(200)).forEach(reader);
      }
    }
  }
}
