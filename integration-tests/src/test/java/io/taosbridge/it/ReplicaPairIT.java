package io.taosbridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taosbridge.local.ConnectRest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two databases that replicate each other, as the docs have it. */
@ExtendWith(Scenarios.class)
class ReplicaPairIT {

  private static final String STABLE =
      "CREATE STABLE {db}.st (ts TIMESTAMP, b BOOL, i1 TINYINT, i2 SMALLINT, i4 INT, i8 BIGINT,"
          + " u1 TINYINT UNSIGNED, u2 SMALLINT UNSIGNED, u4 INT UNSIGNED, u8 BIGINT UNSIGNED,"
          + " f4 FLOAT, f8 DOUBLE, d8 DECIMAL(10,2), d16 DECIMAL(38,10), v VARCHAR(40),"
          + " n NCHAR(20), x VARBINARY(20), g GEOMETRY(100), t TIMESTAMP)"
          + " TAGS (site INT, name NCHAR(20))";

  private static final String VALUES =
      ", true, -127, 32767, -2147483647, 9223372036854775807, 255, 65535, 4294967295,"
          + " 18446744073709551615, 1.5, -1e-300, '99999999.99',"
          + " '-9999999999999999999999999999.0123456789', 'it''s', '\u5317\u4eac', '\\x00ff10',"
          + " 'POINT(1 2)', 1700000000000)";

  private static final String NULLS = ", " + "NULL, ".repeat(17) + "NULL)";

  @ParameterizedTest
  @ValueSource(strings = {"ms", "ns"})
  void bothSidesHaveWhatIsWrittenOnEither(String precision, Scenario scenario) {
    // Given
    TestDatabase here = scenario.source();
    TestDatabase there = scenario.target();
    long time = precision.equals("ms") ? 1_700_000_000_000L : 1_700_000_000_000_000_000L;
    here.create("VGROUPS 2 PRECISION '" + precision + "'");
    here.execute(STABLE);
    here.execute("INSERT INTO {db}.a USING {db}.st TAGS (1, 'here') VALUES (" + time + VALUES);
    ConnectRest rest = scenario.cluster().worker().rest();
    Scenario.deploy(rest, scenario.sourceName(), source(scenario, here, ""));
    Scenario.deploy(rest, scenario.sinkName(), sink(scenario, there, "", "replicate"));
    await().atMost(Scenario.PATIENCE).until(() -> there.count("st") == 1);
    Scenario.deploy(rest, scenario.sourceName() + "-back", source(scenario, there, "-back"));
    Scenario.deploy(rest, scenario.sinkName() + "-back", sink(scenario, here, "-back", "deletes"));

    // When
    there.execute(
        "INSERT INTO {db}.b USING {db}.st TAGS (2, NULL) VALUES ("
            + time
            + VALUES
            + (" (" + (time + 1) + NULLS));
    there.execute("INSERT INTO {db}.a (ts, i4) VALUES (" + time + ", 7) (" + (time + 2) + ", 8)");
    awaitSame(scenario);
    here.execute("DELETE FROM {db}.b WHERE ts = " + (time + 1));
    here.execute("ALTER STABLE {db}.st ADD COLUMN more INT");
    here.execute("ALTER TABLE {db}.a SET TAG name = 'changed'");
    here.execute("INSERT INTO {db}.b (ts, more, v) VALUES (" + time + ", 1, 'from here')");
    awaitSame(scenario);
    there.execute("DELETE FROM {db}.a WHERE ts = " + time);
    there.execute("INSERT INTO {db}.a (ts, more) VALUES (" + (time + 3) + ", 2)");
    awaitSame(scenario);

    // Then
    assertThat(rows(scenario, "")).isEqualTo(2);
    assertThat(rows(scenario, "-back")).isEqualTo(2 + 2 + 1);
  }

  private static Map<String, String> source(Scenario scenario, TestDatabase of, String suffix) {
    Map<String, String> config = new HashMap<>(scenario.sourceConfig("st"));
    config.put("database", of.name());
    config.put("kafka.topic", scenario.kafkaTopic().name() + suffix);
    config.put("kafka.partitions", "2");
    config.put("meta.handling", "replicate");
    config.put("replicated.skip", "true");
    return config;
  }

  private static Map<String, String> sink(
      Scenario scenario, TestDatabase into, String suffix, String meta) {
    Map<String, String> config = new HashMap<>(scenario.sinkConfig());
    config.put("database", into.name());
    config.put("topics", scenario.kafkaTopic().name() + suffix);
    config.put("meta.handling", meta);
    config.put("replicated.mark", "true");
    return config;
  }

  private static void awaitSame(Scenario scenario) {
    for (String query :
        List.of(
            "DESCRIBE {db}.st",
            "SELECT TAGS tbname, site, name FROM {db}.st ORDER BY tbname",
            "SELECT * FROM {db}.st ORDER BY site, ts")) {
      await()
          .atMost(Scenario.PATIENCE)
          .ignoreExceptions()
          .untilAsserted(
              () ->
                  assertThat(scenario.target().query(query))
                      .isEqualTo(scenario.source().query(query)));
    }
  }

  private static long rows(Scenario scenario, String suffix) {
    KafkaTopic topic =
        new KafkaTopic(
            scenario.cluster().bootstrapServers(), scenario.kafkaTopic().name() + suffix);
    return topic.readAll().stream().filter(ReplicaPairIT::isRow).count();
  }

  private static boolean isRow(ConsumerRecord<String, String> record) {
    Header kind = record.headers().lastHeader("tdengine.kind");
    return new String(kind.value(), StandardCharsets.UTF_8).equals("data");
  }
}
