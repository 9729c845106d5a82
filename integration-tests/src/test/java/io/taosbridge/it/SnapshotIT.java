package io.taosbridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taosbridge.local.ConnectRest;
import io.taosbridge.local.ConnectorOffset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows that were there before the connector. */
@ExtendWith(Scenarios.class)
class SnapshotIT {

  private static final int TABLES = 8;
  private static final int ROWS = 200;

  @Test
  void replicatesATableWithItsPastByTwoTasks(Scenario scenario) {
    // Given
    TestDatabase source = scenario.source();
    source.create("VGROUPS 4");
    source.execute("CREATE STABLE {db}.st (ts TIMESTAMP, v INT) TAGS (t INT)");
    for (int table = 0; table < TABLES; table++) {
      insert(source, table, 0, ROWS);
    }
    Map<String, String> config = scenario.sourceConfig("st");
    config.put("tasks.max", "2");
    config.put("snapshot.mode", "initial");
    config.put("snapshot.chunk.rows", "50");
    ConnectRest rest = scenario.cluster().worker().rest();

    // When
    Scenario.deploy(rest, scenario.sourceName(), config);
    Scenario.deploy(rest, scenario.sinkName(), scenario.sinkConfig());
    scenario.awaitRunning(rest);
    await()
        .atMost(Scenario.PATIENCE)
        .ignoreExceptions() // the table is made with the first record
        .until(() -> scenario.target().count("st") == TABLES * ROWS);
    for (int table = 0; table < TABLES; table++) {
      insert(source, table, ROWS, ROWS + 1);
    }
    await()
        .atMost(Scenario.PATIENCE)
        .until(() -> scenario.target().count("st") == TABLES * (ROWS + 1));

    // Then
    String rows = "SELECT ts, v, t, tbname FROM {db}.st ORDER BY tbname, ts";
    assertThat(scenario.target().query(rows)).isEqualTo(source.query(rows));
    List<ConsumerRecord<String, String>> records = scenario.kafkaTopic().readAll();
    assertThat(records.stream().filter(record -> kind(record).equals("snapshot")))
        .hasSize(TABLES * ROWS);
    assertThat(records.stream().filter(record -> kind(record).equals("data"))).hasSize(TABLES);
    await()
        .atMost(Scenario.PATIENCE)
        .untilAsserted(() -> assertThat(snapshotsDone(rest, scenario)).isPositive());
  }

  private static void insert(TestDatabase database, int table, int from, int to) {
    database.execute(
        "INSERT INTO {db}.c"
            + table
            + " USING {db}.st TAGS ("
            + table
            + ") VALUES "
            + IntStream.range(from, to)
                .mapToObj(row -> "(" + (1_700_000_000_000L + row) + ", " + row + ")")
                .collect(Collectors.joining(" ")));
  }

  private static String kind(ConsumerRecord<String, String> record) {
    return new String(record.headers().lastHeader("tdengine.kind").value(), StandardCharsets.UTF_8);
  }

  private static long snapshotsDone(ConnectRest rest, Scenario scenario) {
    return rest.offsets(scenario.sourceName()).stream()
        .map(ConnectorOffset::offset)
        .filter(Objects::nonNull) // while the worker has not read it from Kafka
        .filter(offset -> Boolean.TRUE.equals(offset.get("done")))
        .count();
  }
}
