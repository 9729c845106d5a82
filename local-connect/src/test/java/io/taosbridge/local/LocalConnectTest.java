package io.taosbridge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.taosbridge.local.plugin.FileSink;
import io.taosbridge.local.plugin.NumbersSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalConnectTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private static Path directory;

  private static Path plugins;
  private static LocalBroker broker;
  private static LocalWorker worker;

  @BeforeAll
  static void start() throws IOException {
    plugins = directory.resolve("plugins");
    PluginZip.unzip(TestPlugin.zip(directory), plugins);
    broker = LocalBroker.start(directory.resolve("kafka"));
    worker = LocalWorker.start(WorkerOptions.of(broker.bootstrapServers(), plugins));
  }

  @AfterAll
  static void stop() {
    worker.close();
    broker.close();
  }

  @Test
  void listsThePluginsOfThePluginPath() {
    // When
    List<ConnectorPlugin> found = worker.rest().plugins();

    // Then
    assertThat(found)
        .contains(
            new ConnectorPlugin(NumbersSource.class.getName(), "source", "1.0"),
            new ConnectorPlugin(FileSink.class.getName(), "sink", "1.0"));
  }

  @Test
  void runsConnectorsOfThePluginPathIsolatedFromTheClassPath() {
    // Given
    Path file = directory.resolve("isolated.txt");

    // When
    worker.rest().putConnector("isolated-source", source("isolated", 1_000));
    worker.rest().putConnector("isolated-sink", sink("isolated", file));

    // Then
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(file).exists().content().isEqualTo(lines(1_000)));
    worker.rest().deleteConnector("isolated-source");
    worker.rest().deleteConnector("isolated-sink");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(worker.rest().connectors()).doesNotContain("isolated-source");
              assertThat(worker.rest().status("isolated-sink")).isEmpty();
            });
  }

  @Test
  void tellsErrorsByOption() {
    // Given
    Map<String, String> config = new HashMap<>(source("topic", 0));
    config.put("name", "not-valid");
    config.remove("topic");

    // When
    Validation validation = worker.rest().validate(config);

    // Then
    assertThat(validation.isValid()).isFalse();
    assertThat(validation.errors()).containsOnlyKeys("topic", "count");
    assertThat(validation.errors().get("count").get(0)).contains("Value must be at least 1");
  }

  @Test
  void throwsWhatTheWorkerSaysWhenItRefusesAConnector() {
    // Given
    Map<String, String> config = source("topic", 0);

    // When / Then
    assertThatThrownBy(() -> worker.rest().putConnector("refused", config))
        .isInstanceOfSatisfying(
            ConnectRestException.class,
            e -> {
              assertThat(e.status()).isEqualTo(400);
              assertThat(e).hasMessageContaining("Value must be at least 1");
            });
  }

  @Test
  void tellsWhyATaskHasFailedAndRestartsIt() {
    // Given
    Map<String, String> config = new HashMap<>(source("failing", 10));
    config.put("fail.at", "0");
    worker.rest().putConnector("failing", config);
    await().atMost(PATIENCE).until(() -> status("failing").hasFailed());
    assertThat(status("failing").failures()).contains("told to fail at 0");

    // When
    config.remove("fail.at");
    worker.rest().putConnector("failing", config);
    worker.rest().restartTask("failing", 0);

    // Then
    await().atMost(PATIENCE).until(() -> status("failing").isRunning());
    worker.rest().deleteConnector("failing");
  }

  @Test
  void goesOnWithItsConnectorsAfterARestart() {
    // Given
    Path file = directory.resolve("restarted.txt");
    WorkerOptions options =
        WorkerOptions.of(broker.bootstrapServers(), plugins).withGroupId("restarted");
    try (LocalWorker first = LocalWorker.start(options)) {
      first.rest().putConnector("restarted-source", source("restarted", 10));
      first.rest().putConnector("restarted-sink", sink("restarted", file));
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(file).exists().content().isEqualTo(lines(10)));
    }

    // When
    try (LocalWorker second = LocalWorker.start(options)) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(second.rest().connectors())
                      .containsExactlyInAnyOrder("restarted-source", "restarted-sink"));
      second.rest().putConnector("restarted-source", source("restarted", 20));

      // Then
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(file).content().isEqualTo(lines(20)));
    }
  }

  @Test
  void writesInTransactionsWhenTold() {
    // Given
    Path file = directory.resolve("transactions.txt");
    WorkerOptions options =
        WorkerOptions.of(broker.bootstrapServers(), plugins)
            .withGroupId("transactions")
            .withExactlyOnceSource(true);
    Map<String, String> sink = new HashMap<>(sink("transactions", file));
    sink.put("consumer.override.isolation.level", "read_committed");

    try (LocalWorker exactlyOnce = LocalWorker.start(options)) {
      // When
      exactlyOnce.rest().putConnector("transactions-source", source("transactions", 10));
      exactlyOnce.rest().putConnector("transactions-sink", sink);

      // Then
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(file).exists().content().isEqualTo(lines(10)));
    }
  }

  private static ConnectorStatus status(String name) {
    return worker
        .rest()
        .status(name)
        .orElse(new ConnectorStatus(name, State.UNASSIGNED, "", List.of()));
  }

  private static Map<String, String> source(String topic, long count) {
    return Map.of(
        "connector.class",
        NumbersSource.class.getName(),
        "tasks.max",
        "1",
        "topic.creation.default.partitions",
        "1",
        "topic.creation.default.replication.factor",
        "1",
        "topic",
        topic,
        "count",
        Long.toString(count));
  }

  private static Map<String, String> sink(String topic, Path file) {
    return Map.of(
        "connector.class",
        FileSink.class.getName(),
        "tasks.max",
        "1",
        "topics",
        topic,
        "file",
        file.toString());
  }

  private static String lines(long count) {
    StringBuilder lines = new StringBuilder();
    LongStream.range(0, count)
        .forEach(i -> lines.append("PluginClassLoader ").append(i).append('\n'));
    return lines.toString();
  }
}
