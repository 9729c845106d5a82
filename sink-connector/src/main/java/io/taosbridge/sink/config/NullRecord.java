package io.taosbridge.sink.config;

/** What becomes of a record without a value. */
public enum NullRecord {
  IGNORE,
  /** The table or row that its key names is to be gone. */
  DELETE,
  FAIL
}
