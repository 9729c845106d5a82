package io.taosbridge.sink.replica;

import io.taosbridge.sink.TDengineSinkTask;
import io.taosbridge.source.TDengineSourceTask;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * A source task, a Kafka of a few partitions in memory, and a sink task for each. Records go
 * through Kafka's JSON converter, tasks are restarted, and what was delivered comes again.
 */
final class Replication implements AutoCloseable {

  private final Map<String, String> sourceSettings;
  private final Map<String, String> sinkSettings;
  private final Random random;
  private final JsonConverter converter = new JsonConverter();
  private final Map<Map<String, ?>, Map<String, Object>> sourceOffsets = new HashMap<>();
  private final Map<TopicPartition, List<SinkRecord>> kafka = new TreeMap<>(ORDER);
  private final Map<TopicPartition, TDengineSinkTask> sinks = new HashMap<>();
  private final Map<TopicPartition, Integer> delivered = new HashMap<>();
  private final Map<TopicPartition, Integer> committed = new HashMap<>();
  private final List<String> history = new ArrayList<>();
  private TDengineSourceTask source;

  private static final Comparator<TopicPartition> ORDER =
      Comparator.comparing(TopicPartition::toString);

  Replication(Map<String, String> sourceSettings, Map<String, String> sinkSettings, Random random) {
    this.sourceSettings = sourceSettings;
    this.sinkSettings = sinkSettings;
    this.random = random;
    converter.configure(Map.of("schemas.enable", true), false);
  }

  /** What was read, and from where, for whoever looks into a failure. */
  String history() {
    return String.join("\n", history);
  }

  /** Reads once; now and then a crash loses the end of what was read, or the task starts anew. */
  List<SourceRecord> read(boolean crashing) throws InterruptedException {
    if (source == null) {
      source = new TDengineSourceTask();
      source.initialize(sourceContext());
      source.start(sourceSettings);
    }
    List<SourceRecord> records = source.poll();
    if (records == null) {
      return List.of();
    }
    boolean crash = crashing && random.nextInt(8) == 0;
    int count = crash ? random.nextInt(records.size() + 1) : records.size();
    for (SourceRecord record : records.subList(0, count)) {
      append(record);
    }
    if (crash) {
      history.add("crash of the source, " + count + " of " + records.size() + " records");
      source.stop();
      source = null;
    }
    return records.subList(0, count);
  }

  @SuppressWarnings("unchecked")
  private void append(SourceRecord record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.kafkaPartition());
    List<SinkRecord> log = kafka.computeIfAbsent(partition, key -> new ArrayList<>());
    SchemaAndValue value = SchemaAndValue.NULL;
    if (record.value() != null) {
      byte[] bytes =
          converter.fromConnectData(record.topic(), record.valueSchema(), record.value());
      value = converter.toConnectData(record.topic(), bytes);
    }
    log.add(
        new SinkRecord(
            record.topic(),
            partition.partition(),
            record.keySchema(),
            record.key(),
            value.schema(),
            value.value(),
            log.size(),
            record.timestamp(),
            TimestampType.CREATE_TIME,
            record.headers()));
    history.add(partition + " " + record.sourceOffset() + " " + record.value());
    sourceOffsets.put(
        record.sourcePartition(), (Map<String, Object>) (Map<String, ?>) record.sourceOffset());
  }

  /** Delivers a few records of a partition chosen by chance, perhaps some for the second time. */
  void write(boolean crashing) {
    List<TopicPartition> partitions = new ArrayList<>(kafka.keySet());
    if (!partitions.isEmpty()) {
      write(partitions.get(random.nextInt(partitions.size())), 1 + random.nextInt(20), crashing);
    }
  }

  /** Delivers everything that is left, vgroup by vgroup as chance wants it. */
  void writeAll() {
    for (TopicPartition partition : kafka.keySet()) {
      write(partition, Integer.MAX_VALUE, false);
    }
  }

  /** What was delivered does not come again. */
  void commit() {
    committed.putAll(delivered);
  }

  private void write(TopicPartition partition, int count, boolean crashing) {
    List<SinkRecord> log = kafka.get(partition);
    int from = delivered.getOrDefault(partition, 0);
    if (crashing && random.nextInt(8) == 0) {
      from = Math.max(committed.getOrDefault(partition, 0), from - random.nextInt(30));
      close(sinks.remove(partition));
    }
    int to = (int) Math.min(log.size(), (long) from + count);
    TDengineSinkTask sink = sinks.computeIfAbsent(partition, key -> startSink());
    put(sink, log.subList(from, to), partition, to);
    delivered.put(partition, to);
  }

  private static void put(
      TDengineSinkTask sink, Collection<SinkRecord> records, TopicPartition partition, int end) {
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    Collection<SinkRecord> left = records;
    Map<TopicPartition, OffsetAndMetadata> wanted = Map.of(partition, new OffsetAndMetadata(end));
    while (true) {
      try {
        sink.put(left);
        left = List.of();
      } catch (RetriableException e) {
        // delivered again, as the worker does
      }
      if (left.isEmpty() && sink.preCommit(wanted).equals(wanted)) {
        return;
      }
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("the sink does not take " + records.size() + " records");
      }
      Thread.onSpinWait();
    }
  }

  private TDengineSinkTask startSink() {
    TDengineSinkTask sink = new TDengineSinkTask();
    sink.initialize(sinkContext());
    sink.start(sinkSettings);
    return sink;
  }

  private static void close(TDengineSinkTask sink) {
    if (sink != null) {
      sink.stop();
    }
  }

  private static SinkTaskContext sinkContext() {
    return (SinkTaskContext)
        Proxy.newProxyInstance(
            Replication.class.getClassLoader(),
            new Class<?>[] {SinkTaskContext.class},
            (proxy, method, arguments) -> null);
  }

  private SourceTaskContext sourceContext() {
    OffsetStorageReader reader =
        new OffsetStorageReader() {
          @Override
          public <T> Map<String, Object> offset(Map<String, T> partition) {
            return sourceOffsets.get(partition);
          }

          @Override
          public <T> Map<Map<String, T>, Map<String, Object>> offsets(
              Collection<Map<String, T>> partitions) {
            Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
            partitions.forEach(partition -> found.put(partition, offset(partition)));
            return found;
          }
        };
    return (SourceTaskContext)
        Proxy.newProxyInstance(
            Replication.class.getClassLoader(),
            new Class<?>[] {SourceTaskContext.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("pluginMetrics")) {
                throw new NoSuchMethodError("not there before Kafka 4.1");
              }
              return method.getName().equals("offsetStorageReader") ? reader : null;
            });
  }

  @Override
  public void close() {
    if (source != null) {
      source.stop();
    }
    sinks.values().forEach(Replication::close);
  }
}
