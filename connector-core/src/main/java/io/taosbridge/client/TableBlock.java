package io.taosbridge.client;

import io.taosbridge.block.Block;
import io.taosbridge.block.Precision;
import java.util.List;

/**
 * Rows of one table in a TMQ message. Blocks of one message may have different columns.
 *
 * @param table name of the child or normal table, or null for a query topic
 * @param schemaVersion grows with each change of the table's columns
 * @param fields the columns these rows were written with
 * @param precision unit of the timestamps
 */
public record TableBlock(
    String table, int schemaVersion, List<Field> fields, Precision precision, Block block) {

  public TableBlock {
    fields = List.copyOf(fields);
  }
}
