package io.taosbridge.source.config;

import io.taosbridge.connect.Template;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * What becomes of changes of schemas and tags, and of deletes.
 *
 * @param topic the Kafka topic of events, over {@code topic} and {@code database}; null if they go
 *     where the rows go
 * @param tombstones whether a dropped table's key gets a tombstone
 */
public record MetaOptions(MetaHandling handling, Template topic, boolean tombstones) {

  public static final String HANDLING = "meta.handling";
  public static final String TOPIC = "meta.topic";
  public static final String TOMBSTONES = "meta.tombstones";

  public static final MetaOptions IGNORE = new MetaOptions(MetaHandling.IGNORE, null, false);

  private static final String GROUP = "Metadata";
  private static final Set<String> PLACEHOLDERS = Set.of("topic", "database");

  /** Adds the options to a definition. */
  static void define(ConfigDef definition) {
    definition
        .define(
            HANDLING,
            ConfigDef.Type.STRING,
            "ignore",
            ConfigDef.ValidString.in("ignore", "events", "replicate"),
            Importance.MEDIUM,
            "What to do with changes of schemas and tags, and with deletes, which TMQ topics made"
                + " WITH META deliver. ignore: they only keep the connector's own knowledge fresh."
                + " events: each becomes a record. replicate: likewise, in the Kafka partition of"
                + " the rows it concerns and in order with them, so that a sink can follow.",
            GROUP,
            1,
            Width.SHORT,
            "Metadata")
        .define(
            TOPIC,
            ConfigDef.Type.STRING,
            "",
            ConfigDef.LambdaValidator.with(
                MetaOptions::checkTopic, () -> "empty, or text with ${topic} ${database}"),
            Importance.MEDIUM,
            "With meta.handling=events: the Kafka topic that events go to; ${topic} (the TMQ topic)"
                + " and ${database} are replaced. Empty: they go where the rows go, and a header"
                + " tdengine.kind tells them apart.",
            GROUP,
            2,
            Width.MEDIUM,
            "Topic of events")
        .define(
            TOMBSTONES,
            ConfigDef.Type.BOOLEAN,
            false,
            Importance.LOW,
            "Whether the event of a dropped table is followed by a record without a value in the"
                + " topic of its rows, with the table as key, so that a compacted topic forgets the"
                + " table.",
            GROUP,
            3,
            Width.SHORT,
            "Tombstones");
  }

  private static void checkTopic(String name, Object value) {
    try {
      Template.parse((String) value, PLACEHOLDERS);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(name, value, e.getMessage());
    }
  }

  static MetaOptions of(AbstractConfig config) {
    String topic = config.getString(TOPIC);
    return new MetaOptions(
        MetaHandling.valueOf(config.getString(HANDLING).toUpperCase(Locale.ROOT)),
        topic.isBlank() ? null : Template.parse(topic, PLACEHOLDERS),
        config.getBoolean(TOMBSTONES));
  }

  /**
   * What contradicts, by option.
   *
   * @param target of rows
   * @param key of rows
   * @param format of rows
   * @param ofStables whether every TMQ topic is of one supertable
   */
  Map<String, String> problems(
      TargetOptions target, KeyOptions key, ValueFormat format, boolean ofStables) {
    Map<String, String> problems = new LinkedHashMap<>();
    if (handling == MetaHandling.IGNORE) {
      if (topic != null) {
        problems.put(TOPIC, "there are no events with " + HANDLING + "=ignore: set events");
      }
      if (tombstones) {
        problems.put(TOMBSTONES, "there are none with " + HANDLING + "=ignore: set events");
      }
      return problems;
    }
    if (format.isText()) {
      problems.put(
          HANDLING,
          "must be ignore where values are text, since events are structs: set "
              + ValueOptions.FORMAT
              + " to struct or map");
    }
    if (tombstones && key.mode() != KeyMode.TABLE) {
      problems.put(TOMBSTONES, "needs the table as key: set " + KeyOptions.MODE + " to table");
    }
    if (handling == MetaHandling.REPLICATE) {
      if (topic != null) {
        problems.put(
            TOPIC,
            "must be empty with "
                + HANDLING
                + "=replicate: events and rows keep their order only in one topic");
      }
      if (target.partitionStrategy() != PartitionStrategy.VGROUP) {
        problems.put(
            TargetOptions.PARTITION_STRATEGY,
            "must be vgroup with "
                + HANDLING
                + "=replicate: events and rows keep their order only in one partition");
      }
    }
    String kafkaTopic = target.kafkaTopic().toString();
    boolean inLine = topic == null;
    if (inLine && (kafkaTopic.contains("${table}") || missesStable(kafkaTopic, ofStables))) {
      problems.put(
          TargetOptions.KAFKA_TOPIC,
          "not every event has a value for ${table} or ${stable}: use ${topic} or ${database}, or"
              + " give the events a topic of their own with "
              + HANDLING
              + "=events and "
              + TOPIC);
    }
    return problems;
  }

  /** Of a table that was dropped, TDengine does not tell the supertable. */
  private static boolean missesStable(String kafkaTopic, boolean ofStables) {
    return !ofStables && kafkaTopic.contains("${stable}");
  }
}
