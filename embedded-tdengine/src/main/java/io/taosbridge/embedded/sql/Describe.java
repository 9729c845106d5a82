package io.taosbridge.embedded.sql;

/** DESCRIBE. */
public record Describe(TableName table) implements Statement {}
