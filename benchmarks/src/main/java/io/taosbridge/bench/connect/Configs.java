package io.taosbridge.bench.connect;

import io.taosbridge.bench.client.MeterDatabase;
import java.util.HashMap;
import java.util.Map;

/** Connectors' configurations. What is not set here is the default. */
public final class Configs {

  private static final String STRING = "org.apache.kafka.connect.storage.StringConverter";
  private static final String JSON = "org.apache.kafka.connect.json.JsonConverter";

  private Configs() {}

  /** Our source, whose values are {@code struct} or {@code line}. */
  public static Map<String, String> source(MeterDatabase database, String format, String topic) {
    Map<String, String> config = new HashMap<>();
    config.put("connector.class", "io.taosbridge.source.TDengineSourceConnector");
    config.put("tasks.max", "1");
    config.put("connection.url", database.server().ours(""));
    config.put("database", database.name());
    config.put("stables", "meters");
    config.put("kafka.topic", topic);
    config.put("value.format", format);
    if (format.equals("line")) {
      // The protocol has no timestamps but the first.
      config.put("fields.exclude", "changed");
    }
    config.putAll(valueConverter(format));
    return config;
  }

  /** The ceiling of a source. */
  public static Map<String, String> prepared(long rows, String format, String topic) {
    Map<String, String> config = new HashMap<>();
    config.put("connector.class", PreparedSource.class.getName());
    config.put("tasks.max", "1");
    config.put(PreparedSource.TOPIC, topic);
    config.put(PreparedSource.ROWS, Long.toString(rows));
    config.put(PreparedSource.FORMAT, format);
    config.putAll(valueConverter(format));
    return config;
  }

  /** Adds what a producer needs to send large batches. */
  public static Map<String, String> tunedProducer(Map<String, String> config) {
    Map<String, String> tuned = new HashMap<>(config);
    tuned.put("producer.override.linger.ms", "20");
    tuned.put("producer.override.batch.size", "262144");
    tuned.put("producer.override.compression.type", "lz4");
    return tuned;
  }

  /** Adds what makes our source write in transactions, on a worker that allows it. */
  public static Map<String, String> exactlyOnce(Map<String, String> source) {
    Map<String, String> config = new HashMap<>(source);
    config.put("exactly.once.support", "required");
    config.put("transaction.boundary", "connector");
    return config;
  }

  /** Adds what makes our source begin with queries of all that is stored. */
  public static Map<String, String> snapshot(Map<String, String> source) {
    Map<String, String> config = new HashMap<>(source);
    config.put("snapshot.mode", "initial");
    return config;
  }

  /** Adds or replaces options. */
  static Map<String, String> with(Map<String, String> config, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(config);
    all.putAll(more);
    return all;
  }

  /** Our sink, for values that are {@code json}, {@code struct} or {@code line}. */
  public static Map<String, String> sink(MeterDatabase database, String format, String topic) {
    Map<String, String> config = new HashMap<>();
    config.put("connector.class", "io.taosbridge.sink.TDengineSinkConnector");
    config.put("tasks.max", "1");
    config.put("topics", topic);
    config.put("connection.url", database.server().ours(""));
    config.put("database", database.name());
    config.put("stable", "meters");
    if (format.equals("json")) {
      config.put("tags", "group_id,location");
    }
    if (format.equals("line")) {
      config.put("input.format", "line");
    }
    config.putAll(valueConverter(format.equals("struct") ? "bytes" : format));
    return config;
  }

  /** The ceiling of a sink. */
  public static Map<String, String> noop(String format, String topic) {
    Map<String, String> config = new HashMap<>();
    config.put("connector.class", NoopSink.class.getName());
    config.put("tasks.max", "1");
    config.put("topics", topic);
    config.putAll(valueConverter(format.equals("struct") ? "bytes" : format));
    return config;
  }

  private static Map<String, String> valueConverter(String format) {
    return switch (format) {
      case "line" -> Map.of("value.converter", STRING);
      case "bytes" -> Map.of("value.converter", MeterConverter.class.getName());
      default -> Map.of("value.converter", JSON, "value.converter.schemas.enable", "false");
    };
  }
}
