package io.taosbridge.sink.record;

/** What becomes of a record that cannot be written. */
public enum Verdict {
  /** It goes to Kafka Connect's error reporter, which may have a dead letter queue. */
  DLQ,
  /** The task fails, whatever errors Kafka Connect tolerates. */
  FAIL,
  /** It is left out. */
  IGNORE
}
