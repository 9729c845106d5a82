package io.taosbridge.sink;

/** What becomes of a record without a value. */
enum NullRecord {
  IGNORE,
  /** The table or row that its key names is to be gone. */
  DELETE,
  FAIL
}
