package io.taosbridge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taosbridge.local.plugin.NumbersSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifeCycleTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path directory;

  @Test
  void leavesNoThreadThatKeepsTheJvmAliveAfterSeveralLives() throws IOException {
    // Given
    Path plugins = directory.resolve("plugins");
    PluginZip.unzip(TestPlugin.zip(directory), plugins);
    Set<Thread> before = threadsThatKeepTheJvmAlive();

    // When
    for (int life = 1; life <= 3; life++) {
      try (LocalBroker broker = LocalBroker.start(directory.resolve("life-" + life));
          LocalWorker worker =
              LocalWorker.start(WorkerOptions.of(broker.bootstrapServers(), plugins))) {
        worker.rest().putConnector("numbers", numbers());
        await()
            .atMost(PATIENCE)
            .pollInSameThread()
            .until(
                () ->
                    worker.rest().status("numbers").filter(ConnectorStatus::isRunning).isPresent());
      }
    }

    // Then
    await()
        .atMost(PATIENCE)
        .pollInSameThread()
        .untilAsserted(() -> assertThat(threadsThatKeepTheJvmAlive()).isSubsetOf(before));
  }

  private static Set<Thread> threadsThatKeepTheJvmAlive() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.isDaemon() && thread.isAlive())
        .collect(Collectors.toSet());
  }

  private static Map<String, String> numbers() {
    return Map.of(
        "connector.class", NumbersSource.class.getName(),
        "tasks.max", "1",
        "topic.creation.default.partitions", "1",
        "topic.creation.default.replication.factor", "1",
        "topic", "numbers");
  }
}
