package io.taosbridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.local.ConnectRest;
import io.taosbridge.local.ConnectRestException;
import io.taosbridge.local.ConnectorStatus;
import io.taosbridge.local.LocalWorker;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Two new databases and the configurations that replicate one into the other through a topic of
 * their own. All names are unique; connectors, TMQ topics and databases go away in the end.
 */
final class Scenario implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofMinutes(2);

  private final String id = "it_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
  private final Cluster cluster;
  private final String url;
  private final TestDatabase source;
  private final TestDatabase target;

  Scenario(Cluster cluster, String url) {
    this.cluster = cluster;
    this.url = url;
    this.source = new TestDatabase(url, id + "_source");
    this.target = new TestDatabase(url, id + "_target");
  }

  Cluster cluster() {
    return cluster;
  }

  /** Where TDengine is. */
  String url() {
    return url;
  }

  TestDatabase source() {
    return source;
  }

  TestDatabase target() {
    return target;
  }

  String sourceName() {
    return id + "-source";
  }

  String sinkName() {
    return id + "-sink";
  }

  KafkaTopic kafkaTopic() {
    return new KafkaTopic(cluster.bootstrapServers(), id);
  }

  /** Reads one supertable of the source database. */
  Map<String, String> sourceConfig(String stable) {
    Map<String, String> config = connection();
    config.put("connector.class", "io.taosbridge.source.TDengineSourceConnector");
    config.put("tasks.max", "1");
    config.put("database", source.name());
    config.put("stables", stable);
    config.put("kafka.topic", id);
    config.put("topic.creation.default.partitions", "2");
    config.put("topic.creation.default.replication.factor", "1");
    // Kafka would delete records of rows that are older than its default of seven days.
    config.put("topic.creation.default.retention.ms", "-1");
    putConverters(config);
    return config;
  }

  /** Writes into the target database. */
  Map<String, String> sinkConfig() {
    Map<String, String> config = connection();
    config.put("connector.class", "io.taosbridge.sink.TDengineSinkConnector");
    config.put("tasks.max", "1");
    config.put("topics", id);
    config.put("database", target.name());
    config.put("database.auto.create", "true");
    putConverters(config);
    return config;
  }

  /** Deploys both connectors on the shared worker. */
  void replicate(String stable) {
    replicate(stable, cluster.worker());
  }

  void replicate(String stable, LocalWorker worker) {
    deploy(worker.rest(), sourceName(), sourceConfig(stable));
    deploy(worker.rest(), sinkName(), sinkConfig());
    awaitRunning(worker.rest());
  }

  /** On a busy machine a server may take longer than the five seconds that validation waits. */
  static void deploy(ConnectRest rest, String name, Map<String, String> config) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              try {
                rest.putConnector(name, config);
                return true;
              } catch (ConnectRestException e) {
                if (e.getMessage().contains("did not answer within")) {
                  return false;
                }
                throw e;
              }
            });
  }

  /** Asks until it is done: while tasks move, a worker may not know them, or not reach another. */
  static void insist(Runnable request) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(ConnectRestException.class)
        .until(
            () -> {
              request.run();
              return true;
            });
  }

  void awaitRunning(ConnectRest rest) {
    for (String name : new String[] {sourceName(), sinkName()}) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(rest.status(name))
                      .get()
                      .satisfies(status -> assertThat(status.failures()).isEmpty())
                      .matches(ConnectorStatus::isRunning));
    }
  }

  /** Waits until a connector or one of its tasks has failed, and tells why. */
  String awaitFailure(String connector) {
    return await()
        .atMost(PATIENCE)
        .until(
            () ->
                cluster
                    .worker()
                    .rest()
                    .status(connector)
                    .filter(ConnectorStatus::hasFailed)
                    .map(ConnectorStatus::failures)
                    .orElse(""),
            failures -> !failures.isEmpty());
  }

  @Override
  public void close() {
    ConnectRest rest = cluster.worker().rest();
    rest.connectors().stream().filter(name -> name.startsWith(id)).forEach(rest::deleteConnector);
    target.close();
    source.close();
  }

  private Map<String, String> connection() {
    ConnectionOptions options = ConnectionOptions.parse(url);
    Map<String, String> config = new LinkedHashMap<>();
    config.put("connection.url", url);
    config.put("connection.user", options.user());
    config.put("connection.password", options.password());
    return config;
  }

  private static void putConverters(Map<String, String> config) {
    config.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
    config.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
    config.put("value.converter.schemas.enable", "true");
  }
}
