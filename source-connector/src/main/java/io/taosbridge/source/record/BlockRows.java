package io.taosbridge.source.record;

import io.taosbridge.block.Block;
import org.apache.kafka.connect.header.ConnectHeaders;

/** Rows of one table in a block, and what their records have in common. */
final class BlockRows {

  private final Origin origin;
  private final Integer kafkaPartition;
  private final TableShape table;
  private final Block block;
  private volatile ConnectHeaders headers;

  /**
   * @param kafkaPartition null for the producer's choice
   */
  BlockRows(Origin origin, Integer kafkaPartition, TableShape table, Block block) {
    this.origin = origin;
    this.kafkaPartition = kafkaPartition;
    this.table = table;
    this.block = block;
  }

  Origin origin() {
    return origin;
  }

  Integer kafkaPartition() {
    return kafkaPartition;
  }

  TableShape table() {
    return table;
  }

  /** The key of a row; null if it has none. */
  Object key(int row) {
    return table.keys().of(block, row);
  }

  /** The value of a row; null if it is to be left out. */
  Object value(int row) {
    return table.values().of(block, row);
  }

  /** A row's time as Kafka has it; null if it has none. */
  Long timestamp(int row) {
    return table.shape().timestamp(block, row);
  }

  /** A row's share of the bytes that are kept in memory. */
  int bytesPerRow() {
    return block.byteLength() / block.rows();
  }

  /** Of all these rows, never to be changed; made late, which takes less time than early. */
  ConnectHeaders headers() {
    ConnectHeaders made = headers;
    if (made == null) {
      made = table.destination().headers(origin, table.name());
      headers = made;
    }
    return made;
  }
}
