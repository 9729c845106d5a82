package io.taosbridge.source.config;

/** What a TIMESTAMP becomes. */
public enum TimestampFormat {
  /** Connect's Timestamp in milliseconds, else INT64 with a name that tells the unit. */
  AUTO,
  /** Connect's Timestamp. */
  LOGICAL,
  /** INT64, a count of units. */
  INT64
}
