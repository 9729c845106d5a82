package io.taosbridge.sink.pending;

import org.apache.kafka.common.TopicPartition;

/**
 * The pending records of a partition, in the order they came. The records themselves are the links
 * of the list: a set with an entry for each costs a fifth of the thread that fills it.
 */
final class PendingPartition {

  private final TopicPartition partition;
  private PendingRecord first;
  private PendingRecord last;

  PendingPartition(TopicPartition partition) {
    this.partition = partition;
  }

  boolean holds(PendingRecord record) {
    return record.isOf(partition);
  }

  /** Null if there is none. */
  PendingRecord first() {
    return first;
  }

  void add(PendingRecord record) {
    record.enter(this, last);
    last = record;
    if (first == null) {
      first = record;
    }
  }

  void remove(PendingRecord record) {
    if (record == first) {
      first = record.behind();
    }
    if (record == last) {
      last = record.before();
    }
    record.leave();
  }
}
