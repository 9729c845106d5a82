package io.taosbridge.embedded.sql;

/** USE. */
public record Use(String database) implements Statement {}
