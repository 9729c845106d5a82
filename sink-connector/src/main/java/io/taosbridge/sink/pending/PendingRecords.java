package io.taosbridge.sink.pending;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The records that were accepted and may not be committed yet, in the order they came. */
public final class PendingRecords {

  private final Map<TopicPartition, Set<PendingRecord>> byPartition = new HashMap<>();
  private int count;
  private long bytes;

  public void add(PendingRecord record) {
    byPartition.computeIfAbsent(record.partition(), p -> new LinkedHashSet<>()).add(record);
    count++;
    bytes += record.bytesHeld();
  }

  public int count() {
    return count;
  }

  /** About how many bytes of memory the records take. */
  public long bytes() {
    return bytes;
  }

  public boolean contains(PendingRecord record) {
    Set<PendingRecord> records = byPartition.get(record.partition());
    return records != null && records.contains(record);
  }

  /** Forgets a record, if it is there: it is done. */
  public void remove(PendingRecord record) {
    Set<PendingRecord> records = byPartition.get(record.partition());
    if (records != null && records.remove(record)) {
      forget(record);
    }
  }

  /** Forgets the records of partitions that now belong to another task. */
  public void removePartitions(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      Set<PendingRecord> records = byPartition.remove(partition);
      if (records != null) {
        records.forEach(this::forget);
      }
    }
  }

  private void forget(PendingRecord record) {
    count--;
    bytes -= record.bytesHeld();
  }

  /**
   * What may be committed of the offsets delivered so far: up to the first record of each partition
   * that is still pending.
   */
  public Map<TopicPartition, OffsetAndMetadata> committable(
      Map<TopicPartition, OffsetAndMetadata> delivered) {
    Map<TopicPartition, OffsetAndMetadata> committable = new HashMap<>(delivered);
    byPartition.forEach(
        (partition, records) -> {
          if (!records.isEmpty()) {
            long first = records.iterator().next().offset();
            committable.computeIfPresent(
                partition,
                (p, next) -> first < next.offset() ? new OffsetAndMetadata(first) : next);
          }
        });
    return committable;
  }
}
