package io.taosbridge.source;

/** Where reading starts in a vgroup for which Kafka Connect has no offset. */
enum OffsetReset {
  EARLIEST,
  LATEST
}
