package io.taosbridge.it;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Writes rows into child tables of {@code {db}.st}, some thousands a second, until told to stop.
 */
final class RowWriter implements AutoCloseable {

  /** Into one table. */
  static final int ROWS_PER_INSERT = 25;

  private static final int TABLES = 4;
  private static final long PERIOD_MS = 50;

  private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
  private final TestDatabase database;
  private final ScheduledFuture<?> writing;
  private long rows;

  RowWriter(TestDatabase database) {
    this.database = database;
    this.writing = executor.scheduleAtFixedRate(this::write, 0, PERIOD_MS, TimeUnit.MILLISECONDS);
  }

  /** Stops writing; tells how many rows there are. */
  long stop() throws InterruptedException, ExecutionException {
    if (writing.isDone()) {
      writing.get();
    }
    writing.cancel(false);
    // Behind the insert that may be going on.
    return executor.submit(() -> rows).get();
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  private void write() {
    StringBuilder sql = new StringBuilder("INSERT INTO");
    for (int table = 0; table < TABLES; table++) {
      sql.append(" {db}.c").append(table).append(" USING {db}.st TAGS (").append(table);
      sql.append(") VALUES");
      for (int row = 0; row < ROWS_PER_INSERT; row++) {
        long time = 1_700_000_000_000L + rows++;
        sql.append(" (").append(time).append(", ").append(rows).append(')');
      }
    }
    database.execute(sql.toString());
  }
}
