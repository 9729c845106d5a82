package io.taosbridge.source.record;

import io.taosbridge.block.Block;
import org.apache.kafka.connect.data.Schema;

/** The keys, or the values, of one table's rows. */
interface RowPart {

  /** Null if there is none. */
  Schema schema();

  /**
   * @return a value of the schema; of a key null if there is none, of a value null if the row is to
   *     be left out
   */
  Object of(Block block, int row);
}
