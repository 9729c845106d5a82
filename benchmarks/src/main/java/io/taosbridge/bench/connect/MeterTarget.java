package io.taosbridge.bench.connect;

import io.taosbridge.TDengine;
import io.taosbridge.bench.client.MeterDatabase;
import io.taosbridge.bench.client.MeterRow;
import io.taosbridge.client.Connection;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;

/**
 * A supertable {@code meters} that is to hold the first rows of {@link MeterRow}.
 *
 * @param stableExists whether the sink finds the supertable there, or has to make it
 */
public record MeterTarget(MeterDatabase database, long rows, boolean stableExists)
    implements SinkRunner.Target {

  /** A prime, so that samples fall on all tables. */
  private static final long SAMPLE_DISTANCE = 9_973;

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
      for (Sum sum : SUMS) {
        double expected = LongStream.range(0, rows).mapToDouble(sum.value()).sum();
        require(sum.column(), expected, one(connection, "SUM(" + sum.column() + ")", ""));
      }
      for (String column : List.of("ok", "state", "note")) {
        require(column, (double) rows, one(connection, "COUNT(" + column + ")", ""));
      }
      for (long row = 0; row < rows; row += SAMPLE_DISTANCE) {
        verify(connection, row);
      }
    }
  }

  private void verify(Connection connection, long row) {
    String where = " WHERE counter = " + row;
    require("state", MeterRow.state(row), text(connection, "state", where));
    require("note", MeterRow.note(row), text(connection, "note", where));
    require(
        "location", MeterRow.location(MeterRow.table(row)), text(connection, "location", where));
    require("ok", MeterRow.ok(row), value(connection, "ok", where));
  }

  private static double one(Connection connection, String expression, String where) {
    return ((Number) value(connection, expression, where)).doubleValue();
  }

  private static String text(Connection connection, String expression, String where) {
    return String.valueOf(value(connection, expression, where));
  }

  private static Object value(Connection connection, String expression, String where) {
    try (QueryResult result = connection.query("SELECT " + expression + " FROM meters" + where)) {
      Row row =
          result.fetchOne().orElseThrow(() -> new IllegalStateException("there is no row" + where));
      return row.get(0);
    }
  }

  private static void require(String column, Object expected, Object found) {
    if (!expected.equals(found)) {
      throw new IllegalStateException(
          "column " + column + " holds " + found + " instead of " + expected);
    }
  }
}
