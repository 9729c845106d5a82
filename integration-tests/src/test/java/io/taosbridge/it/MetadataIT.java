package io.taosbridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Both connectors as the replica's docs have them: changes follow through Kafka. */
@ExtendWith(Scenarios.class)
class MetadataIT {

  @Test
  void replicatesChangesOfTheSchemaTagsAndDeletes(Scenario scenario) {
    // Given
    TestDatabase source = scenario.source();
    source.create("VGROUPS 2");
    source.execute("CREATE STABLE {db}.st (ts TIMESTAMP, v INT) TAGS (g INT, n NCHAR(10))");
    source.execute(
        "INSERT INTO {db}.c1 USING {db}.st TAGS (1, 'one') VALUES (1700000000000, 1)"
            + " (1700000000001, 2) {db}.c2 USING {db}.st TAGS (2, 'two') VALUES"
            + " (1700000000000, 3)");
    Map<String, String> sourceConfig = new HashMap<>(scenario.sourceConfig("st"));
    sourceConfig.put("meta.handling", "replicate");
    sourceConfig.put("kafka.partitions", "2");
    Map<String, String> sinkConfig = new HashMap<>(scenario.sinkConfig());
    sinkConfig.put("meta.handling", "replicate");
    sinkConfig.put("tasks.max", "2");
    Scenario.deploy(scenario.cluster().worker().rest(), scenario.sourceName(), sourceConfig);
    Scenario.deploy(scenario.cluster().worker().rest(), scenario.sinkName(), sinkConfig);
    scenario.awaitRunning(scenario.cluster().worker().rest());
    await().atMost(Scenario.PATIENCE).until(() -> scenario.target().count("st") == 3);

    // When
    source.execute("ALTER TABLE {db}.c1 SET TAG n = 'changed'");
    source.execute("ALTER STABLE {db}.st ADD COLUMN w DOUBLE");
    source.execute("ALTER STABLE {db}.st RENAME TAG g h");
    source.execute("DELETE FROM {db}.c1 WHERE ts = 1700000000001");
    source.execute("CREATE TABLE {db}.empty USING {db}.st TAGS (3, NULL)");
    source.execute("DROP TABLE {db}.c2");
    source.execute("INSERT INTO {db}.c1 VALUES (1700000000002, 4, 0.5)");

    // Then
    for (String query :
        List.of(
            "DESCRIBE {db}.st",
            "SELECT TAGS tbname, h, n FROM {db}.st ORDER BY tbname",
            "SELECT tbname, ts, v, w FROM {db}.st ORDER BY tbname, ts")) {
      await()
          .atMost(Scenario.PATIENCE)
          .ignoreExceptions()
          .untilAsserted(
              () -> assertThat(scenario.target().query(query)).isEqualTo(source.query(query)));
    }
  }
}
