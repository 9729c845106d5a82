package io.taosbridge.client;

import java.util.List;

/**
 * What is to be bound for one table.
 *
 * @param table its name, or null if the statement names it
 * @param tags with its tags among the values
 * @param tagsAt the index of its tags
 * @param columns with its rows among the values
 * @param from the index of its first row
 * @param to the index behind its last row
 */
public record BoundTable(
    String table, List<ValueBuffer> tags, int tagsAt, List<ValueBuffer> columns, int from, int to) {

  public int rows() {
    return to - from;
  }
}
