package io.taosbridge.embedded.storage;

/** What one version of a vgroup's log holds. */
public sealed interface LogEntry permits WriteEntry, MetaEntry, InternalEntry {

  /** Whether it is marked as a copy of what another database has. */
  default boolean replicated() {
    return false;
  }
}
