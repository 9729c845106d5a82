package io.taosbridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(Scenarios.class)
class ReplicationIT {

  private static final String EVERY_TYPE =
      "CREATE STABLE {db}.st (ts TIMESTAMP, b BOOL, i1 TINYINT, i2 SMALLINT, i4 INT, i8 BIGINT,"
          + " u1 TINYINT UNSIGNED, u2 SMALLINT UNSIGNED, u4 INT UNSIGNED, u8 BIGINT UNSIGNED,"
          + " f4 FLOAT, f8 DOUBLE, d8 DECIMAL(10,2), d16 DECIMAL(38,10), v VARCHAR(40),"
          + " n NCHAR(20), x VARBINARY(20), g GEOMETRY(100), t TIMESTAMP)"
          + " TAGS (tb BOOL, ti1 TINYINT, ti2 SMALLINT, ti4 INT, ti8 BIGINT, tu1 TINYINT UNSIGNED,"
          + " tu2 SMALLINT UNSIGNED, tu4 INT UNSIGNED, tu8 BIGINT UNSIGNED, tf4 FLOAT, tf8 DOUBLE,"
          + " tv VARCHAR(40), tn NCHAR(20), tx VARBINARY(20), tg GEOMETRY(100), tt TIMESTAMP)";

  private static final String LARGEST_TAGS =
      "TAGS (true, 127, 32767, 2147483647, 9223372036854775807, 255, 65535, 4294967295,"
          + " 18446744073709551615, 1.5, 2.25, 'it''s', '北京', '\\x00ff', 'POINT(1 2)', 1700000000000)";

  private static final String NULL_TAGS = "TAGS (" + "NULL, ".repeat(15) + "NULL)";

  @ParameterizedTest
  @CsvSource({
    "ms, 1700000000123, 1700000000999",
    "us, 1700000000123456, 1700000000999999",
    "ns, 1700000000123456789, 1700000000999999999"
  })
  void replicatesEveryDataTypeAndNulls(
      String precision, long first, long second, Scenario scenario) {
    // Given
    TestDatabase source = scenario.source();
    source.create("VGROUPS 2 PRECISION '" + precision + "'");
    source.execute(EVERY_TYPE);
    source.execute("CREATE TABLE {db}.largest USING {db}.st " + LARGEST_TAGS);
    source.execute("CREATE TABLE {db}.nothing USING {db}.st " + NULL_TAGS);
    source.execute(
        "INSERT INTO {db}.largest VALUES ("
            + first
            + ", true, 127, 32767, 2147483647, 9223372036854775807, 255, 65535, 4294967295,"
            + " 18446744073709551615, 3.4e38, 1.7e308, '99999999.99',"
            + " '9999999999999999999999999999.0123456789', 'a \"quoted\" text, é', '北京 \uD83D\uDE00',"
            + " '\\x00ff10', 'LINESTRING(1 2, 3 4)', "
            + second
            + ")");
    source.execute(
        "INSERT INTO {db}.largest VALUES ("
            + second
            + ", false, -127, -32767, -2147483647, -9223372036854775807, 0, 0, 0, 0, -0.1, -1e-300,"
            + " '-0.01', '-0.0000000001', '', '', '', 'POINT(0 0)', "
            + first
            + ")");
    source.execute(
        "INSERT INTO {db}.nothing VALUES (" + first + ", " + "NULL, ".repeat(17) + "NULL)");

    // When
    scenario.replicate("st");

    // Then
    await().atMost(Scenario.PATIENCE).until(() -> scenario.target().count("st") == 3);
    assertSame(scenario, "SELECT * FROM {db}.largest ORDER BY ts");
    assertSame(scenario, "SELECT * FROM {db}.nothing ORDER BY ts");
    assertSame(scenario, "SELECT tb, ti1, ti2, ti4, ti8, tu1, tu2, tu4 FROM {db}.largest");
    assertSame(scenario, "SELECT tu8, tf4, tf8, tv, tn, tx, tg, tt FROM {db}.largest");
    assertSame(scenario, "SELECT tb, ti4, tu8, tf8, tv, tn, tx, tg, tt FROM {db}.nothing");
    assertSame(scenario, "DESCRIBE {db}.st");
    assertThat(scenario.target().query("SELECT u8, n, x FROM {db}.largest ORDER BY ts").get(0))
        .containsExactly(new BigInteger("18446744073709551615"), "北京 \uD83D\uDE00", "00ff10");
  }

  /** In a table of its own: servers of 3.3.7 mix up a BLOB and a DECIMAL of more than 18 digits. */
  @Test
  void replicatesBlobs(Scenario scenario) {
    // Given
    TestDatabase source = scenario.source();
    source.create("VGROUPS 1");
    source.execute("CREATE STABLE {db}.st (ts TIMESTAMP, bl BLOB) TAGS (t INT)");
    source.execute(
        "INSERT INTO {db}.c1 USING {db}.st TAGS (1) VALUES (1700000000000, '\\x0001fe')"
            + " (1700000000001, '') (1700000000002, NULL)");

    // When
    scenario.replicate("st");

    // Then
    await().atMost(Scenario.PATIENCE).until(() -> scenario.target().count("st") == 3);
    assertSame(scenario, "SELECT * FROM {db}.c1 ORDER BY ts");
    assertSame(scenario, "DESCRIBE {db}.st");
  }

  @Test
  void replicatesRowsOfManyChildTablesAndThoseThatComeLater(Scenario scenario) {
    // Given
    TestDatabase source = scenario.source();
    source.create("VGROUPS 2");
    source.execute("CREATE STABLE {db}.st (ts TIMESTAMP, v INT) TAGS (t VARCHAR(20))");
    insert(source, 0, 50);
    scenario.replicate("st");
    await().atMost(Scenario.PATIENCE).until(() -> scenario.target().count("st") == 50);

    // When
    insert(source, 50, 100);

    // Then
    await().atMost(Scenario.PATIENCE).until(() -> scenario.target().count("st") == 100);
    assertSame(scenario, "SELECT tbname, ts, v, t FROM {db}.st ORDER BY tbname");
  }

  @Test
  void writesKeyHeadersAndTimestampThatOthersCanUse(Scenario scenario) {
    // Given
    TestDatabase source = scenario.source();
    source.create("VGROUPS 1");
    source.execute("CREATE STABLE {db}.st (ts TIMESTAMP, v INT) TAGS (t INT)");
    source.execute("INSERT INTO {db}.c1 USING {db}.st TAGS (7) VALUES (1700000000123, 42)");

    // When
    scenario.replicate("st");
    await().atMost(Scenario.PATIENCE).until(() -> scenario.target().count("st") == 1);

    // Then
    assertThat(scenario.kafkaTopic().readAll())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.key()).isEqualTo("c1");
              assertThat(record.timestamp()).isEqualTo(1700000000123L);
              assertThat(record.value()).contains("\"v\":42").contains("\"tbname\":\"c1\"");
              assertThat(record.headers().headers("tdengine.vgroup")).hasSize(1);
              assertThat(record.headers().headers("tdengine.offset")).hasSize(1);
            });
  }

  private static void insert(TestDatabase database, int from, int to) {
    StringBuilder sql = new StringBuilder("INSERT INTO");
    for (int i = from; i < to; i++) {
      sql.append(" {db}.c").append(i);
      sql.append(" USING {db}.st TAGS ('tag ").append(i).append("')");
      sql.append(" VALUES (").append(1_700_000_000_000L + i).append(", ").append(i).append(')');
    }
    database.execute(sql.toString());
  }

  private static void assertSame(Scenario scenario, String sql) {
    List<List<Object>> original = scenario.source().query(sql);
    assertThat(original).isNotEmpty();
    assertThat(scenario.target().query(sql)).as(sql).isEqualTo(original);
  }
}
