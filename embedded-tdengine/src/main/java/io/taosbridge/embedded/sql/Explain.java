package io.taosbridge.embedded.sql;

/** EXPLAIN. */
public record Explain(Select select) implements Statement {}
