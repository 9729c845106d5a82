package io.taosbridge.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TDengineSinkConnectorTest {

  private final TDengineSinkConnector connector = new TDengineSinkConnector();

  @Test
  void givesEveryTaskTheSameConfigurationAndANumber() {
    // Given
    Map<String, String> settings = Map.of("connection.url", "ws://h:6041", "topics", "air");
    connector.start(settings);

    // When / Then
    assertThat(connector.taskConfigs(3))
        .containsExactly(numbered(settings, 0), numbered(settings, 1), numbered(settings, 2));
    assertThat(connector.taskClass()).isEqualTo(TDengineSinkTask.class);
  }

  private static Map<String, String> numbered(Map<String, String> settings, int task) {
    Map<String, String> numbered = new HashMap<>(settings);
    numbered.put("task.number", Integer.toString(task));
    return numbered;
  }

  @Test
  void hasTheVersionOfTheBuild() {
    // When / Then
    assertThat(connector.version()).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(new TDengineSinkTask().version()).isEqualTo(connector.version());
  }

  @Test
  void isFoundAsAServiceAsWorkersLookForPlugins() throws IOException {
    // When
    String services;
    try (InputStream in =
        getClass().getResourceAsStream("/META-INF/services/" + SinkConnector.class.getName())) {
      services = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    // Then
    assertThat(services.lines()).containsExactly(TDengineSinkConnector.class.getName());
  }

  @Test
  void saysWhichPartOfTheUrlIsWrong() {
    // When
    List<String> problems =
        problems("connection.url", Map.of("connection.url", "ws://h?nonsense=1"));

    // Then
    assertThat(problems).singleElement().asString().contains("nonsense");
  }

  @Test
  @Timeout(120)
  void saysThatNobodyAnswersAtTheUrl() throws IOException {
    // Given
    int port = closedPort();

    // When
    List<String> problems =
        problems("connection.url", Map.of("connection.url", "ws://127.0.0.1:" + port));

    // Then
    assertThat(problems).singleElement().asString().contains("127.0.0.1:" + port);
  }

  @Test
  void refusesATransportThatCannotBind() {
    // When
    List<String> problems =
        problems(
            "write.method",
            Map.of("connection.url", "http://127.0.0.1:6041", "write.method", "stmt2"));

    // Then
    assertThat(problems).singleElement().asString().contains("REST").contains("ws://");
  }

  @Test
  void saysWhatAnOptionOfOneTopicMayBe() {
    // When
    List<ConfigValue> values =
        connector
            .validate(
                Map.of(
                    "connection.url", "ws://127.0.0.1:1",
                    "topic.dc1.air.timestamp.unit", "min",
                    "topic.air.linger.ms", "1",
                    "topic.dc1.air.stable", "air"))
            .configValues();

    // Then
    assertThat(values)
        .filteredOn(value -> !value.errorMessages().isEmpty())
        .extracting(ConfigValue::name)
        .containsExactlyInAnyOrder("topic.dc1.air.timestamp.unit", "topic.air.linger.ms");
  }

  @Test
  void suggestsTheOptionThatWasMeant() {
    // When
    List<String> problems =
        problems(
            "linger.millis", Map.of("connection.url", "ws://127.0.0.1:1", "linger.millis", "9"));

    // Then
    assertThat(problems).singleElement().asString().contains("did you mean linger.ms?");
  }

  @Test
  void doesNotWidenColumnsThatMayNotBeChanged() {
    // When
    List<String> problems =
        problems("too.long", Map.of("connection.url", "ws://127.0.0.1:1", "too.long", "widen"));

    // Then
    assertThat(problems).singleElement().asString().contains("auto.evolve=true");
  }

  @Test
  @Timeout(120)
  void doesNotWaitLongerThanFiveSecondsForAServerThatIsSilent() throws IOException {
    // Given
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      long start = System.nanoTime();

      // When
      List<String> problems =
          problems(
              "connection.url",
              Map.of("connection.url", "ws://127.0.0.1:" + silent.getLocalPort()));

      // Then
      assertThat(problems).singleElement().asString().contains("5 s");
      // Connecting alone would take a minute with the default options.
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(25));
    }
  }

  @Test
  void saysNothingOfTheServerWhileAnOptionIsWrong() {
    // When
    List<ConfigValue> values =
        connector
            .validate(Map.of("connection.url", "ws://127.0.0.1:1", "null.record", "x"))
            .configValues();

    // Then
    assertThat(values)
        .filteredOn(value -> !value.errorMessages().isEmpty())
        .extracting(ConfigValue::name)
        .containsExactly("null.record");
  }

  private List<String> problems(String option, Map<String, String> settings) {
    return connector.validate(settings).configValues().stream()
        .filter(value -> value.name().equals(option))
        .findFirst()
        .orElseThrow()
        .errorMessages();
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
