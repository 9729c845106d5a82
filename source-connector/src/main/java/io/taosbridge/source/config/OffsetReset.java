package io.taosbridge.source.config;

/** Where reading starts in a vgroup for which Kafka Connect has no offset. */
public enum OffsetReset {
  EARLIEST,
  LATEST
}
