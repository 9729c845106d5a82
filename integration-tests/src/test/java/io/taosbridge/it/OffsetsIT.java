package io.taosbridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.taosbridge.local.ConnectRest;
import io.taosbridge.local.ConnectRestException;
import io.taosbridge.local.ConnectorOffset;
import io.taosbridge.local.State;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** Offsets as people see and change them, by Kafka Connect's REST. */
@ExtendWith(Scenarios.class)
class OffsetsIT {

  @BeforeEach
  void readThreeRows(Scenario scenario) {
    scenario.source().create("VGROUPS 1");
    scenario.source().execute("CREATE STABLE {db}.st (ts TIMESTAMP, v INT) TAGS (t INT)");
    ConnectRest rest = scenario.cluster().worker().rest();
    Scenario.deploy(rest, scenario.sourceName(), scenario.sourceConfig("st"));
    for (int v = 1; v <= 3; v++) {
      insert(scenario, v);
      awaitRows(scenario, v); // so that each is a message of its own
    }
    rest.stopConnector(scenario.sourceName());
    await()
        .atMost(Scenario.PATIENCE)
        .until(
            () ->
                rest.status(scenario.sourceName())
                    .filter(status -> status.state() == State.STOPPED && status.tasks().isEmpty())
                    .isPresent());
  }

  @Test
  void areWhereReadingGoesOn(Scenario scenario) {
    // Given
    ConnectRest rest = scenario.cluster().worker().rest();
    ConnectorOffset stored = rest.offsets(scenario.sourceName()).get(0);
    long second = Long.parseLong(header(scenario.kafkaTopic().readAll().get(1)));
    assertThat(stored.partition()).containsKeys("server", "topic", "vgroup");
    assertThat(((Number) stored.offset().get("offset")).longValue()).isGreaterThan(second);

    // When
    rest.alterOffsets(
        scenario.sourceName(),
        List.of(new ConnectorOffset(stored.partition(), Map.of("offset", second))));
    rest.resumeConnector(scenario.sourceName());

    // Then
    awaitRows(scenario, 5);
    assertThat(times(scenario)).containsExactly(1L, 2L, 3L, 2L, 3L);
  }

  @Test
  void canBeDeletedToReadAllAgain(Scenario scenario) {
    // Given
    ConnectRest rest = scenario.cluster().worker().rest();

    // When
    rest.deleteOffsets(scenario.sourceName());
    assertThat(rest.offsets(scenario.sourceName())).isEmpty();
    rest.resumeConnector(scenario.sourceName());

    // Then
    awaitRows(scenario, 6);
    assertThat(times(scenario)).containsExactly(1L, 2L, 3L, 1L, 2L, 3L);
  }

  @Test
  void areRefusedOutsideTheLog(Scenario scenario) {
    // Given
    ConnectRest rest = scenario.cluster().worker().rest();
    ConnectorOffset stored = rest.offsets(scenario.sourceName()).get(0);
    List<ConnectorOffset> beyond =
        List.of(new ConnectorOffset(stored.partition(), Map.of("offset", 1_000_000)));

    // Then
    assertThatThrownBy(() -> rest.alterOffsets(scenario.sourceName(), beyond))
        .isInstanceOf(ConnectRestException.class)
        .hasMessageContaining("cannot be read from version 1000000");
    assertThat(rest.offsets(scenario.sourceName())).containsExactly(stored);
  }

  /** TDengine deletes its log after a while, whether it was read or not. */
  @Test
  @DisabledIfSystemProperty(named = "tdengine.url", matches = ".+")
  void failTheTaskWhenWhatTheyWantWasRecycled(Scenario scenario, TDengineServer server) {
    // Given
    ConnectRest rest = scenario.cluster().worker().rest();
    ConnectorOffset stored = rest.offsets(scenario.sourceName()).get(0);
    int vgroup = Integer.parseInt((String) stored.partition().get("vgroup"));
    long wanted = ((Number) stored.offset().get("offset")).longValue();
    for (int v = 4; v <= 9; v++) {
      insert(scenario, v);
    }

    // When
    server.faults().recycleLog((String) stored.partition().get("topic"), vgroup, wanted + 3);
    rest.resumeConnector(scenario.sourceName());

    // Then
    assertThat(scenario.awaitFailure(scenario.sourceName()))
        .contains("vgroup " + vgroup + " of topic " + stored.partition().get("topic"))
        .contains("next version to read is " + wanted)
        .contains("log begins at " + (wanted + 3))
        .contains("Set offset.out.of.range=earliest")
        .contains("raise WAL_RETENTION_PERIOD of database " + scenario.source().name());
  }

  private static void insert(Scenario scenario, int v) {
    scenario
        .source()
        .execute(
            "INSERT INTO {db}.a USING {db}.st TAGS (1) VALUES ("
                + (1_700_000_000_000L + v)
                + ", "
                + v
                + ")");
  }

  private static void awaitRows(Scenario scenario, int count) {
    await()
        .atMost(Scenario.PATIENCE)
        .ignoreExceptions() // the topic is made with the first record
        .until(() -> scenario.kafkaTopic().readAll().size() >= count);
  }

  private static List<Long> times(Scenario scenario) {
    return scenario.kafkaTopic().readAll().stream()
        .map(record -> record.timestamp() - 1_700_000_000_000L)
        .toList();
  }

  private static String header(ConsumerRecord<String, String> record) {
    return new String(
        record.headers().lastHeader("tdengine.offset").value(), StandardCharsets.UTF_8);
  }
}
