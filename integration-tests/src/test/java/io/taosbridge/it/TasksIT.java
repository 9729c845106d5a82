package io.taosbridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taosbridge.local.ConnectRest;
import io.taosbridge.local.ConnectorStatus;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Scenarios.class)
class TasksIT {

  private static final int VGROUPS = 4;

  @BeforeEach
  void createStable(Scenario scenario) {
    scenario.source().create("VGROUPS " + VGROUPS);
    scenario.source().execute("CREATE STABLE {db}.st (ts TIMESTAMP, v BIGINT) TAGS (t INT)");
  }

  @Test
  void losesNothingWhenTheNumberOfTasksChangesInMidStream(Scenario scenario) throws Exception {
    // Given
    try (RowWriter writer = new RowWriter(scenario.source())) {
      scenario.replicate("st");
      awaitMoreRows(scenario);

      // When
      for (int tasks : new int[] {3, 9, 2}) {
        deploy(scenario, Map.of("tasks.max", Integer.toString(tasks)));
        awaitTasks(scenario, Math.min(VGROUPS, tasks));
        awaitMoreRows(scenario);
      }
      long written = writer.stop();

      // Then
      await()
          .atMost(Scenario.PATIENCE)
          .untilAsserted(() -> assertThat(scenario.target().count("st")).isEqualTo(written));
      String sum = "SELECT SUM(v), MIN(v), MAX(v) FROM {db}.st";
      assertThat(scenario.target().query(sum)).isEqualTo(scenario.source().query(sum));
    }
  }

  @Test
  void readsSupertablesThatAreMadeLater(Scenario scenario) {
    // Given
    insert(scenario, "st", 1);
    deploy(scenario, Map.of("stables", "", "stables.regex", "st.*", "monitor.interval.ms", "500"));
    awaitTables(scenario, Set.of("st_a"));

    // When
    scenario.source().execute("CREATE STABLE {db}.st2 (ts TIMESTAMP, v BIGINT) TAGS (t INT)");
    insert(scenario, "st2", 2);

    // Then
    awaitTables(scenario, Set.of("st_a", "st2_a"));
    List<ConsumerRecord<String, String>> records = scenario.kafkaTopic().readAll();
    assertThat(records).extracting(ConsumerRecord::key).containsExactlyInAnyOrder("st_a", "st2_a");
  }

  private static void deploy(Scenario scenario, Map<String, String> changes) {
    Map<String, String> config = scenario.sourceConfig("st");
    config.putAll(changes);
    Scenario.deploy(scenario.cluster().worker().rest(), scenario.sourceName(), config);
  }

  private static void insert(Scenario scenario, String stable, int value) {
    scenario
        .source()
        .execute(
            String.format(
                "INSERT INTO {db}.%s_a USING {db}.%s TAGS (1) VALUES (1700000000000, %d)",
                stable, stable, value));
  }

  private static void awaitTasks(Scenario scenario, int count) {
    ConnectRest rest = scenario.cluster().worker().rest();
    await()
        .atMost(Scenario.PATIENCE)
        .until(
            () ->
                rest.status(scenario.sourceName())
                    .filter(ConnectorStatus::isRunning)
                    .filter(status -> status.tasks().size() == count)
                    .isPresent());
  }

  private static void awaitMoreRows(Scenario scenario) {
    long before = scenario.target().count("st");
    await().atMost(Scenario.PATIENCE).until(() -> scenario.target().count("st") > before);
  }

  private static void awaitTables(Scenario scenario, Set<String> tables) {
    await()
        .atMost(Scenario.PATIENCE)
        .ignoreExceptions() // the topic may not be there yet
        .until(
            () ->
                scenario.kafkaTopic().readAll().stream()
                    .map(ConsumerRecord::key)
                    .collect(Collectors.toSet())
                    .containsAll(tables));
  }
}
