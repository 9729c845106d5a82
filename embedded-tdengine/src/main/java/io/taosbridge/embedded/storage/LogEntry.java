package io.taosbridge.embedded.storage;

/** What one version of a vgroup's log holds. */
public sealed interface LogEntry permits WriteEntry, MetaEntry, InternalEntry {}
