package io.taosbridge.it;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Writes rows into child tables of {@code {db}.st}, some thousands a second, until told to stop.
 * Every vgroup of the database gets some, so that every task that reads one has something to do.
 */
final class RowWriter implements AutoCloseable {

  /** Into one table. */
  static final int ROWS_PER_INSERT = 25;

  /** Or one for each vgroup, if there are more of these. */
  private static final int TABLES = 4;

  private static final long PERIOD_MS = 50;

  private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
  private final TestDatabase database;
  private final List<String> tables;
  private final ScheduledFuture<?> writing;
  private long rows;

  RowWriter(TestDatabase database) {
    this.database = database;
    this.tables = createTables(database);
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

  /**
   * Creates tables until each vgroup has its share: the server puts them where their names are
   * hashed to, which leaves a vgroup empty now and then.
   */
  private static List<String> createTables(TestDatabase database) {
    int vgroups =
        database
            .query("SELECT vgroup_id FROM information_schema.ins_vgroups WHERE db_name = '{db}'")
            .size();
    int share = Math.max(1, TABLES / vgroups);
    Map<Object, Integer> tablesOf = new HashMap<>();
    List<String> tables = new ArrayList<>();
    for (int number = 0; tables.size() < share * vgroups; number++) {
      String table = "c" + number;
      database.execute("CREATE TABLE {db}." + table + " USING {db}.st TAGS (" + number + ")");
      if (tablesOf.merge(vgroupOf(database, table), 1, Integer::sum) <= share) {
        tables.add(table);
      }
    }
    return tables;
  }

  private static Object vgroupOf(TestDatabase database, String table) {
    String sql =
        "SELECT vgroup_id FROM information_schema.ins_tables"
            + " WHERE db_name = '{db}' AND table_name = '%s'";
    return database.query(sql.formatted(table)).get(0).get(0);
  }

  private void write() {
    StringBuilder sql = new StringBuilder("INSERT INTO");
    for (String table : tables) {
      sql.append(" {db}.").append(table).append(" VALUES");
      for (int row = 0; row < ROWS_PER_INSERT; row++) {
        long time = 1_700_000_000_000L + rows++;
        sql.append(" (").append(time).append(", ").append(rows).append(')');
      }
    }
    database.execute(sql.toString());
  }
}
