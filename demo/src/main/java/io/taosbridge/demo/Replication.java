package io.taosbridge.demo;

import io.taosbridge.client.Connection;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.local.ConnectRest;
import io.taosbridge.local.ConnectorStatus;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The two connectors at work: posts their configurations and waits until every row has arrived. */
final class Replication implements AutoCloseable {

  private static final Duration WITHOUT_PROGRESS = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final ConnectRest rest;
  private final Side target;
  private final ExampleConfig source;
  private final ExampleConfig sink;
  private final TopicState topic;

  Replication(ConnectRest rest, String bootstrapServers, Side from, Side to) {
    this.rest = rest;
    this.target = to;
    this.source =
        ExampleConfig.read("tdengine-source.json")
            .with(from.connectorOptions())
            .with(Map.of("database", from.database()));
    this.sink =
        ExampleConfig.read("tdengine-sink.json")
            .with(to.connectorOptions())
            .with(Map.of("database", to.database()));
    this.topic = new TopicState(bootstrapServers, topicName(), sink.name());
  }

  List<String> connectors() {
    return List.of(source.name(), sink.name());
  }

  /** The Kafka topic between the two. */
  String topicName() {
    return sink.config().get("topics");
  }

  void start() {
    rest.putConnector(source.name(), source.config());
    rest.putConnector(sink.name(), sink.config());
  }

  /**
   * Waits until the target has so many rows, or nothing has arrived for a while.
   *
   * @return the rows that have arrived
   * @throws DemoFailure if a task fails
   */
  long await(long rows, ProgressLine progress) throws InterruptedException {
    try (Connection connection = target.connect()) {
      long arrived = 0;
      long lastProgress = System.nanoTime();
      while (arrived < rows && System.nanoTime() - lastProgress < WITHOUT_PROGRESS.toNanos()) {
        Thread.sleep(PAUSE.toMillis());
        long now = count(connection);
        if (now > arrived) {
          arrived = now;
          lastProgress = System.nanoTime();
        }
        failIfATaskHasFailed();
        progress.update(arrived, String.format(Locale.ROOT, "  (%,d in Kafka)", topic.records()));
      }
      return arrived;
    }
  }

  /** Waits until the sink has reported everything as done, for a few seconds at most. */
  long awaitLag(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    long lag = topic.lag();
    while (lag > 0 && System.nanoTime() < deadline) {
      Thread.sleep(PAUSE.toMillis());
      lag = topic.lag();
    }
    return lag;
  }

  long recordsInKafka() {
    return topic.records();
  }

  @Override
  public void close() {
    topic.close();
  }

  private long count(Connection connection) {
    String sql = "SELECT COUNT(*) FROM " + target.database() + "." + AirQuality.STABLE;
    try (QueryResult result = connection.query(sql)) {
      List<Row> rows = result.fetchAll();
      return rows.isEmpty() ? 0 : rows.get(0).getLong(0);
    } catch (TDengineException e) {
      // The sink has not made the supertable yet.
      return 0;
    }
  }

  private void failIfATaskHasFailed() {
    for (String name : connectors()) {
      Optional<ConnectorStatus> failed = rest.status(name).filter(ConnectorStatus::hasFailed);
      if (failed.isPresent()) {
        throw new DemoFailure("Connector " + name + " failed: " + failed.get().failures());
      }
    }
  }
}
