package io.taosbridge.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.block.Precision;
import io.taosbridge.client.BindBatch;
import io.taosbridge.client.Connection;
import io.taosbridge.client.Statement;
import io.taosbridge.client.TableBinding;
import java.util.List;

/**
 * A table with a time {@code ts} and a column {@code c0}, {@code c1}, ... of each of many types.
 */
record WideTable(Connection connection, String name, Precision precision) {

  void create(List<String> types) {
    StringBuilder sql = new StringBuilder("create table " + name + " (ts timestamp");
    for (int i = 0; i < types.size(); i++) {
      sql.append(", c").append(i).append(' ').append(types.get(i));
    }
    connection.execute(sql.append(')').toString());
  }

  /** Binds rows of values, the times left out. */
  void insert(List<List<Object>> rows) {
    long start = 1_767_225_600L * precision.unitsPerSecond();
    String places = ", ?".repeat(rows.get(0).size());
    try (Statement statement =
        connection.prepare("insert into " + name + " values (?" + places + ")")) {
      BindBatch batch = statement.newBatch();
      TableBinding binding = batch.table(null);
      for (int i = 0; i < rows.size(); i++) {
        binding.column(0).append(start + i);
        for (int column = 0; column < rows.get(i).size(); column++) {
          binding.column(column + 1).append(rows.get(i).get(column));
        }
      }
      assertThat(statement.execute(batch)).isEqualTo(rows.size());
    }
  }

  /** Compares row by row, byte arrays by what is in them. */
  static void assertRows(List<List<Object>> actual, List<List<Object>> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i).toArray()).as("row %d", i).isEqualTo(expected.get(i).toArray());
    }
  }
}
