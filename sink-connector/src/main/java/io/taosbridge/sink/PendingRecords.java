package io.taosbridge.sink;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The records that were accepted and may not be committed yet, in the order they came. */
final class PendingRecords {

  private List<PendingRecord> records = new ArrayList<>();
  private int waiting;
  private long waitingBytes;

  void add(PendingRecord record) {
    records.add(record);
    waiting++;
    waitingBytes += record.bytes();
  }

  /** How many records wait to be written. */
  int waiting() {
    return waiting;
  }

  /** About how many bytes the records that wait to be written take. */
  long waitingBytes() {
    return waitingBytes;
  }

  /** The records that wait to be written. */
  List<PendingRecord> toWrite() {
    List<PendingRecord> found = new ArrayList<>(waiting);
    for (PendingRecord record : records) {
      if (record.isWaiting()) {
        found.add(record);
      }
    }
    return found;
  }

  /** Forgets the records that are done. */
  void removeDone() {
    keep(records.stream().filter(r -> !r.isDone()).toList());
  }

  /** Forgets the records of partitions that now belong to another task. */
  void removePartitions(Collection<TopicPartition> partitions) {
    keep(records.stream().filter(r -> !partitions.contains(r.partition())).toList());
  }

  private void keep(List<PendingRecord> kept) {
    records = new ArrayList<>(kept);
    waiting = 0;
    waitingBytes = 0;
    for (PendingRecord record : records) {
      if (record.isWaiting()) {
        waiting++;
        waitingBytes += record.bytes();
      }
    }
  }

  /**
   * What may be committed of the offsets delivered so far: up to the first record of each partition
   * that is still pending.
   */
  Map<TopicPartition, OffsetAndMetadata> committable(
      Map<TopicPartition, OffsetAndMetadata> delivered) {
    Map<TopicPartition, Long> firstPending = new HashMap<>();
    for (PendingRecord record : records) {
      if (!record.isDone()) {
        firstPending.merge(record.partition(), record.offset(), Math::min);
      }
    }
    Map<TopicPartition, OffsetAndMetadata> committable = new HashMap<>(delivered);
    firstPending.forEach(
        (partition, offset) ->
            committable.computeIfPresent(
                partition,
                (p, next) -> offset < next.offset() ? new OffsetAndMetadata(offset) : next));
    return committable;
  }
}
