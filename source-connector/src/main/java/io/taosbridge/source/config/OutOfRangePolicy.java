package io.taosbridge.source.config;

/** What to do when TDengine recycled log entries that were not read. */
public enum OutOfRangePolicy {
  FAIL,
  EARLIEST,
  SNAPSHOT
}
