package io.taosbridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taosbridge.local.ConnectRest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Formats of values that the sink reads as the rows they were. */
@ExtendWith(Scenarios.class)
class RecordFormatsIT {

  private static final String STRING = "org.apache.kafka.connect.storage.StringConverter";

  @Test
  void replicatesLines(Scenario scenario) {
    // Given
    TestDatabase source = scenario.source();
    source.create("VGROUPS 1 PRECISION 'us'");
    source.execute(
        "CREATE STABLE {db}.st (ts TIMESTAMP, b BOOL, i1 TINYINT, i8 BIGINT, u8 BIGINT UNSIGNED,"
            + " f4 FLOAT, f8 DOUBLE, v VARCHAR(40), n NCHAR(20), x VARBINARY(20), g GEOMETRY(100))"
            + " TAGS (t1 NCHAR(20), t2 NCHAR(20))");
    source.execute(
        "INSERT INTO {db}.c1 USING {db}.st TAGS ('a b,c=d', '数') VALUES (1700000000000001, true,"
            + " -127, 9223372036854775807, 18446744073709551615, 3.4e38, -1e-300,"
            + " 'a \"quoted\" \\\\ text, é=1', '😀', '\\x00ff', 'POINT(0.1 2)')"
            + " (1700000000000002, NULL, NULL, 1, NULL, NULL, NULL, NULL, '', NULL, NULL)");

    // When
    Map<String, String> from = scenario.sourceConfig("st");
    from.put("value.format", "line");
    from.put("value.converter", STRING);
    Map<String, String> to = scenario.sinkConfig();
    to.put("input.format", "line");
    to.put("text.table.name.tag", "tbname");
    to.put("database.precision", "us");
    to.put("value.converter", STRING);
    replicate(scenario, from, to);

    // Then
    await().atMost(Scenario.PATIENCE).until(() -> scenario.target().count("st") == 2);
    String columns = "b, i1, i8, u8, f4, f8, v, n, x, g, t1, t2, tbname FROM {db}.st ORDER BY 1";
    assertSame(scenario, "SELECT ts, " + columns, "SELECT _ts, " + columns);
  }

  @Test
  void replicatesMaps(Scenario scenario) {
    // Given
    String stable =
        "CREATE STABLE {db}.st (ts TIMESTAMP, v INT, f DOUBLE, d DECIMAL(20,3), n NCHAR(20),"
            + " u BIGINT UNSIGNED, t TIMESTAMP) TAGS (t1 INT, t2 VARCHAR(20))";
    TestDatabase source = scenario.source();
    source.create("VGROUPS 1 PRECISION 'ns'");
    source.execute(stable);
    source.execute(
        "INSERT INTO {db}.c1 USING {db}.st TAGS (1, 'x') VALUES (1700000000123456789, 42, 0.1,"
            + " '-12345678901234567.891', '数', 18446744073709551615, 1700000000000000001)"
            + " (1700000000123456790, NULL, NULL, NULL, NULL, NULL, NULL)");
    scenario.target().create("PRECISION 'ns'");
    scenario.target().execute(stable);

    // When
    Map<String, String> from = scenario.sourceConfig("st");
    from.put("value.format", "map");
    from.put("null.handling", "omit");
    from.put("tbname.include", "false");
    from.put("value.converter.schemas.enable", "false");
    Map<String, String> to = scenario.sinkConfig();
    to.put("timestamp.unit", "ns");
    to.put("tags", "t1,t2");
    to.put("value.converter.schemas.enable", "false");
    replicate(scenario, from, to);

    // Then
    await().atMost(Scenario.PATIENCE).until(() -> scenario.target().count("st") == 2);
    String rows = "SELECT ts, v, f, d, n, u, t, t1, t2, tbname FROM {db}.st ORDER BY ts";
    assertSame(scenario, rows, rows);
  }

  @Test
  void replicatesStructsOfCountsAndDigits(Scenario scenario) {
    // Given
    TestDatabase source = scenario.source();
    source.create("VGROUPS 1 PRECISION 'ms'");
    source.execute(
        "CREATE STABLE {db}.st (ts TIMESTAMP, d DECIMAL(38,10), u BIGINT UNSIGNED, t TIMESTAMP)"
            + " TAGS (tt TIMESTAMP)");
    source.execute(
        "INSERT INTO {db}.c1 USING {db}.st TAGS (1600000000000) VALUES (1700000000123,"
            + " '-9999999999999999999999999999.0123456789', 18446744073709551615, 1700000000001)");

    // When
    Map<String, String> from = scenario.sourceConfig("st");
    from.put("timestamp.format", "int64");
    from.put("timestamp.unit", "ns");
    from.put("decimal.format", "text");
    from.put("key.mode", "table_timestamp");
    from.put("key.converter", "org.apache.kafka.connect.json.JsonConverter");
    Map<String, String> to = scenario.sinkConfig();
    to.put("key.converter", "org.apache.kafka.connect.json.JsonConverter");
    replicate(scenario, from, to);

    // Then
    await().atMost(Scenario.PATIENCE).until(() -> scenario.target().count("st") == 1);
    String rows = "SELECT ts, d, u, t, tt, tbname FROM {db}.st";
    assertSame(scenario, rows, rows);
    assertSame(scenario, "DESCRIBE {db}.st", "DESCRIBE {db}.st");
    assertThat(scenario.kafkaTopic().readAll())
        .singleElement()
        .satisfies(record -> assertThat(record.key()).contains("\"tbname\":\"c1\""));
  }

  private static void replicate(
      Scenario scenario, Map<String, String> source, Map<String, String> sink) {
    ConnectRest rest = scenario.cluster().worker().rest();
    Scenario.deploy(rest, scenario.sourceName(), source);
    Scenario.deploy(rest, scenario.sinkName(), sink);
    scenario.awaitRunning(rest);
  }

  private static void assertSame(Scenario scenario, String original, String copied) {
    List<List<Object>> rows = scenario.source().query(original);
    assertThat(rows).isNotEmpty();
    assertThat(scenario.target().query(copied)).as(copied).isEqualTo(rows);
  }
}
