package io.taosbridge.client;

import java.util.List;

/**
 * Rows that were deleted: of the tables named by uid ({@code information_schema.ins_tables} has
 * their names), those whose time is in the range.
 *
 * @param table what the statement named: a table, or a supertable of which not all child tables
 *     need have been hit
 * @param timeColumn the column with the primary timestamp
 * @param first in the database's precision
 * @param last as first, and part of the range
 */
public record TmqDeletion(
    List<Long> tableUids, String table, String timeColumn, long first, long last) {

  public TmqDeletion {
    tableUids = List.copyOf(tableUids);
  }
}
