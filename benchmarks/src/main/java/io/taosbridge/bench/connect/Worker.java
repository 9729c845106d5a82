package io.taosbridge.bench.connect;

import io.taosbridge.bench.process.ChildBeans;
import io.taosbridge.bench.process.ChildJvm;
import io.taosbridge.bench.process.JavaCommand;
import io.taosbridge.local.ConnectRest;
import io.taosbridge.local.ConnectRestException;
import io.taosbridge.local.ConnectorStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A Kafka Connect worker in distributed mode, in a process of its own. */
public final class Worker implements AutoCloseable {

  /** What Kafka's own scripts start a worker with. */
  private static final List<String> KAFKA_OPTIONS =
      List.of(
          "-Xms256M",
          "-Xmx2G",
          "-server",
          "-XX:+UseG1GC",
          "-XX:MaxGCPauseMillis=20",
          "-XX:InitiatingHeapOccupancyPercent=35");

  private static final long CHECK_NANOS = 1_000_000_000;

  private final ChildJvm jvm;
  private final ChildBeans beans;
  private final ConnectRest rest;

  private Worker(ChildJvm jvm, ConnectRest rest) {
    this.jvm = jvm;
    this.rest = rest;
    this.beans = jvm.beans();
  }

  /**
   * Starts a worker; returns when it answers requests.
   *
   * @param folder for its properties
   */
  static Worker start(WorkerSetup setup, String bootstrapServers, Path folder)
      throws IOException, InterruptedException {
    URI listener = URI.create("http://127.0.0.1:" + freePort() + "/");
    Path file = folder.resolve(setup.group() + ".properties");
    write(properties(setup, bootstrapServers, listener), file);
    List<String> options = new ArrayList<>(KAFKA_OPTIONS);
    options.addAll(setup.jvmOptions());
    ChildJvm jvm =
        ChildJvm.start(
            new JavaCommand(
                setup.classPath(), options, WorkerMain.class.getName(), List.of(file.toString())),
            setup.environment());
    jvm.dropOutput();
    try {
      ConnectRest rest = new ConnectRest(listener);
      Waiting.until("the worker answers", () -> answers(jvm, rest));
      return new Worker(jvm, rest);
    } catch (IOException | InterruptedException | RuntimeException e) {
      jvm.close();
      throw e;
    }
  }

  private static boolean answers(ChildJvm jvm, ConnectRest rest) {
    if (!jvm.isAlive()) {
      throw new IllegalStateException("the worker ended before it answered");
    }
    try {
      rest.connectors();
      return true;
    } catch (UncheckedIOException e) {
      return false;
    } catch (ConnectRestException e) {
      // It listens before it knows what it answers.
      return false;
    }
  }

  public ConnectRest rest() {
    return rest;
  }

  public long pid() {
    return jvm.pid();
  }

  /** Of the whole process, since it was started. */
  public double cpuSeconds() {
    return jvm.cpuSeconds();
  }

  /** Its MBeans, with its heap and all metrics of connectors; closed with the worker. */
  public ChildBeans beans() {
    return beans;
  }

  /** How many records a source's tasks have had acknowledged by Kafka. */
  public long written(String connector) {
    return metric("source-task-metrics", connector, "source-record-write-total");
  }

  /** How many records a sink's tasks have taken. */
  public long taken(String connector) {
    return metric("sink-task-metrics", connector, "sink-record-send-total");
  }

  private long metric(String type, String connector, String attribute) {
    return (long)
        beans.sum("kafka.connect:type=" + type + ",connector=" + connector + ",task=*", attribute);
  }

  /** Deploys a connector, which {@link #remove} takes away again. */
  public void deploy(String connector, Map<String, String> config) {
    rest.putConnector(connector, config);
  }

  /**
   * Waits until a connector is as far as that.
   *
   * @throws IllegalStateException if the connector or a task of it fails, with its trace, or if it
   *     takes minutes
   */
  public void await(String connector, String what, Waiting.Condition condition)
      throws IOException, InterruptedException {
    long[] nextCheck = {System.nanoTime() + CHECK_NANOS};
    Waiting.until(
        what,
        () -> {
          if (System.nanoTime() > nextCheck[0]) {
            check(connector);
            nextCheck[0] = System.nanoTime() + CHECK_NANOS;
          }
          return condition.holds();
        });
  }

  private void check(String connector) {
    if (!jvm.isAlive()) {
      throw new IllegalStateException("the worker has ended");
    }
    String failures = rest.status(connector).map(ConnectorStatus::failures).orElse("");
    if (!failures.isEmpty()) {
      throw new IllegalStateException(connector + " failed: " + failures);
    }
  }

  /** Deletes a connector and waits until its tasks are gone. */
  public void remove(String connector) throws IOException, InterruptedException {
    rest.deleteConnector(connector);
    Waiting.until(
        connector + " is gone",
        () ->
            rest.status(connector).isEmpty()
                && beans.count("kafka.connect:type=task-metrics,connector=" + connector + ",*")
                    == 0);
  }

  @Override
  public void close() {
    beans.close();
    jvm.close();
  }

  private static Properties properties(WorkerSetup setup, String bootstrapServers, URI listener) {
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", bootstrapServers);
    properties.setProperty("group.id", setup.group());
    properties.setProperty("listeners", listener.toString().replaceAll("/$", ""));
    properties.setProperty("key.converter", "org.apache.kafka.connect.storage.StringConverter");
    properties.setProperty("value.converter", "org.apache.kafka.connect.storage.StringConverter");
    for (String store : List.of("config", "offset", "status")) {
      properties.setProperty(store + ".storage.topic", setup.group() + "-" + store);
      properties.setProperty(store + ".storage.replication.factor", "1");
    }
    properties.setProperty("offset.storage.partitions", "1");
    properties.setProperty("status.storage.partitions", "1");
    properties.setProperty("scheduled.rebalance.max.delay.ms", "0");
    // Looking through the whole class path would take as long as a bench.
    properties.setProperty("plugin.discovery", "service_load");
    setup.properties().forEach(properties::setProperty);
    return properties;
  }

  private static void write(Properties properties, Path file) throws IOException {
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
  }

  /** Kafka Connect does not tell where it listens, so the port cannot be left to it. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
