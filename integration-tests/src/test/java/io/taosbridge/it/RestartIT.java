package io.taosbridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taosbridge.local.LocalWorker;
import io.taosbridge.local.WorkerOptions;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Scenarios.class)
class RestartIT {

  private static final int VGROUPS = 2;

  @BeforeEach
  void createStable(Scenario scenario) {
    scenario.source().create("VGROUPS " + VGROUPS);
    scenario.source().execute("CREATE STABLE {db}.st (ts TIMESTAMP, v BIGINT) TAGS (t INT)");
  }

  @Test
  void losesNothingWhenTasksAreRestartedInMidStream(Scenario scenario) throws Exception {
    // Given
    LocalWorker worker = scenario.cluster().worker();
    try (RowWriter writer = new RowWriter(scenario.source())) {
      scenario.replicate("st");
      awaitMoreRows(scenario);

      // When
      worker.rest().restartTask(scenario.sourceName(), 0);
      awaitMoreRows(scenario);
      worker.rest().restartTask(scenario.sinkName(), 0);
      awaitMoreRows(scenario);
      long written = writer.stop();

      // Then
      assertEverythingArrives(scenario, written);
      assertRepeatsAtMostOneMessagePerVgroup(scenario, written);
    }
  }

  @Test
  void losesNothingWhenTheWorkerIsRestartedInMidStream(Scenario scenario) throws Exception {
    // Given
    WorkerOptions options = scenario.cluster().workerOptions(scenario.sourceName());
    try (RowWriter writer = new RowWriter(scenario.source())) {
      try (LocalWorker first = LocalWorker.start(options)) {
        scenario.replicate("st", first);
        awaitMoreRows(scenario);
      }

      // When
      try (LocalWorker second = LocalWorker.start(options)) {
        scenario.awaitRunning(second.rest());
        awaitMoreRows(scenario);
        long written = writer.stop();

        // Then
        assertEverythingArrives(scenario, written);
        assertRepeatsAtMostOneMessagePerVgroup(scenario, written);
      }
    }
  }

  private static void awaitMoreRows(Scenario scenario) {
    long before = scenario.target().count("st");
    await().atMost(Scenario.PATIENCE).until(() -> scenario.target().count("st") > before);
  }

  private static void assertEverythingArrives(Scenario scenario, long written) {
    await()
        .atMost(Scenario.PATIENCE)
        .untilAsserted(() -> assertThat(scenario.target().count("st")).isEqualTo(written));
    String sum = "SELECT SUM(v), MIN(v), MAX(v) FROM {db}.st";
    assertThat(scenario.target().query(sum)).isEqualTo(scenario.source().query(sum));
  }

  /** One restart of the source may repeat one message per vgroup, and no more. */
  private static void assertRepeatsAtMostOneMessagePerVgroup(Scenario scenario, long written) {
    Map<String, Set<String>> repeatedMessages = new HashMap<>();
    Set<String> rows = new HashSet<>();
    List<ConsumerRecord<String, String>> records = scenario.kafkaTopic().readAll();
    for (ConsumerRecord<String, String> record : records) {
      if (!rows.add(record.key() + "@" + record.timestamp())) {
        repeatedMessages
            .computeIfAbsent(header(record, "tdengine.vgroup"), vgroup -> new HashSet<>())
            .add(header(record, "tdengine.offset"));
      }
    }
    assertThat(rows).hasSize(Math.toIntExact(written));
    assertThat(repeatedMessages).hasSizeLessThanOrEqualTo(VGROUPS);
    assertThat(repeatedMessages.values()).allSatisfy(offsets -> assertThat(offsets).hasSize(1));
  }

  private static String header(ConsumerRecord<String, String> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
