package io.taosbridge.sink;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** A record that the worker handed over, until its offset may be committed. */
final class PendingRecord {

  /** How far a record has come. */
  enum State {
    WAITING,
    REPORTED,
    DONE
  }

  private final SinkRecord record;
  private final TopicPartition partition;
  private final int bytes;
  private State state = State.WAITING;

  /**
   * @param bytes about how many bytes the record takes when written
   */
  PendingRecord(SinkRecord record, int bytes) {
    this.record = record;
    // Transforms may rename topics; offsets belong to the topic that was consumed.
    this.partition = new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
    this.bytes = bytes;
  }

  SinkRecord record() {
    return record;
  }

  TopicPartition partition() {
    return partition;
  }

  long offset() {
    return record.originalKafkaOffset();
  }

  int bytes() {
    return bytes;
  }

  State state() {
    return state;
  }

  /** The record was handed to the errant record reporter, which has not confirmed it yet. */
  void reported() {
    state = State.REPORTED;
  }

  /** The server has acknowledged the record, or the reporter has. */
  void done() {
    state = State.DONE;
  }
}
