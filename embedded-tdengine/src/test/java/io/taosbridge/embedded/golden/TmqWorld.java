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
