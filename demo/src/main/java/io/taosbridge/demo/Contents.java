package io.taosbridge.demo;

import io.taosbridge.block.Block;
import io.taosbridge.block.Column;
import io.taosbridge.client.Connection;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the supertable of one side holds, small enough to be compared.
 *
 * @param definition name, type and length of each column and tag
 * @param tables the child tables by name, in order
 */
record Contents(List<String> definition, Map<String, Table> tables) {

  /**
   * The rows of a child table.
   *
   * @param checksums one for each column, and one for the tag, over all rows in the order of time
   */
  record Table(long rows, Map<String, Long> checksums) {}

  static Contents of(Side side) {
    try (Connection connection = side.connect()) {
      Map<String, Table> tables = new LinkedHashMap<>();
      for (String name : childTables(connection, side.database())) {
        tables.put(name, table(connection, side.database() + "." + name));
      }
      return new Contents(definition(connection, side.database()), tables);
    }
  }

  long rows() {
    return tables.values().stream().mapToLong(Table::rows).sum();
  }

  /** What differs, in words; empty if both are the same. */
  List<String> differencesTo(Contents other) {
    List<String> differences = new ArrayList<>();
    if (!definition.equals(other.definition)) {
      differences.add("supertable " + definition + " became " + other.definition);
    }
    tables.forEach(
        (name, table) -> {
          Table copy = other.tables.get(name);
          if (copy == null) {
            differences.add("child table " + name + " is missing");
          } else if (table.rows() != copy.rows()) {
            differences.add(name + " has " + table.rows() + " rows and became " + copy.rows());
          } else {
            table
                .checksums()
                .forEach(
                    (column, checksum) -> {
                      if (!checksum.equals(copy.checksums().get(column))) {
                        differences.add(name + "." + column + " holds other values");
                      }
                    });
          }
        });
    other.tables.keySet().stream()
        .filter(name -> !tables.containsKey(name))
        .forEach(name -> differences.add("child table " + name + " came from nowhere"));
    return differences;
  }

  private static List<String> childTables(Connection connection, String database) {
    String sql =
        "SELECT table_name FROM information_schema.ins_tables WHERE db_name = '"
            + database
            + "' AND stable_name = '"
            + AirQuality.STABLE
            + "'";
    try (QueryResult result = connection.query(sql)) {
      return result.fetchAll().stream().map(row -> row.getString(0)).sorted().toList();
    }
  }

  private static List<String> definition(Connection connection, String database) {
    try (QueryResult result = connection.query("DESCRIBE " + database + "." + AirQuality.STABLE)) {
      return result.fetchAll().stream().map(Contents::definition).toList();
    }
  }

  private static String definition(Row row) {
    String tag = "TAG".equals(row.getString(3)) ? " TAG" : "";
    return row.getString(0) + " " + row.getString(1) + "(" + row.get(2) + ")" + tag;
  }

  private static Table table(Connection connection, String table) {
    List<String> names = new ArrayList<>();
    names.add("ts");
    AirQuality.MEASURES.forEach(measure -> names.add(measure.name()));
    names.add(AirQuality.TAG);
    List<ColumnDigest> digests = names.stream().map(name -> new ColumnDigest()).toList();
    String sql = "SELECT " + String.join(", ", names) + " FROM " + table + " ORDER BY ts";
    long rows = 0;
    try (QueryResult result = connection.query(sql)) {
      for (Optional<Block> block = result.nextBlock();
          block.isPresent();
          block = result.nextBlock()) {
        rows += block.get().rows();
        add(block.get(), digests);
      }
    }
    Map<String, Long> checksums = new LinkedHashMap<>();
    IntStream.range(0, names.size())
        .forEach(i -> checksums.put(names.get(i), digests.get(i).value()));
    return new Table(rows, checksums);
  }

  private static void add(Block block, List<ColumnDigest> digests) {
    for (int i = 0; i < digests.size(); i++) {
      Column column = block.column(i);
      for (int row = 0; row < block.rows(); row++) {
        digests.get(i).add(column, row);
      }
    }
  }
}
