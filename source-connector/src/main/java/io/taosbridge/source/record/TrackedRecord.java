package io.taosbridge.source.record;

import io.taosbridge.source.offset.AckTracker;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A record that knows the message it came with. Kafka Connect acknowledges the very record that
 * poll returned, whatever transforms made of it.
 */
public class TrackedRecord extends SourceRecord {

  private final AckTracker.Message message;
  private SharedHeaders headers;

  /**
   * @param headers may be those of other records, too, and never change
   */
  public TrackedRecord(
      AckTracker.Message message,
      Map<String, ?> sourcePartition,
      Map<String, ?> sourceOffset,
      String topic,
      Integer partition,
      Schema keySchema,
      Object key,
      Schema valueSchema,
      Object value,
      Long timestamp,
      ConnectHeaders headers) {
    super(
        sourcePartition,
        sourceOffset,
        topic,
        partition,
        keySchema,
        key,
        valueSchema,
        value,
        timestamp,
        headers);
    this.message = message;
  }

  /** Of this record alone, however they are changed. */
  @Override
  public Headers headers() {
    if (headers == null) {
      headers = new SharedHeaders(shared());
    }
    return headers;
  }

  /** Those that other records may have, too. */
  ConnectHeaders shared() {
    return (ConnectHeaders) super.headers();
  }

  /** The same with another source offset. */
  TrackedRecord at(Map<String, ?> offset) {
    return new TrackedRecord(
        message,
        sourcePartition(),
        offset,
        topic(),
        kafkaPartition(),
        keySchema(),
        key(),
        valueSchema(),
        value(),
        timestamp(),
        shared());
  }

  public AckTracker.Message message() {
    return message;
  }

  /**
   * Only of itself: the worker keeps records as keys, to end a transaction with one of them or to
   * acknowledge it, and a message can hold the same row twice.
   */
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
