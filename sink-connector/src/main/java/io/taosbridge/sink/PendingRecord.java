package io.taosbridge.sink;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A record that the worker handed over, until its offset may be committed. Most are one row; some
 * are many.
 */
final class PendingRecord {

  private final SinkRecord record;
  private final TopicPartition partition;
  private final int bytes;
  private int openRows = 1;
  private boolean reported;
  private boolean unconfirmed;

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

  /**
   * Starts an attempt to write the record.
   *
   * @param rows how many rows it has; each is to be done or reported
   */
  void begin(int rows) {
    openRows = rows;
  }

  /** Whether some of the record is still to be written. */
  boolean isWaiting() {
    return openRows > 0;
  }

  /** Whether every row is written, or the reporter has confirmed that it has the record. */
  boolean isDone() {
    return openRows == 0 && !unconfirmed;
  }

  /** The server has acknowledged a row of the record. */
  void done() {
    openRows--;
  }

  /** Whether the record was handed to the errant record reporter. */
  boolean isReported() {
    return reported;
  }

  /** A row is bad, and the record was handed to the errant record reporter for it or another. */
  void reported() {
    openRows--;
    unconfirmed |= !reported;
    reported = true;
  }

  /** The reporter has confirmed that it has the record. */
  void confirmed() {
    unconfirmed = false;
  }
}
