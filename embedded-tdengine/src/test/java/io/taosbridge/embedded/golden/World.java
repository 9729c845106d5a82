package io.taosbridge.embedded.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.embedded.EmbeddedTDengine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Makes the databases that the recordings were made with, from what they expect to be in them. */
final class World {

  /** Columns of the table with every type, then its tags. */
  static final String ALL_TYPES =
      "(ts timestamp, c_bool bool, c_ti tinyint, c_si smallint, c_int int, c_bi bigint,"
          + " c_uti tinyint unsigned, c_usi smallint unsigned, c_uint int unsigned,"
          + " c_ubi bigint unsigned, c_float float, c_double double, c_vc varchar(100),"
          + " c_nc nchar(50), c_vb varbinary(50), c_geo geometry(100), c_d64 decimal(10,2),"
          + " c_d128 decimal(38,10), c_ts2 timestamp, c_blob blob)"
          + " tags (t_bool bool, t_ti tinyint, t_si smallint, t_int int, t_bi bigint,"
          + " t_uti tinyint unsigned, t_usi smallint unsigned, t_uint int unsigned,"
          + " t_ubi bigint unsigned, t_float float, t_double double, t_vc varchar(40),"
          + " t_nc nchar(40), t_vb varbinary(40), t_geo geometry(60), t_ts timestamp)";

  static final int COLUMNS = 20;
  private static final int A1_ROWS = 11;

  private final EmbeddedTDengine server;

  World(EmbeddedTDengine server) {
    this.server = server;
  }

  void sql(String... statements) {
    server.execute(statements);
  }

  void database(String name, Precision precision, int vgroups) {
    sql(
        "create database "
            + name
            + " vgroups "
            + vgroups
            + " precision '"
            + precision.symbol()
            + "' keep 36500");
  }

  /** {@code golden_ms}, {@code golden_us}, {@code golden_ns}: what the query recordings read. */
  void queries(Precision precision) throws IOException, InterruptedException {
    String name = "golden_" + precision.symbol();
    database(name, precision, 2);
    sql("create stable " + name + ".at " + ALL_TYPES);
    if (precision == Precision.MICROSECONDS) {
      oneRowEach(name);
    } else {
      allTypes(name, precision);
    }
    json(name);
    long unit = precision.unitsPerSecond() / 1000;
    long start = 1767225600000L * unit;
    sql(
        "create table " + name + ".nt (ts timestamp, v int, s nchar(20))",
        "insert into "
            + name
            + ".nt values ("
            + start
            + ",1,'one')("
            + (start + 1)
            + ",2,null)("
            + (start + 2)
            + ",null,'')",
        "create table " + name + ".empty (ts timestamp, v int, s nchar(20))");
    big(name, precision);
  }

  private void allTypes(String name, Precision precision) throws IOException, InterruptedException {
    JsonNode expected = Recording.expectations("ws-query-types-" + precision.symbol()).get(0);
    List<List<JsonNode>> rows = rows(expected);
    int size = rows.size();
    child(name, "a1", expected, rows.subList(0, A1_ROWS));
    child(name, "a2", expected, rows.subList(A1_ROWS, A1_ROWS + 2));
    child(name, "a3", expected, rows.subList(A1_ROWS + 2, size));
  }

  private void oneRowEach(String name) throws IOException, InterruptedException {
    JsonNode expected = Recording.expectations("ws-stmt2-query").get(0);
    List<List<JsonNode>> rows = rows(expected);
    for (int i = 0; i < rows.size(); i++) {
      child(name, "a" + (i + 1), expected, rows.subList(i, i + 1));
    }
  }

  /** A child of {@code at} with the tags that its rows show. */
  void child(String database, String table, JsonNode expected, List<List<JsonNode>> rows)
      throws IOException, InterruptedException {
    List<ColumnType> types = types(expected);
    String marks = "?,".repeat(types.size() - COLUMNS).replaceFirst(",$", "");
    String values = "?,".repeat(COLUMNS).replaceFirst(",$", "");
    String sql =
        "insert into ? using " + database + ".at tags(" + marks + ") values(" + values + ")";
    try (RawStatement statement = new RawStatement(server.port(), database)) {
      statement.insert(
          sql,
          table,
          types.subList(COLUMNS, types.size()),
          rows.get(0).subList(COLUMNS, types.size()),
          types.subList(0, COLUMNS),
          rows.stream().map(row -> row.subList(0, COLUMNS)).toList());
    }
  }

  private void json(String name) {
    sql("create stable " + name + ".jt (ts timestamp, v int) tags (j json)");
    List<String> tags =
        List.of(
            "null",
            "'{\"b\":true,\"f\":1.5,\"k\":1,\"n\":null,\"s\":\"é😀\\\\\"q\"}'",
            "null",
            "null",
            "'{\"a\":\"\"}'");
    for (int i = 0; i < tags.size(); i++) {
      sql(
          "create table " + name + ".j" + i + " using " + name + ".jt tags(" + tags.get(i) + ")",
          "insert into " + name + ".j" + i + " values ('2026-01-01T00:00:00Z'," + i + ")");
    }
  }

  /** Three tables of 3000 rows; recorded in microseconds. */
  private void big(String name, Precision precision) throws IOException, InterruptedException {
    sql(
        "create stable "
            + name
            + ".bg (ts timestamp, i int, d double, v varchar(20), n nchar(10),"
            + " b bool) tags (g int)");
    JsonNode expected = Recording.expectations("ws-query-blocks").get(0);
    List<ColumnType> types = types(expected);
    List<List<JsonNode>> rows = rows(expected);
    long perUnit = Precision.MICROSECONDS.unitsPerSecond() / precision.unitsPerSecond();
    for (int table = 0; table < 3; table++) {
      String child = "bg" + table;
      sql("create table " + name + "." + child + " using " + name + ".bg tags(" + table + ")");
      List<List<JsonNode>> own = new ArrayList<>();
      for (List<JsonNode> row : rows) {
        if (row.get(0).textValue().equals(child)) {
          List<JsonNode> cells = new ArrayList<>(row.subList(1, row.size()));
          if (perUnit > 1) {
            cells.set(
                0, Recording.JSON.getNodeFactory().numberNode(cells.get(0).longValue() / perUnit));
          }
          own.add(cells);
        }
      }
      try (RawStatement statement = new RawStatement(server.port(), name)) {
        statement.insert(
            "insert into " + name + "." + child + " values(?,?,?,?,?,?)",
            null,
            List.of(),
            List.of(),
            types.subList(1, types.size()),
            own);
      }
    }
  }

  static List<List<JsonNode>> rows(JsonNode expected) {
    List<List<JsonNode>> rows = new ArrayList<>();
    for (JsonNode row : expected.get("rows")) {
      rows.add(IntStream.range(0, row.size()).mapToObj(row::get).toList());
    }
    return rows;
  }

  static List<ColumnType> types(JsonNode expected) {
    List<ColumnType> types = new ArrayList<>();
    for (JsonNode column : expected.get("columns")) {
      DataType type = DataType.ofCode(column.get("type_code").intValue());
      types.add(ColumnType.of(type));
    }
    return types;
  }
}
