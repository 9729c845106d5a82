package io.taosbridge.source.testing;

import io.taosbridge.source.TDengineSourceTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** Runs a task as Kafka Connect would, one poll at a time, and keeps its offsets. */
public final class TaskRun implements AutoCloseable {

  private final Map<Map<String, ?>, Map<String, Object>> stored;
  private final TDengineSourceTask task = new TDengineSourceTask();
  private final List<SourceRecord> received = new ArrayList<>();

  /**
   * @param stored the offsets of an earlier run, to be kept up to date
   */
  public TaskRun(Map<String, String> settings, Map<Map<String, ?>, Map<String, Object>> stored) {
    this.stored = stored;
    task.initialize(new Context());
    task.start(settings);
  }

  public List<SourceRecord> received() {
    return received;
  }

  /** Polls until so many records are there, with a Kafka that takes all. */
  public List<SourceRecord> receive(int count) {
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (received.size() < count) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within 120 s; received " + received);
      }
      poll();
    }
    return received;
  }

  /** Polls once; fails if that takes a minute. */
  public List<SourceRecord> poll() {
    List<SourceRecord> records =
        CompletableFuture.supplyAsync(this::pollNow).orTimeout(60, TimeUnit.SECONDS).join();
    for (SourceRecord record : records) {
      received.add(record);
      task.commitRecord(record, null);
      stored.put(record.sourcePartition(), new HashMap<>(record.sourceOffset()));
    }
    return records;
  }

  private List<SourceRecord> pollNow() {
    try {
      List<SourceRecord> records = task.poll();
      return records == null ? List.of() : records;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Stops the task; fails if that takes a minute. */
  @Override
  public void close() {
    CompletableFuture.runAsync(task::stop).orTimeout(60, TimeUnit.SECONDS).join();
  }

  private final class Context implements SourceTaskContext {

    @Override
    public Map<String, String> configs() {
      throw new AssertionError();
    }

    @Override
    public OffsetStorageReader offsetStorageReader() {
      return new OffsetStorageReader() {
        @Override
        public <T> Map<String, Object> offset(Map<String, T> partition) {
          return stored.get(partition);
        }

        @Override
        public <T> Map<Map<String, T>, Map<String, Object>> offsets(
            Collection<Map<String, T>> partitions) {
          Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
          partitions.forEach(partition -> found.put(partition, stored.get(partition)));
          return found;
        }
      };
    }

    @Override
    public PluginMetrics pluginMetrics() {
      throw new NoSuchMethodError("not there before Kafka 4.1");
    }
  }
}
