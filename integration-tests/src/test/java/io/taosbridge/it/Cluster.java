package io.taosbridge.it;

import io.taosbridge.local.LocalBroker;
import io.taosbridge.local.LocalWorker;
import io.taosbridge.local.PluginZip;
import io.taosbridge.local.WorkerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** What a user has: a broker, and a worker on whose plugin.path our ZIP is unpacked. */
final class Cluster implements AutoCloseable {

  private final Path folder;
  private final String bootstrapServers;
  private final Runnable stopBroker;
  private final LocalWorker worker;

  private Cluster(Path folder, String bootstrapServers, Runnable stopBroker) {
    this.folder = folder;
    this.bootstrapServers = bootstrapServers;
    this.stopBroker = stopBroker;
    PluginZip.unzip(pluginZip(), plugins());
    this.worker = LocalWorker.start(workerOptions("shared"));
  }

  /** A broker of our own. */
  static Cluster start() {
    Path folder = newFolder();
    LocalBroker broker = LocalBroker.start(folder.resolve("kafka"));
    return new Cluster(folder, broker.bootstrapServers(), broker::close);
  }

  /** A broker that somebody else starts and stops. */
  static Cluster over(String bootstrapServers) {
    return new Cluster(newFolder(), bootstrapServers, () -> {});
  }

  /** The ZIP that this build has packaged. */
  static Path pluginZip() {
    return Path.of(System.getProperty("plugin.zip")).normalize();
  }

  Path plugins() {
    return folder.resolve("plugins");
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  /** The worker that scenarios share. */
  LocalWorker worker() {
    return worker;
  }

  /** How to start a worker of a group of its own. */
  WorkerOptions workerOptions(String groupId) {
    return WorkerOptions.of(bootstrapServers, plugins())
        .withPluginDiscovery("service_load")
        .withGroupId(groupId);
  }

  @Override
  public void close() {
    worker.close();
    stopBroker.run();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("taosbridge-it");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
