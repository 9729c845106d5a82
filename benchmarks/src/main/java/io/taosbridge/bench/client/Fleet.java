package io.taosbridge.bench.client;

import io.taosbridge.TDengine;
import io.taosbridge.client.BindBatch;
import io.taosbridge.client.Connection;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Statement;
import io.taosbridge.client.StatementOptions;
import io.taosbridge.client.TableBinding;
import java.util.ArrayList;
import java.util.List;

/**
 * A database of meters of any number, which report one after the other, a few rows at once: so what
 * is written together is alike however many of them there are.
 *
 * @param rowsAtOnce of one meter
 */
public record Fleet(Connections server, String database, int tables, int vgroups, int rowsAtOnce) {

  private static final int BATCH_ROWS = 10_000;
  private static final long FIRST_MILLISECOND = 1_700_000_000_000L;

  /** Makes it anew, without rows. */
  public void create() {
    try (Connection connection = TDengine.connect(server.ours(""))) {
      drop(connection);
      connection.execute(
          "CREATE DATABASE " + database + " VGROUPS " + vgroups + " WAL_RETENTION_PERIOD 86400");
      connection.execute("USE " + database);
      connection.execute(MeterRow.CREATE_STABLE);
    }
  }

  /** Takes it away, with the topics on it. */
  public void drop() {
    try (Connection connection = TDengine.connect(server.ours(""))) {
      drop(connection);
    }
  }

  private void drop(Connection connection) {
    List<String> topics = new ArrayList<>();
    try (QueryResult names =
        connection.query(
            "SELECT topic_name FROM information_schema.ins_topics WHERE db_name = '"
                + database
                + "'")) {
      names.forEach(row -> topics.add(row.getString(0)));
    }
    topics.forEach(topic -> connection.execute("DROP TOPIC IF EXISTS `" + topic + "`"));
    connection.execute("DROP DATABASE IF EXISTS " + database);
  }

  /** Writes its first rows, by number. */
  public void fill(long rows) {
    try (Connection connection = TDengine.connect(server.ours(database));
        Statement insert = connection.prepare(MeterRow.INSERT, StatementOptions.INTERLACED)) {
      for (long begin = 0; begin < rows; begin += BATCH_ROWS) {
        insert.execute(batch(insert, begin, Math.min(rows, begin + BATCH_ROWS)));
      }
    }
  }

  private BindBatch batch(Statement insert, long begin, long end) {
    BindBatch batch = insert.newBatch();
    for (long row = begin; row < end; row++) {
      int number = (int) (row / rowsAtOnce % tables);
      TableBinding table = batch.table(MeterRow.tableName(number));
      if (table.rows() == 0) {
        table.tag(0).appendLong(number);
        table.tag(1).appendString(MeterRow.location(number));
      }
      long round = row / rowsAtOnce / tables;
      OurInsert.append(table, row, FIRST_MILLISECOND + round * rowsAtOnce + row % rowsAtOnce);
    }
    return batch;
  }

  /** How many rows are stored. */
  public long count() {
    return number("SELECT COUNT(*) FROM meters");
  }

  /** The sum of the column {@code counter}, in which each row has its number. */
  public long checksum() {
    return number("SELECT SUM(counter) FROM meters");
  }

  private long number(String sql) {
    try (Connection connection = TDengine.connect(server.ours(database));
        QueryResult result = connection.query(sql)) {
      return result.fetchOne().map(row -> row.getLong(0)).orElse(0L);
    }
  }

  /** What {@link #checksum} is if so many rows are stored. */
  public static long checksum(long rows) {
    return MeterRow.checksum(rows);
  }
}
