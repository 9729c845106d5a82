package io.taosbridge.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka cluster of one node, broker and controller in one, on two free ports of 127.0.0.1.
 *
 * <p>Topics are not made by asking for them: whoever needs one creates it, as on most clusters in
 * earnest.
 */
public final class LocalBroker implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LocalBroker.class);

  private static final int ATTEMPTS = 5;
  private static final int NODE_ID = 1;

  private final KafkaRaftServer server;
  private final String bootstrapServers;

  private LocalBroker(KafkaRaftServer server, String bootstrapServers) {
    this.server = server;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Formats the directory and starts a broker that keeps its data there.
   *
   * @param directory is made if it does not exist; it belongs to the caller, who deletes it after
   *     {@link #close()}
   */
  public static LocalBroker start(Path directory) {
    return start(directory, FreePorts::two);
  }

  static LocalBroker start(Path directory, Supplier<int[]> freePorts) {
    for (int attempt = 1; ; attempt++) {
      int[] ports = freePorts.get();
      Path attemptDirectory = directory.resolve("broker-" + attempt);
      Map<String, String> config = config(ports[0], ports[1], attemptDirectory);
      format(attemptDirectory, config);
      Properties properties = new Properties();
      properties.putAll(config);
      KafkaRaftServer server =
          new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
      try {
        server.startup();
        return new LocalBroker(server, "127.0.0.1:" + ports[0]);
      } catch (RuntimeException e) {
        server.shutdown();
        // Between finding a free port and listening on it, somebody else may have taken it.
        if (attempt == ATTEMPTS || !isPortTaken(e)) {
          throw e;
        }
        log.warn("One of the ports {} and {} is taken; trying others", ports[0], ports[1]);
      }
    }
  }

  private static boolean isPortTaken(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return true;
      }
    }
    return false;
  }

  /** What clients connect to: {@code 127.0.0.1:port}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Stops the broker and waits until it has. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static Map<String, String> config(int port, int controllerPort, Path directory) {
    Map<String, String> config = new LinkedHashMap<>();
    config.put("process.roles", "broker,controller");
    config.put("node.id", Integer.toString(NODE_ID));
    config.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
    config.put("controller.listener.names", "CONTROLLER");
    config.put(
        "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    config.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    config.put("log.dirs", directory.resolve("data").toString());
    config.put("auto.create.topics.enable", "false");
    // One node cannot hold the three copies that are the default.
    config.put("offsets.topic.replication.factor", "1");
    config.put("transaction.state.log.replication.factor", "1");
    config.put("transaction.state.log.min.isr", "1");
    config.put("offsets.topic.num.partitions", "1");
    config.put("transaction.state.log.num.partitions", "1");
    config.put("group.initial.rebalance.delay.ms", "0");
    config.put("group.min.session.timeout.ms", "1000");
    // The defaults are for a machine that does nothing else.
    config.put("num.network.threads", "2");
    config.put("num.io.threads", "4");
    config.put("log.cleaner.dedupe.buffer.size", "2097152");
    return config;
  }

  private static void format(Path directory, Map<String, String> config) {
    Path file = directory.resolve("server.properties");
    try {
      Files.createDirectories(directory);
      Files.writeString(file, asProperties(config));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    String[] arguments = {
      "format", "--config", file.toString(), "--cluster-id", Uuid.randomUuid().toString()
    };
    int exit =
        StorageTool.execute(arguments, new PrintStream(printed, true, StandardCharsets.UTF_8));
    if (exit != 0) {
      throw new IllegalStateException(
          "formatting " + directory + " failed: " + printed.toString(StandardCharsets.UTF_8));
    }
  }

  private static String asProperties(Map<String, String> config) {
    return config.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue().replace("\\", "\\\\"))
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
