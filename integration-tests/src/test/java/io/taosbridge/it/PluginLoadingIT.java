package io.taosbridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.local.ConnectorPlugin;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(Scenarios.class)
class PluginLoadingIT {

  private static final String VERSION = System.getProperty("project.version");

  @Test
  void findsBothConnectorsByServiceLoad(Cluster cluster) {
    // When
    List<ConnectorPlugin> plugins = cluster.worker().rest().plugins();

    // Then
    assertThat(plugins)
        .contains(
            new ConnectorPlugin("io.taosbridge.source.TDengineSourceConnector", "source", VERSION),
            new ConnectorPlugin("io.taosbridge.sink.TDengineSinkConnector", "sink", VERSION));
  }

  @ParameterizedTest
  @CsvSource({
    "source, io.taosbridge.source.TDengineSourceTask",
    "sink, io.taosbridge.sink.TDengineSinkTask"
  })
  void runsTasksOfTheUnpackedZipInAClassLoaderOfTheirOwn(
      String side, String taskClass, Scenario scenario) throws Exception {
    // Given
    scenario.source().create("VGROUPS 1");
    scenario.source().execute("CREATE STABLE {db}.st (ts TIMESTAMP, v INT) TAGS (t INT)");
    scenario.replicate("st");
    String connector = side.equals("source") ? scenario.sourceName() : scenario.sinkName();

    // When
    ClassLoader loader = contextClassLoaderOfTask(connector);
    Class<?> task = loader.loadClass(taskClass);

    // Then
    assertThat(loader.getClass().getSimpleName()).isEqualTo("PluginClassLoader");
    assertThat(task.getClassLoader()).isSameAs(loader);
    URI jar = task.getProtectionDomain().getCodeSource().getLocation().toURI();
    assertThat(Path.of(jar)).startsWith(scenario.cluster().plugins().toRealPath());
    assertThatThrownBy(() -> Class.forName(taskClass)).isInstanceOf(ClassNotFoundException.class);
  }

  private static ClassLoader contextClassLoaderOfTask(String connector) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("task-thread-" + connector + "-0"))
        .findAny()
        .orElseThrow()
        .getContextClassLoader();
  }
}
