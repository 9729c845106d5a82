package io.taosbridge.connect.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.junit.jupiter.api.Test;

/** Runs on a class path like that of a worker before Kafka 4.1. */
class OlderKafkaTest {

  private static final String NEWER = PluginMetrics.class.getName();

  @Test
  void doesWithoutAClassThatIsNotThere() throws ReflectiveOperationException, IOException {
    // Given
    try (URLClassLoader worker = olderWorker()) {
      Class<?> sink = worker.loadClass(WorkerSink.class.getName());
      Class<?> context = worker.loadClass(SourceTaskContext.class.getName());
      Object older =
          worker.loadClass(OlderContext.class.getName()).getDeclaredConstructor().newInstance();

      // When
      Object found = sink.getMethod("of", context).invoke(null, older);

      // Then
      assertThat(found).isEqualTo(Optional.empty());
      assertThat(sink).isNotEqualTo(WorkerSink.class);
      assertThatThrownBy(() -> worker.loadClass(NEWER)).isInstanceOf(ClassNotFoundException.class);
    }
  }

  private static URLClassLoader olderWorker() throws IOException {
    List<URL> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      path.add(Path.of(entry).toUri().toURL());
    }
    return new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader()) {
      @Override
      protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.equals(NEWER)) {
          throw new ClassNotFoundException(name);
        }
        return super.findClass(name);
      }
    };
  }

  /** As the older interface is implemented: without the newer method. */
  public static final class OlderContext implements SourceTaskContext {

    @Override
    public Map<String, String> configs() {
      throw new AssertionError();
    }

    @Override
    public OffsetStorageReader offsetStorageReader() {
      throw new AssertionError();
    }

    @Override
    public PluginMetrics pluginMetrics() {
      throw new NoSuchMethodError("pluginMetrics");
    }
  }
}
