package io.taosbridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taosbridge.local.ConnectRest;
import java.lang.management.ManagementFactory;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A connector that rests, and what a worker shows of it. */
@ExtendWith(Scenarios.class)
class LifeIT {

  private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();

  @BeforeEach
  void createStable(Scenario scenario) {
    scenario.source().create("VGROUPS 1");
    scenario.source().execute("CREATE STABLE {db}.st (ts TIMESTAMP, v INT) TAGS (t INT)");
  }

  private static void insert(Scenario scenario, int from, int to) {
    StringBuilder rows = new StringBuilder();
    for (int i = from; i < to; i++) {
      rows.append(" (").append(1_700_000_000_000L + i).append(", ").append(i).append(')');
    }
    scenario.source().execute("INSERT INTO {db}.c1 USING {db}.st TAGS (1) VALUES" + rows);
  }

  private static void awaitRecords(Scenario scenario, int count) {
    await()
        .atMost(Scenario.PATIENCE)
        .untilAsserted(() -> assertThat(scenario.kafkaTopic().readAll()).hasSize(count));
  }

  @Test
  void goesOnAfterAPause(Scenario scenario) {
    // Given
    ConnectRest rest = scenario.cluster().worker().rest();
    Map<String, String> config = scenario.sourceConfig("st");
    config.put("max.buffered.bytes", "1");
    config.put("min.poll.rows", "1");
    Scenario.deploy(rest, scenario.sourceName(), config);
    insert(scenario, 0, 10);
    awaitRecords(scenario, 10);

    // When
    rest.pauseConnector(scenario.sourceName());
    for (int i = 1; i <= 5; i++) {
      insert(scenario, 10 * i, 10 * i + 10);
    }
    rest.resumeConnector(scenario.sourceName());

    // Then
    awaitRecords(scenario, 60);
  }

  @Test
  void showsMetricsAsBeansAndAmongTheWorkersOwn(Scenario scenario) throws JMException {
    // Given
    ConnectRest rest = scenario.cluster().worker().rest();
    ObjectName own =
        new ObjectName(
            "io.taosbridge:type=source-task-metrics,connector="
                + scenario.sourceName()
                + ",task=0");
    ObjectName ofWorker =
        new ObjectName("kafka.connect:type=plugins,connector=" + scenario.sourceName() + ",task=0");

    // When
    Scenario.deploy(rest, scenario.sourceName(), scenario.sourceConfig("st"));
    insert(scenario, 0, 7);
    awaitRecords(scenario, 7);

    // Then
    assertThat(beans.getAttribute(own, "row-total")).isEqualTo(7L);
    assertThat(beans.queryNames(new ObjectName("kafka.connect:type=plugins,*"), null))
        .contains(ofWorker);
    assertThat(beans.getAttribute(ofWorker, "row-total")).isEqualTo(7L);

    // When
    rest.deleteConnector(scenario.sourceName());

    // Then
    await().atMost(Scenario.PATIENCE).until(() -> !beans.isRegistered(own));
    await().atMost(Scenario.PATIENCE).until(() -> !beans.isRegistered(ofWorker));
  }

  @Test
  void showsMetricsOfTheSinkLikewise(Scenario scenario) throws JMException {
    // Given
    ConnectRest rest = scenario.cluster().worker().rest();
    String task = ",connector=" + scenario.sinkName() + ",task=0";
    ObjectName own = new ObjectName("io.taosbridge:type=sink-task-metrics" + task);
    ObjectName ofWorker = new ObjectName("kafka.connect:type=plugins" + task);
    Scenario.deploy(rest, scenario.sourceName(), scenario.sourceConfig("st"));
    Scenario.deploy(rest, scenario.sinkName(), scenario.sinkConfig());

    // When
    insert(scenario, 0, 7);

    // Then
    for (ObjectName shown : new ObjectName[] {own, ofWorker}) {
      await()
          .atMost(Scenario.PATIENCE)
          .until(
              () ->
                  beans.isRegistered(shown)
                      && beans.getAttribute(shown, "row-total").equals(Long.valueOf(7)));
    }

    // When
    rest.deleteConnector(scenario.sinkName());

    // Then
    await().atMost(Scenario.PATIENCE).until(() -> !beans.isRegistered(own));
    await().atMost(Scenario.PATIENCE).until(() -> !beans.isRegistered(ofWorker));
  }
}
