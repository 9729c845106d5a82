package io.taosbridge.embedded.sql;

/**
 * The name of a table as written.
 *
 * @param database null if the session's current one is meant
 */
public record TableName(String database, String table) {}
