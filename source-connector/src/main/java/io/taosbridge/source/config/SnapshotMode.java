package io.taosbridge.source.config;

/** When rows are read by query, besides the log. */
public enum SnapshotMode {
  NEVER,
  INITIAL,
  WHEN_NEEDED,
  ONLY;

  /** Whether a vgroup that was never read begins with a snapshot. */
  public boolean beginsWithSnapshot() {
    return this != NEVER;
  }

  /** Whether the log is read at all. */
  public boolean readsLog() {
    return this != ONLY;
  }
}
