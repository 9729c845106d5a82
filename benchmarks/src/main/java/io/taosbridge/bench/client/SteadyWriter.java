package io.taosbridge.bench.client;

import io.taosbridge.TDengine;
import io.taosbridge.client.BindBatch;
import io.taosbridge.client.Connection;
import io.taosbridge.client.Statement;
import io.taosbridge.client.StatementOptions;
import io.taosbridge.client.TableBinding;
import java.util.concurrent.locks.LockSupport;

/** Writes the first rows of a database at a steady rate, each when it is due. */
public final class SteadyWriter implements AutoCloseable {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final Connection connection;
  private final Statement insert;
  private final long nanosPerRow;

  /**
   * @param rate rows per second
   */
  public SteadyWriter(MeterDatabase database, int rate) {
    connection = TDengine.connect(database.server().ours(database.name()));
    insert = connection.prepare(MeterRow.INSERT, StatementOptions.INTERLACED);
    nanosPerRow = NANOS_PER_SECOND / rate;
  }

  /**
   * Writes rows; what became due while the one before was written is written together.
   *
   * @param from number of the first one
   * @param to number after the last one
   * @return by row, from the first one on, when the server had acknowledged it, as {@link
   *     System#nanoTime} has it
   */
  public long[] write(int from, int to) {
    long[] committed = new long[to - from];
    long start = System.nanoTime();
    int next = from;
    while (next < to) {
      int due = (int) Math.min(to, from + (System.nanoTime() - start) / nanosPerRow);
      if (due == next) {
        LockSupport.parkNanos(start + (next - from + 1) * nanosPerRow - System.nanoTime());
        continue;
      }
      BindBatch batch = insert.newBatch();
      for (int row = next; row < due; row++) {
        append(batch, row);
      }
      insert.execute(batch);
      long now = System.nanoTime();
      while (next < due) {
        committed[next - from] = now;
        next++;
      }
    }
    return committed;
  }

  private static void append(BindBatch batch, int row) {
    int number = MeterRow.table(row);
    TableBinding table = batch.table(MeterRow.tableName(number));
    if (table.rows() == 0) {
      table.tag(0).appendLong(number);
      table.tag(1).appendString(MeterRow.location(number));
    }
    OurInsert.append(table, row, MeterRow.time(row));
  }

  @Override
  public void close() {
    insert.close();
    connection.close();
  }
}
