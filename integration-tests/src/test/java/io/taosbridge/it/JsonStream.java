package io.taosbridge.it;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends the records of a {@link Workload} to a new topic, in their order. */
final class JsonStream implements AutoCloseable {

  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final String topic;
  private final Workload workload;
  private final long total;
  private volatile long sent;

  /**
   * @param total how many records there are to be
   */
  JsonStream(KafkaTopic topic, Workload workload, long total)
      throws ExecutionException, InterruptedException {
    this.topic = topic.name();
    this.workload = workload;
    this.total = total;
    Map<String, Object> kafka = Map.of("bootstrap.servers", topic.bootstrapServers());
    try (Admin admin = Admin.create(kafka)) {
      // Records are not to be deleted for the times they have.
      NewTopic wanted =
          new NewTopic(topic.name(), Workload.PARTITIONS, (short) 1)
              .configs(Map.of("retention.ms", "-1"));
      admin.createTopics(List.of(wanted)).all().get();
    }
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                topic.bootstrapServers(),
                "linger.ms",
                "5",
                // A broker may refuse the first request for a new topic and take the second.
                "max.in.flight.requests.per.connection",
                "1",
                "batch.size",
                "262144"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** How many records were handed to the producer. */
  long sent() {
    return sent;
  }

  long total() {
    return total;
  }

  /** Sends all records below a number that were not sent yet. */
  void sendUpTo(long end) {
    for (long number = sent; number < Math.min(end, total); number++) {
      byte[] value = workload.value(number, total).getBytes(StandardCharsets.UTF_8);
      Future<RecordMetadata> unused =
          producer.send(
              new ProducerRecord<>(topic, workload.partition(number), null, value),
              (metadata, e) -> {
                if (e != null) {
                  failure.set(e);
                }
              });
      sent = number + 1;
    }
  }

  /** Waits until the broker has all that was sent. */
  void flush() {
    producer.flush();
    if (failure.get() != null) {
      throw new IllegalStateException("a record did not get to the broker", failure.get());
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
