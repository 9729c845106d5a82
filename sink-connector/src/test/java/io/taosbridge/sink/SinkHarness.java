package io.taosbridge.sink;

import io.taosbridge.client.Connection;
import io.taosbridge.sink.config.SinkConfig;
import io.taosbridge.sink.insert.Session;
import io.taosbridge.sink.metrics.ShownMetrics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;

/** The engine of one sink task on a server, and what is needed to feed it. */
final class SinkHarness implements AutoCloseable {

  static final String TOPIC = "plant.air";
  static final long RECORD_TIME = 1_714_557_600_000L; // 2024-05-01T10:00:00Z

  final FakeReporter reporter = new FakeReporter();
  final ShownMetrics shown = new ShownMetrics();
  final AtomicInteger sent = new AtomicInteger();
  private final Map<String, String> options = new HashMap<>();
  private final JsonConverter converter = new JsonConverter();
  private final TestServer server;
  private final AtomicLong now = new AtomicLong(1_000_000);
  private final List<SinkRecord> waiting = new ArrayList<>();
  private String scheme = "ws";
  private SettledEngine engine;
  private long nextOffset;

  SinkHarness(TestServer server) {
    this.server = server;
    converter.configure(Map.of("converter.type", "value", "schemas.enable", "false"));
    with("database", server.database())
        .with("database.auto.create", "true")
        .with("database.keep", "36500d")
        .with("stable", "air")
        .with("linger.ms", "60000")
        .with("batch.max.rows", "1000000");
  }

  SinkHarness with(String option, String value) {
    options.put(option, value);
    return this;
  }

  /** Uses another transport than WebSocket. */
  SinkHarness over(String other) {
    scheme = other;
    return this;
  }

  /** A value as Kafka's converter reads it from JSON without a schema. */
  SinkHarness json(String text) {
    return json(text, new ConnectHeaders());
  }

  SinkHarness json(String text, Headers headers) {
    SchemaAndValue read =
        converter.toConnectData(TOPIC, text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    return record(null, read, headers);
  }

  SinkHarness struct(Struct value) {
    return record(null, new SchemaAndValue(value.schema(), value), new ConnectHeaders());
  }

  SinkHarness record(SchemaAndValue key, SchemaAndValue value, Headers headers) {
    return record(TOPIC, key, value, headers);
  }

  SinkHarness record(String topic, SchemaAndValue key, SchemaAndValue value, Headers headers) {
    waiting.add(
        new SinkRecord(
            topic,
            0,
            key == null ? null : key.schema(),
            key == null ? null : key.value(),
            value.schema(),
            value.value(),
            nextOffset++,
            RECORD_TIME,
            TimestampType.CREATE_TIME,
            headers));
    return this;
  }

  /** Hands over the records made so far, and returns the offset that may then be committed. */
  long write() {
    engine().put(List.copyOf(waiting));
    TopicPartition partition =
        new TopicPartition(waiting.isEmpty() ? TOPIC : waiting.get(0).topic(), 0);
    waiting.clear();
    return commit(partition);
  }

  /** Lets some time pass and tries again. */
  long writeLater() {
    now.addAndGet(100_000);
    return commit(new TopicPartition(TOPIC, 0));
  }

  private long commit(TopicPartition partition) {
    Map<TopicPartition, OffsetAndMetadata> committed =
        engine().preCommit(Map.of(partition, new OffsetAndMetadata(nextOffset)));
    engine().put(List.of()); // tells a failure of the commit
    return committed.get(partition).offset();
  }

  private SettledEngine engine() {
    if (engine == null) {
      Map<String, String> settings = new HashMap<>(options);
      settings.put("connection.url", server.url(scheme));
      engine =
          new SettledEngine(
              new SinkConfig(settings),
              () -> new Session(this::connect, this::connectTo),
              reporter,
              now::get,
              shown.metrics);
    }
    return engine;
  }

  private Connection connect() {
    return watched(server.connect(scheme));
  }

  private Connection connectTo(String database) {
    return watched(server.connect(scheme, database));
  }

  private Connection watched(Connection connection) {
    return shown.metrics.watched(CountedConnection.of(connection, sent));
  }

  @Override
  public void close() {
    converter.close();
    if (engine != null) {
      engine.close();
    }
  }
}
