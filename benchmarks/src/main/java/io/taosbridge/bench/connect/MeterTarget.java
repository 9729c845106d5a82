package io.taosbridge.bench.connect;

import io.taosbridge.TDengine;
import io.taosbridge.bench.client.MeterDatabase;
import io.taosbridge.bench.client.MeterRow;
import io.taosbridge.client.Connection;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;

/**
 * A supertable {@code meters} that is to hold the first rows of {@link MeterRow}.
 *
 * @param stableExists whether the sink finds the supertable there, or has to make it
 */
public record MeterTarget(MeterDatabase database, long rows, boolean stableExists)
    implements SinkRunner.Target {

  /** One for each table, twice. */
  private static final int SAMPLES = MeterRow.TABLES;

  private static final List<String> TEXTS = List.of("ok", "status", "note");

  /** A column, and what is to be in it; sums of these are exact in any order. */
  private record Sum(String column, LongToDoubleFunction value) {}

  private static final List<Sum> SUMS =
      List.of(
          new Sum("counter", MeterRow::counter),
          new Sum("voltage", MeterRow::voltage),
          new Sum("level", MeterRow::level),
          new Sum("flags", MeterRow::flags),
          new Sum("current", MeterRow::current),
          new Sum("phase", MeterRow::phase),
          new Sum("power", MeterRow::power));

  @Override
  public void clear() {
    if (stableExists) {
      database.create();
    } else {
      database.createEmpty();
    }
  }

  @Override
  public long count() {
    return database.count();
  }

  @Override
  public void verify() {
    try (Connection connection = TDengine.connect(database.url())) {
      verifySums(connection);
      verifySamples(connection, 0);
      verifySamples(connection, rows / 2);
    }
  }

  /** All in one query, for the server reads all rows to answer it. */
  private void verifySums(Connection connection) {
    StringJoiner select = new StringJoiner(", ", "SELECT ", " FROM meters");
    SUMS.forEach(sum -> select.add("SUM(" + sum.column() + ")"));
    TEXTS.forEach(column -> select.add("COUNT(" + column + ")"));
    try (QueryResult result = connection.query(select.toString())) {
      Row found = result.fetchOne().orElseThrow();
      for (int i = 0; i < SUMS.size(); i++) {
        double expected = LongStream.range(0, rows).mapToDouble(SUMS.get(i).value()).sum();
        require(SUMS.get(i).column(), expected, ((Number) found.get(i)).doubleValue());
      }
      for (int i = 0; i < TEXTS.size(); i++) {
        require(TEXTS.get(i), rows, found.getLong(SUMS.size() + i));
      }
    }
  }

  private static void verifySamples(Connection connection, long first) {
    String where = " WHERE counter >= " + first + " AND counter < " + (first + SAMPLES);
    try (QueryResult result =
        connection.query("SELECT counter, ok, status, note, location FROM meters" + where)) {
      List<Row> found = result.fetchAll();
      require("rows" + where, (long) SAMPLES, (long) found.size());
      for (Row row : found) {
        long number = row.getLong(0);
        require("ok", MeterRow.ok(number), row.get(1));
        require("status", MeterRow.state(number), row.getString(2));
        require("note", MeterRow.note(number), row.getString(3));
        require("location", MeterRow.location(MeterRow.table(number)), row.getString(4));
      }
    }
  }

  private static void require(String what, Object expected, Object found) {
    if (!expected.equals(found)) {
      throw new IllegalStateException(
          "meters: " + what + " is " + found + " instead of " + expected);
    }
  }
}
