package io.taosbridge.source.record;

import io.taosbridge.block.Block;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;

/**
 * A record that makes its value of the row whenever it is asked for it, and keeps only where the
 * row is.
 *
 * <p>Tens of thousands of records are alive until Kafka has them. Each is one object so, not one
 * for each of its values, too: a worker with Kafka's own JVM options spends a tenth of the time on
 * garbage collection.
 */
public final class LateRecord extends TrackedRecord {

  private final RowPart values;
  private final Block block;
  private final int row;

  /**
   * @param values that are sure to have one for the row
   * @param headers may be those of other records, too, and never change
   */
  LateRecord(
      Origin origin,
      String topic,
      Integer partition,
      Schema keySchema,
      Object key,
      RowPart values,
      Block block,
      int row,
      Long timestamp,
      ConnectHeaders headers) {
    super(
        origin.acknowledgement(),
        origin.partition(),
        origin.begin(),
        topic,
        partition,
        keySchema,
        key,
        values.schema(),
        null,
        timestamp,
        headers);
    this.values = values;
    this.block = block;
    this.row = row;
  }

  /** Another object each time: what is done to one of them is not done to the next. */
  @Override
  public Object value() {
    return values.of(block, row);
  }

  /** The row's share of the bytes that it keeps in memory. */
  public int bytes() {
    return block.byteLength() / block.rows();
  }

  @Override
  public String toString() {
    return at(sourceOffset()).toString();
  }
}
