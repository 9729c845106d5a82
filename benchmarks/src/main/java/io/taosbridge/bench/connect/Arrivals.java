package io.taosbridge.bench.connect;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** When a consumer with the usual settings first had each record of a topic, by its counter. */
final class Arrivals implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final AtomicLongArray times;
  private final AtomicInteger count = new AtomicInteger();
  private final Thread thread;
  private volatile boolean closed;

  private Arrivals(String bootstrapServers, String topic, int records) {
    times = new AtomicLongArray(records);
    thread = new Thread(() -> read(bootstrapServers, topic), "arrivals");
    thread.setDaemon(true);
  }

  /** Begins to watch. */
  static Arrivals start(String bootstrapServers, String topic, int records) {
    Arrivals arrivals = new Arrivals(bootstrapServers, topic, records);
    arrivals.thread.start();
    return arrivals;
  }

  private void read(String bootstrapServers, String topic) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(new TopicPartition(topic, 0)));
      while (!closed) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          long now = System.nanoTime();
          if (times.compareAndSet((int) Tally.counter(record.value()), 0, now)) {
            count.incrementAndGet();
          }
        }
      }
    }
  }

  /** How many different records have arrived. */
  int count() {
    return count.get();
  }

  /** By counter, as {@link System#nanoTime} has it; 0 for what has not arrived. */
  long[] times() {
    long[] copy = new long[times.length()];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = times.get(i);
    }
    return copy;
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
