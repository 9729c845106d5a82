package io.taosbridge.source;

/** What to do when TDengine recycled log entries that were not read. */
enum OutOfRangePolicy {
  FAIL,
  EARLIEST
}
