package io.taosbridge.embedded.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.taosbridge.block.Precision;
import io.taosbridge.embedded.EmbeddedTDengine;
import io.taosbridge.embedded.engine.SqlResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Makes what the subscription recordings read, write by write as it was recorded. */
final class TmqWorld {

  private static final long START_MILLIS = 1767225600000L;
  private static final List<String> WRITERS = List.of("s0", "s1", "s2", "s3", "s4", "s5");

  private final EmbeddedTDengine server;
  private final World world;

  private static final int ROWS_OF_WRITE = 500;

  TmqWorld(EmbeddedTDengine server) {
    this.server = server;
    this.world = new World(server);
  }

  void sql(String... statements) {
    server.execute(statements);
  }

  /** The vgroups of a database by number. */
  List<Integer> vgroups(String database) {
    SqlResult.Rows rows =
        (SqlResult.Rows)
            server.execute(
                "select vgroup_id from information_schema.ins_vgroups where db_name='"
                    + database
                    + "' order by vgroup_id");
    List<Integer> ids = new ArrayList<>();
    rows.rows().forEach(row -> ids.add(((Number) row[0]).intValue()));
    return ids;
  }

  /**
   * {@code golden_qms}, {@code golden_qus}, {@code golden_qns} of the {@code tmq-data} recordings.
   */
  void data(Precision precision, int vgroups) throws IOException, InterruptedException {
    String name = "golden_q" + precision.symbol();
    world.database(name, precision, vgroups);
    sql(
        "create stable " + name + ".at " + World.ALL_TYPES,
        "create stable " + name + ".st (ts timestamp, v int, s varchar(20)) tags (g int)",
        "create table " + name + ".nt (ts timestamp, v int, s nchar(20))");
    allTypes(name, precision);
    long unit = precision.unitsPerSecond() / 1000;
    long start = START_MILLIS * unit;
    for (int i = 0; i < WRITERS.size(); i++) {
      String child = name + "." + WRITERS.get(i);
      sql("create table " + child + " using " + name + ".st tags(" + i + ")");
    }
    StringBuilder together = new StringBuilder("insert into");
    for (int i = 0; i < WRITERS.size(); i++) {
      together.append(
          String.format(
              " %s.%s values (%d,%d,'one insert')(%d,null,'second')(%d,%d,null)",
              name, WRITERS.get(i), start, i, start + 1, start + 2, i));
    }
    sql(together.toString());
    for (int i = 0; i < WRITERS.size(); i++) {
      single(name, WRITERS.get(i), start + 10, i, "single");
    }
    single(name, "s0", start + 10, 100, "overwritten");
    sql(
        String.format(
            "insert into %s.nt values (%d,1,'one')(%d,2,null)(%d,null,'')",
            name, start, start + 1, start + 2));
  }

  private void single(String database, String table, long time, int value, String text) {
    sql(String.format("insert into %s.%s values (%d,%d,'%s')", database, table, time, value, text));
  }

  /** Nine rows, each written by itself. */
  private void allTypes(String name, Precision precision) throws IOException, InterruptedException {
    JsonNode message = Recording.expectations("tmq-data-query-types-" + precision.symbol()).get(0);
    List<JsonNode> columns = new ArrayList<>();
    List<List<JsonNode>> rows = new ArrayList<>();
    for (JsonNode each : message.get("messages")) {
      for (JsonNode block : each.get("blocks")) {
        columns.add(block);
        rows.addAll(World.rows(block));
      }
    }
    JsonNode shape = columns.get(0);
    List<List<JsonNode>> ordered = tagged(rows, 1);
    ordered.addAll(tagged(rows, 2));
    ordered.addAll(tagged(rows, 3));
    for (List<JsonNode> row : ordered) {
      world.child(name, "a" + tableOf(row), shape, List.of(row));
    }
  }

  private static List<List<JsonNode>> tagged(List<List<JsonNode>> rows, int table) {
    return new ArrayList<>(rows.stream().filter(row -> tableOf(row) == table).toList());
  }

  /** The three children are told apart by their first tag: true, NULL, false. */
  private static int tableOf(List<JsonNode> row) {
    JsonNode tag = row.get(World.COLUMNS);
    if (tag.isNull()) {
      return 2;
    }
    return tag.booleanValue() ? 1 : 3;
  }

  /**
   * A database with what a recording expects to be delivered, in writes of one block or of 500 rows
   * at most, and its topic.
   */
  void expected(String scenario, Recording recording) {
    JsonNode messages = null;
    for (JsonNode expectation : Recording.expectations(scenario)) {
      messages = expectation.has("messages") ? expectation.get("messages") : messages;
    }
    JsonNode first = messages.get(0);
    String database = first.get("database").textValue();
    world.database(
        database, Precision.ofSymbol(recording.header().get("precision").textValue()), 2);
    boolean query = first.get("blocks").get(0).path("table").asText("").isEmpty();
    List<String> columns = columns(first.get("blocks").get(0));
    sql(
        "create stable "
            + database
            + ".t ("
            + String.join(",", columns.subList(query ? 1 : 0, columns.size()))
            + ") tags (g int)");
    for (JsonNode message : messages) {
      for (JsonNode block : message.get("blocks")) {
        String using = "using " + database + ".t tags(1) ";
        if (!columns(block).equals(columns)) {
          sql(
              "create table if not exists "
                  + database
                  + "."
                  + block.get("table").textValue()
                  + " ("
                  + String.join(",", columns(block))
                  + ")");
          using = "";
        }
        write(database, block, using, query);
      }
    }
    String definition = recording.header().path("topic_sql").asText("");
    if (definition.isEmpty()) {
      String names =
          String.join(",", columns.stream().map(column -> column.split(" ", 2)[0]).toList());
      definition =
          query
              ? "as select " + names + " from " + database + ".t"
              : "as stable " + database + ".t";
    }
    topic(recording.header().get("topic").textValue(), definition);
  }

  private static List<String> columns(JsonNode block) {
    List<String> columns = new ArrayList<>();
    for (JsonNode column : block.get("columns")) {
      String type = column.get("type").textValue();
      String length = type.endsWith("CHAR") ? "(20)" : "";
      columns.add(column.get("name").textValue() + " " + type + length);
    }
    return columns;
  }

  private void write(String database, JsonNode block, String using, boolean query) {
    List<JsonNode> rows = new ArrayList<>();
    block.get("rows").forEach(rows::add);
    for (int from = 0; from < rows.size(); from += ROWS_OF_WRITE) {
      StringBuilder insert = new StringBuilder("insert into");
      for (JsonNode row : rows.subList(from, Math.min(rows.size(), from + ROWS_OF_WRITE))) {
        String table = query ? row.get(0).textValue() : block.get("table").textValue();
        List<String> values = new ArrayList<>();
        for (int i = query ? 1 : 0; i < row.size(); i++) {
          JsonNode cell = row.get(i);
          values.add(cell.isTextual() ? "'" + cell.textValue() + "'" : cell.asText());
        }
        insert
            .append(" ")
            .append(database)
            .append(".")
            .append(table)
            .append(" ")
            .append(using)
            .append("values (")
            .append(String.join(",", values))
            .append(")");
      }
      sql(insert.toString());
    }
  }

  void topic(String name, String definition) {
    sql("create topic " + name + " " + definition);
  }

  /** The database of a recording with one table of two columns, and a topic over a query. */
  void oneTable(String database, String topic) {
    world.database(database, Precision.MILLISECONDS, 1);
    sql("create table " + database + ".t (ts timestamp, v int)");
    topic(topic, "as select ts, v from " + database + ".t");
  }

  void oneRow(String database, int number) {
    sql(
        "insert into "
            + database
            + ".t values ("
            + (START_MILLIS + number - 1)
            + ","
            + number
            + ")");
  }

  /** The database of the offset recordings: six children, written together. */
  void sixTables(String database, String topic) {
    world.database(database, Precision.MILLISECONDS, 1);
    sql("create stable " + database + ".st (ts timestamp, v int) tags (g int)");
    for (int i = 0; i < WRITERS.size(); i++) {
      sql(
          "create table "
              + database
              + "."
              + WRITERS.get(i)
              + " using "
              + database
              + ".st tags("
              + i
              + ")");
    }
    topic(topic, "as stable " + database + ".st");
  }

  /** One write to all six: the number is the value, and the milliseconds since the start. */
  void together(String database, int number) {
    StringBuilder insert = new StringBuilder("insert into");
    for (String table : WRITERS) {
      insert.append(
          String.format(" %s.%s values (%d,%d)", database, table, START_MILLIS + number, number));
    }
    sql(insert.toString());
  }
}
