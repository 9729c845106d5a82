package io.taosbridge.bench.connect;

import io.taosbridge.bench.client.MeterDatabase;
import java.io.File;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The vendor's connector. It needs TDengine's client library and a native connection, which the
 * embedded server does not offer, and its source starts only on Kafka Connect up to 3.8.
 *
 * @param plugin the folder it is unpacked in
 * @param url such as {@code jdbc:TAOS://localhost:6030}
 * @param library the folder of {@code libtaos.so}
 * @param kafka the class path of a Kafka Connect that it starts on
 */
public record VendorConnector(Path plugin, String url, Path library, String kafka) {

  /** At the end of the topics it writes to: the table that it reads. */
  private static final String TOPIC_SUFFIX = "_meters";

  private static final String TOPIC_PREFIX = "bench_";
  private static final String STRING = "org.apache.kafka.connect.storage.StringConverter";
  private static final String JSON = "org.apache.kafka.connect.json.JsonConverter";

  /**
   * A new name of a topic that its source can be made to write to. It gives the topic that it makes
   * in TDengine the same name, and leaves it there.
   */
  static String topic() {
    return TOPIC_PREFIX + UUID.randomUUID().toString().replace("-", "") + TOPIC_SUFFIX;
  }

  /** Whether {@link #topic} has made a name. */
  static boolean isTopic(String name) {
    return name.startsWith(TOPIC_PREFIX) && name.endsWith(TOPIC_SUFFIX);
  }

  /** How to start a worker that has it. */
  WorkerSetup worker(String group) {
    return new WorkerSetup(
        group,
        ownClasses() + File.pathSeparator + kafka,
        List.of("-Djava.library.path=" + library),
        Map.of("LD_LIBRARY_PATH", library.toString()),
        Map.of(
            "plugin.path",
            plugin.toAbsolutePath().normalize().getParent().toString(),
            // It names itself nowhere.
            "plugin.discovery",
            "only_scan"));
  }

  /** Where {@link WorkerMain} is, alone: the other worker's Kafka must not come along. */
  private static String ownClasses() {
    return Path.of(WorkerMain.class.getProtectionDomain().getCodeSource().getLocation().getPath())
        .toString();
  }

  /**
   * Its source.
   *
   * @param method {@code subscription} or {@code query}
   * @param format {@code line} or {@code json}
   * @param topic one that {@link #topic} has named
   */
  Map<String, String> source(MeterDatabase database, String method, String format, String topic) {
    Map<String, String> config = connection(database);
    config.put("connector.class", "com.taosdata.kafka.connect.source.TDengineSourceConnector");
    config.put("read.method", method);
    config.put("topic.prefix", topic.substring(0, topic.length() - TOPIC_SUFFIX.length()));
    config.put("topic.delimiter", "_");
    config.put("topic.ignore.db", "true");
    config.put("subscription.group.id", topic);
    config.put("subscription.from", "earliest");
    config.put("timestamp.initial", "2020-01-01 00:00:00");
    config.put("out.format", format);
    config.put("value.converter", format.equals("json") ? JSON : STRING);
    if (format.equals("json")) {
      config.put("value.converter.schemas.enable", "false");
    }
    return config;
  }

  /**
   * Its sink, which takes lines.
   *
   * @param tuning more options
   */
  Map<String, String> sink(MeterDatabase database, String topic, Map<String, String> tuning) {
    Map<String, String> config = connection(database);
    config.put("connector.class", "com.taosdata.kafka.connect.sink.TDengineSinkConnector");
    config.put("topics", topic);
    config.put("db.schemaless", "line");
    config.put("data.precision", "ns");
    config.put("value.converter", STRING);
    config.putAll(tuning);
    return config;
  }

  private Map<String, String> connection(MeterDatabase database) {
    Map<String, String> config = new HashMap<>();
    config.put("tasks.max", "1");
    config.put("connection.url", url);
    config.put("connection.user", database.server().user());
    config.put("connection.password", database.server().password());
    config.put("connection.database", database.name());
    return config;
  }
}
