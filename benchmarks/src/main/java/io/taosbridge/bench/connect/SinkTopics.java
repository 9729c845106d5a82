package io.taosbridge.bench.connect;

import io.taosbridge.bench.client.MeterRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Fills topics for sinks to read. */
public final class SinkTopics {

  private final Bed bed;
  private final long rows;

  public SinkTopics(Bed bed, long rows) {
    this.bed = bed;
    this.rows = rows;
  }

  public void fillWithTexts(String topic, LongFunction<String> text)
      throws IOException, InterruptedException {
    fill(topic, row -> text.apply(row).getBytes(StandardCharsets.UTF_8));
  }

  /** One partition with all rows, keyed by their tables. */
  public void fill(String topic, LongFunction<byte[]> value)
      throws IOException, InterruptedException {
    bed.topics().create(topic, 1);
    byte[][] keys = new byte[MeterRow.TABLES][];
    for (int table = 0; table < keys.length; table++) {
      keys[table] = MeterRow.tableName(table).getBytes(StandardCharsets.UTF_8);
    }
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bed.bootstrapServers(),
                "linger.ms",
                "20",
                "batch.size",
                "262144"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (long row = 0; row < rows; row++) {
        byte[] key = keys[MeterRow.table(row)];
        // What fails is missing in the end.
        Future<RecordMetadata> unused =
            producer.send(
                new ProducerRecord<>(topic, 0, MeterRow.time(row), key, value.apply(row)));
      }
    }
    long sent = bed.topics().end(topic);
    if (sent != rows) {
      throw new IllegalStateException(
          "topic " + topic + " holds " + sent + " records instead of " + rows);
    }
  }
}
