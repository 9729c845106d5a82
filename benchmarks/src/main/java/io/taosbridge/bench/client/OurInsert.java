package io.taosbridge.bench.client;

import io.taosbridge.TDengine;
import io.taosbridge.client.BindBatch;
import io.taosbridge.client.Connection;
import io.taosbridge.client.Statement;
import io.taosbridge.client.StatementOptions;
import io.taosbridge.client.TableBinding;
import java.util.concurrent.CompletableFuture;

/** Writes by our STMT2, with values appended column by column without an object for each. */
public final class OurInsert {

  private OurInsert() {}

  public static void write(Connections server, String database, long rows, int batchRows) {
    try (Connection connection = TDengine.connect(server.ours(database));
        Statement insert = connection.prepare(MeterRow.INSERT, StatementOptions.INTERLACED)) {
      write(insert, rows, batchRows);
    }
  }

  /** A batch is made while the server has the one before. */
  static void write(Statement insert, long rows, int batchRows) {
    CompletableFuture<Long> last = CompletableFuture.completedFuture(0L);
    for (long begin = 0; begin < rows; begin += batchRows) {
      BindBatch next = batch(insert, begin, Math.min(rows, begin + batchRows));
      CompletableFuture<Long> execution = insert.executeAsync(next);
      last.join();
      last = execution;
    }
    last.join();
  }

  private static BindBatch batch(Statement insert, long begin, long end) {
    BindBatch batch = insert.newBatch();
    TableBinding[] tables = new TableBinding[MeterRow.TABLES];
    for (int table = 0; table < tables.length; table++) {
      tables[table] = batch.table(MeterRow.tableName(table));
      tables[table].tag(0).appendLong(table);
      tables[table].tag(1).appendString(MeterRow.location(table));
    }
    for (long row = begin; row < end; row++) {
      append(tables[MeterRow.table(row)], row, MeterRow.time(row));
    }
    return batch;
  }

  /**
   * Appends a row to a table's columns.
   *
   * @param time in milliseconds since 1970
   */
  static void append(TableBinding table, long row, long time) {
    table.column(0).appendLong(time);
    table.column(1).appendDouble(MeterRow.current(row));
    table.column(2).appendLong(MeterRow.voltage(row));
    table.column(3).appendDouble(MeterRow.phase(row));
    table.column(4).appendLong(MeterRow.counter(row));
    table.column(5).appendLong(MeterRow.ok(row) ? 1 : 0);
    table.column(6).appendString(MeterRow.state(row));
    table.column(7).appendString(MeterRow.note(row));
    table.column(8).appendLong(MeterRow.level(row));
    table.column(9).appendLong(MeterRow.flags(row));
    table.column(10).appendDouble(MeterRow.power(row));
    table.column(11).appendLong(time);
  }
}
