package io.taosbridge.source.testing;

import io.taosbridge.source.config.RecordSettings;
import io.taosbridge.source.config.SourceConfig;
import io.taosbridge.source.metrics.SourceMetrics;
import io.taosbridge.source.offset.OffsetStore;
import io.taosbridge.source.read.Server;
import io.taosbridge.source.read.SourceEngine;
import io.taosbridge.source.read.Timing;
import io.taosbridge.source.topic.TopicPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.connect.source.SourceRecord;

/** Runs a task's engine as Kafka Connect would, and keeps its offsets. */
public final class Harness implements AutoCloseable {

  private final Map<Map<String, ?>, Map<String, ?>> stored;
  private final SourceEngine engine;
  private final List<SourceRecord> received = new ArrayList<>();

  public Harness(Map<String, String> settings) {
    this(settings, new HashMap<>());
  }

  /** Reads from a server of the test's own; the URL is not used. */
  public static Harness on(
      Server server, Map<String, String> settings, Map<Map<String, ?>, Map<String, ?>> stored) {
    return on(server, settings, stored, FakeTiming.quick());
  }

  public static Harness on(
      Server server,
      Map<String, String> settings,
      Map<Map<String, ?>, Map<String, ?>> stored,
      Timing timing) {
    return new Harness(server, config(settings), stored, timing);
  }

  private static SourceConfig config(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.putIfAbsent("connection.url", "ws://fake:6041");
    return new SourceConfig(all);
  }

  /**
   * @param stored the offsets of an earlier run, to be kept up to date
   */
  public Harness(Map<String, String> settings, Map<Map<String, ?>, Map<String, ?>> stored) {
    this(server(config(settings)), config(settings), stored, FakeTiming.quick());
  }

  private static Server server(SourceConfig config) {
    return Server.of(config.connection(Map.of()), config.tmq());
  }

  private Harness(
      Server server,
      SourceConfig config,
      Map<Map<String, ?>, Map<String, ?>> stored,
      Timing timing) {
    this.stored = stored;
    RecordSettings records = config.records();
    engine =
        new SourceEngine(
            server,
            TopicPlan.of(config),
            records,
            new OffsetStore(
                records.server(),
                partitions -> {
                  Map<Map<String, String>, Map<String, ?>> found = new HashMap<>();
                  partitions.forEach(partition -> found.put(partition, stored.get(partition)));
                  return found;
                }),
            config.offsetReset(),
            config.outOfRange(),
            config.snapshot(),
            timing,
            config.life(),
            SourceMetrics.hidden());
  }

  public SourceEngine engine() {
    return engine;
  }

  public Map<Map<String, ?>, Map<String, ?>> stored() {
    return stored;
  }

  public List<SourceRecord> received() {
    return received;
  }

  /** Polls until so many records are there. */
  public List<SourceRecord> receive(int count) throws InterruptedException {
    pollUntil(harness -> harness.received.size() >= count);
    return received;
  }

  public void pollUntil(Predicate<Harness> condition) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (!condition.test(this)) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within 120 s; received " + received.size());
      }
      poll();
    }
  }

  /** Polls once and delivers all of it, as a Kafka that works. */
  public List<SourceRecord> poll() throws InterruptedException {
    List<SourceRecord> records = engine.poll();
    for (SourceRecord record : records) {
      deliver(record);
    }
    return records;
  }

  public void deliver(SourceRecord record) {
    received.add(record);
    engine.acknowledge(record);
    stored.put(record.sourcePartition(), record.sourceOffset());
  }

  @Override
  public void close() {
    engine.stop();
  }
}
