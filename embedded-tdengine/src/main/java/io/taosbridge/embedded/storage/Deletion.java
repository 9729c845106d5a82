package io.taosbridge.embedded.storage;

import java.util.List;

/**
 * What one vgroup lost by a delete.
 *
 * @param superTableUid 0 for a normal table
 * @param tableUids the tables that the statement was about, whether they had such rows or not
 * @param table what the statement named
 * @param rows how many rows were deleted
 */
public record Deletion(
    long superTableUid,
    List<Long> tableUids,
    String table,
    String timeColumn,
    long first,
    long last,
    long rows) {

  public Deletion {
    tableUids = List.copyOf(tableUids);
  }
}
