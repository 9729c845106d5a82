package io.taosbridge.source.record;

import org.apache.kafka.connect.header.ConnectHeaders;

/**
 * A record that makes its value and time of the row whenever it is asked for them, and keeps only
 * where the row is.
 *
 * <p>Tens of thousands of records are alive until Kafka has them. Each is one object so, not one
 * for each of its values, too: a worker with Kafka's own JVM options spends a tenth of the time on
 * garbage collection.
 */
public final class LateRecord extends TrackedRecord {

  /** In the place of its own, for which nobody asks. */
  private static final ConnectHeaders UNUSED = new ConnectHeaders();

  private final BlockRows rows;
  private final int row;

  /**
   * @param rows of a shape that {@link RecordShape#canWait}
   */
  LateRecord(BlockRows rows, int row) {
    super(
        rows.origin().acknowledgement(),
        rows.origin().partition(),
        rows.origin().begin(),
        rows.table().destination().kafkaTopic(),
        rows.kafkaPartition(),
        rows.table().keys().schema(),
        rows.key(row),
        rows.table().values().schema(),
        null,
        null,
        UNUSED);
    this.rows = rows;
    this.row = row;
  }

  @Override
  ConnectHeaders shared() {
    return rows.headers();
  }

  @Override
  public Long timestamp() {
    return rows.timestamp(row);
  }

  /** Another object each time: what is done to one of them is not done to the next. */
  @Override
  public Object value() {
    return rows.value(row);
  }

  /** The row's share of the bytes that it keeps in memory. */
  public int bytes() {
    return rows.bytesPerRow();
  }

  @Override
  public String toString() {
    return at(sourceOffset()).toString();
  }
}
