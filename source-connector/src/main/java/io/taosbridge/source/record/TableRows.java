package io.taosbridge.source.record;

import io.taosbridge.client.TableBlock;
import io.taosbridge.client.TmqData;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of one table that stand one after the other in a block.
 *
 * @param block whose columns may be more than its fields; those are left out
 * @param from the first row
 * @param to the row after the last
 */
public record TableRows(TableBlock block, int from, int to) {

  public static TableRows all(TableBlock block) {
    return new TableRows(block, 0, block.block().rows());
  }

  /** All rows of a message, without blocks that have none. */
  static List<TableRows> all(TmqData data) {
    List<TableRows> tables = new ArrayList<>(data.blocks().size());
    for (TableBlock block : data.blocks()) {
      if (block.block().rows() > 0) {
        tables.add(all(block));
      }
    }
    return tables;
  }

  public int count() {
    return to - from;
  }
}
