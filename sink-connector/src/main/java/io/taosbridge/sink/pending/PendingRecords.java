package io.taosbridge.sink.pending;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The records that were accepted and may not be committed yet, in the order they came. */
public final class PendingRecords {

  private final Map<TopicPartition, PendingPartition> byPartition = new HashMap<>();

  /** Records come in runs of a partition. */
  private PendingPartition latest;

  private int count;
  private long bytes;

  public void add(PendingRecord record) {
    if (latest == null || !latest.holds(record)) {
      latest = byPartition.computeIfAbsent(record.partition(), PendingPartition::new);
    }
    latest.add(record);
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
    return record.place() != null;
  }

  /** Forgets a record, if it is there: it is done. */
  public void remove(PendingRecord record) {
    if (contains(record)) {
      record.place().remove(record);
      count--;
      bytes -= record.bytesHeld();
    }
  }

  /** Forgets the records of partitions that now belong to another task. */
  public void removePartitions(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      PendingPartition records = byPartition.remove(partition);
      while (records != null && records.first() != null) {
        remove(records.first());
      }
    }
    latest = null;
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
          if (records.first() != null) {
            long first = records.first().offset();
            committable.computeIfPresent(
                partition,
                (p, next) -> first < next.offset() ? new OffsetAndMetadata(first) : next);
          }
        });
    return committable;
  }
}
