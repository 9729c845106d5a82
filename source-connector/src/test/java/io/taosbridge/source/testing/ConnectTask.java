package io.taosbridge.source.testing;

import io.taosbridge.source.TDengineSourceTask;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.source.TransactionContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** Runs a task as Kafka Connect does, up to the record at which it is to crash. */
public final class ConnectTask implements AutoCloseable {

  private final SourceTask task = new TDengineSourceTask();
  private final FakeTransaction transaction;

  /**
   * @param offsets that are stored, by partition
   * @param exactlyOnce whether the worker writes in transactions whose ends the connector defines
   */
  public ConnectTask(
      Map<String, String> settings,
      Map<Map<String, ?>, Map<String, ?>> offsets,
      boolean exactlyOnce) {
    transaction = exactlyOnce ? new FakeTransaction() : null;
    task.initialize(new Context(offsets));
    task.start(settings);
  }

  /** Polls until so many records are there. */
  public List<SourceRecord> poll(int count) throws InterruptedException {
    List<SourceRecord> records = new ArrayList<>();
    long deadline = System.nanoTime() + 120_000_000_000L;
    while (records.size() < count) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within 120 s; received " + records.size());
      }
      List<SourceRecord> polled = task.poll();
      if (polled != null) {
        records.addAll(polled);
      }
    }
    return records;
  }

  /**
   * Whether the worker would end a transaction with this record, which is asked of each in turn.
   */
  public boolean endsTransaction(SourceRecord record) {
    return transaction.endsWith(record);
  }

  @Override
  public void close() {
    task.stop();
  }

  private final class Context implements SourceTaskContext, OffsetStorageReader {

    private final Map<Map<String, ?>, Map<String, ?>> offsets;

    Context(Map<Map<String, ?>, Map<String, ?>> offsets) {
      this.offsets = Map.copyOf(offsets);
    }

    @Override
    public Map<String, String> configs() {
      return Map.of();
    }

    @Override
    public OffsetStorageReader offsetStorageReader() {
      return this;
    }

    @Override
    public TransactionContext transactionContext() {
      return transaction;
    }

    @Override
    public PluginMetrics pluginMetrics() {
      throw new NoSuchMethodError("not there before Kafka 4.1");
    }

    @Override
    public <T> Map<String, Object> offset(Map<String, T> partition) {
      Map<String, ?> offset = offsets.get(partition);
      return offset == null ? null : new HashMap<>(offset);
    }

    @Override
    public <T> Map<Map<String, T>, Map<String, Object>> offsets(
        Collection<Map<String, T>> partitions) {
      Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
      partitions.forEach(partition -> found.put(partition, offset(partition)));
      return found;
    }
  }
}
