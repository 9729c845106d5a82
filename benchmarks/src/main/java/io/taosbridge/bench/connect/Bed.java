package io.taosbridge.bench.connect;

import io.taosbridge.bench.process.ChildJvm;
import io.taosbridge.bench.process.JavaCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A Kafka broker and the workers that a bench asks for, each in a process of its own. */
public final class Bed implements AutoCloseable {

  private final Path folder;
  private final ChildJvm broker;
  private final String bootstrapServers;
  private final Topics topics;
  private final Deque<Worker> workers = new ArrayDeque<>();

  private Bed(Path folder, ChildJvm broker, String bootstrapServers) {
    this.folder = folder;
    this.broker = broker;
    this.bootstrapServers = bootstrapServers;
    this.topics = new Topics(bootstrapServers);
  }

  /** Starts a broker, whose data is in a temporary folder. */
  public static Bed start() throws IOException {
    Path folder = Files.createTempDirectory("taosbridge-bench");
    ChildJvm broker =
        ChildJvm.start(
            JavaCommand.of(List.of("-Xmx1g"), BrokerMain.class, folder.resolve("kafka").toString()),
            Map.of());
    return new Bed(folder, broker, broker.awaitAnnouncement(BrokerMain.ANNOUNCEMENT));
  }

  /** What producers and consumers connect to. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  public Topics topics() {
    return topics;
  }

  /** Of the broker, since it was started. */
  public double brokerCpuSeconds() {
    return broker.cpuSeconds();
  }

  /** Starts a worker, which ends with the bed unless it is closed before. */
  public Worker startWorker(WorkerSetup setup) throws IOException, InterruptedException {
    Worker worker = Worker.start(setup, bootstrapServers, folder);
    workers.push(worker);
    return worker;
  }

  @Override
  public void close() {
    workers.forEach(Worker::close);
    topics.close();
    broker.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
