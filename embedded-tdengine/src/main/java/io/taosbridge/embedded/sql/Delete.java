package io.taosbridge.embedded.sql;

/**
 * DELETE.
 *
 * @param where null for every row
 */
public record Delete(TableName table, Expr where) implements Statement {}
