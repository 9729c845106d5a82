package io.taosbridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** The same over the images of Kafka and TDengine; only where a Docker engine answers. */
class ContainersIT {

  private static final DockerImageName KAFKA = DockerImageName.parse("apache/kafka:4.1.0");
  private static final DockerImageName TDENGINE =
      DockerImageName.parse("tdengine/tdengine:3.3.6.13");
  private static final int ADAPTER_PORT = 6041;

  @BeforeAll
  static void skipWithoutDocker() {
    boolean available = DockerClientFactory.instance().isDockerAvailable();
    if (!available) {
      System.out.println("ContainersIT is skipped: no Docker engine answers.");
    }
    assumeTrue(available, "no Docker engine answers");
  }

  @Test
  void replicatesBetweenDatabasesOfTheTDengineImage() {
    try (KafkaContainer kafka = new KafkaContainer(KAFKA);
        GenericContainer<?> tdengine =
            new GenericContainer<>(TDENGINE)
                .withExposedPorts(ADAPTER_PORT)
                .waitingFor(
                    Wait.forHttp("/-/ping")
                        .forPort(ADAPTER_PORT)
                        .withStartupTimeout(Duration.ofMinutes(2)))) {
      // Given
      kafka.start();
      tdengine.start();
      String url =
          "ws://root:taosdata@" + tdengine.getHost() + ":" + tdengine.getMappedPort(ADAPTER_PORT);
      try (Cluster cluster = Cluster.over(kafka.getBootstrapServers());
          Scenario scenario = new Scenario(cluster, url)) {
        scenario.source().create("VGROUPS 2");
        scenario.source().execute("CREATE STABLE {db}.st (ts TIMESTAMP, v INT) TAGS (t INT)");
        scenario.source().execute("INSERT INTO {db}.c1 USING {db}.st TAGS (1) VALUES (now, 1)");
        scenario.source().execute("INSERT INTO {db}.c2 USING {db}.st TAGS (2) VALUES (now, NULL)");

        // When
        scenario.replicate("st");

        // Then
        await().atMost(Scenario.PATIENCE).until(() -> scenario.target().count("st") == 2);
        String rows = "SELECT tbname, ts, v, t FROM {db}.st ORDER BY tbname";
        assertThat(scenario.target().query(rows)).isEqualTo(scenario.source().query(rows));
      }
    }
  }
}
