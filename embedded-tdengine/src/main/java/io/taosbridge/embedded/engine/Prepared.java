package io.taosbridge.embedded.engine;

/** A statement with parameters, not yet looked at in the catalog. */
public sealed interface Prepared permits PreparedInsert, PreparedQuery {}
