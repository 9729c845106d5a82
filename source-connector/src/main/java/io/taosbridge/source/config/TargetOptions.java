package io.taosbridge.source.config;

import io.taosbridge.connect.RecordNames;
import io.taosbridge.connect.Template;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * Where records go, and what they tell beside key and value.
 *
 * @param kafkaTopic over {@link #PLACEHOLDERS}
 * @param sanitized whether characters that Kafka refuses in topics are replaced
 * @param kafkaPartitions how many partitions vgroups are spread over
 * @param timestamped whether records have the time of their row
 * @param headers null for no headers
 */
public record TargetOptions(
    Template kafkaTopic,
    boolean sanitized,
    PartitionStrategy partitionStrategy,
    int kafkaPartitions,
    boolean timestamped,
    HeaderNames headers) {

  public static final String KAFKA_TOPIC = "kafka.topic";
  public static final String SANITIZE = "kafka.topic.sanitize";
  public static final String PARTITION_STRATEGY = "partition.strategy";
  public static final String KAFKA_PARTITIONS = "kafka.partitions";
  public static final String RECORD_TIMESTAMP = "record.timestamp";
  public static final String HEADERS_INCLUDE = "headers.include";
  public static final String HEADERS_PREFIX = "headers.prefix";

  /** Of {@link #KAFKA_TOPIC}. */
  public static final Set<String> PLACEHOLDERS =
      Set.of("topic", "database", "stable", "table", "source");

  private static final String CONNECT_PARTITIONS = "topic.creation.default.partitions";
  private static final String GROUP = "Records: where they go";

  /** Which time a record has. */
  private enum RecordTimestamp {
    ROW,
    NONE
  }

  static void define(ConfigDef definition) {
    int order = 0;
    definition
        .define(
            KAFKA_TOPIC,
            ConfigDef.Type.STRING,
            "${topic}",
            ConfigDef.LambdaValidator.with(
                TargetOptions::checkTopic,
                () -> "${topic} ${database} ${stable} ${table} ${source}"),
            Importance.HIGH,
            "The Kafka topic that rows go to. ${topic} (the TMQ topic), ${database}, ${stable},"
                + " ${table} and ${source} are replaced; ${source} is the supertable, or the table"
                + " if it has none, or the TMQ topic if it is a query. Rows without a value for a"
                + " placeholder fail the task.",
            GROUP,
            ++order,
            Width.MEDIUM,
            "Kafka topic")
        .define(
            SANITIZE,
            ConfigDef.Type.BOOLEAN,
            false,
            Importance.LOW,
            "Whether each character of the Kafka topic but letters of ASCII, digits, '.', '_' and"
                + " '-' becomes '_', since Kafka allows no others. Two names may become one then."
                + " Otherwise such a topic fails the task, as one of more than 249 characters"
                + " always does.",
            GROUP,
            ++order,
            Width.SHORT,
            "Replace characters in the Kafka topic")
        .define(
            PARTITION_STRATEGY,
            ConfigDef.Type.STRING,
            Choice.symbol(PartitionStrategy.VGROUP),
            Choice.of(PartitionStrategy.values()),
            Importance.MEDIUM,
            "vgroup: all rows of a vgroup of TDengine go to one Kafka partition, in order. table:"
                + " the producer chooses by key, which must be the table or its tags, so that all"
                + " rows of a table go to one partition, in order. key: the producer chooses by"
                + " key, whatever it is. none: records have no key and the producer spreads them.",
            GROUP,
            ++order,
            Width.SHORT,
            "Partition strategy")
        .define(
            KAFKA_PARTITIONS,
            ConfigDef.Type.INT,
            null,
            ConfigDef.LambdaValidator.with(TargetOptions::checkPartitions, () -> "at least 1"),
            Importance.MEDIUM,
            "With partition.strategy=vgroup: how many partitions of the Kafka topic vgroups are"
                + " dealt to, in turn. Must not be more than the topic has; Kafka Connect does not"
                + " tell a connector that number. Default: topic.creation.default.partitions if that"
                + " is given, else 1.",
            GROUP,
            ++order,
            Width.SHORT,
            "Kafka partitions")
        .define(
            RECORD_TIMESTAMP,
            ConfigDef.Type.STRING,
            Choice.symbol(RecordTimestamp.ROW),
            Choice.of(RecordTimestamp.values()),
            Importance.LOW,
            "The timestamp of records. row: the row's primary timestamp in milliseconds; none for"
                + " rows before 1970, which Kafka refuses. none: the producer takes the time at"
                + " which it sends the record.",
            GROUP,
            ++order,
            Width.SHORT,
            "Timestamp of records")
        .define(
            HEADERS_INCLUDE,
            ConfigDef.Type.BOOLEAN,
            true,
            Importance.LOW,
            "Whether records have headers that tell the database, supertable, table, vgroup, offset"
                + " in TDengine's log and kind of the record.",
            GROUP,
            ++order,
            Width.SHORT,
            "Headers")
        .define(
            HEADERS_PREFIX,
            ConfigDef.Type.STRING,
            RecordNames.HEADER_PREFIX,
            Importance.LOW,
            "What the names of the headers begin with. The sink looks for them under the default.",
            GROUP,
            ++order,
            Width.SHORT,
            "Prefix of headers");
  }

  static TargetOptions of(AbstractConfig config) {
    return new TargetOptions(
        Template.parse(config.getString(KAFKA_TOPIC), PLACEHOLDERS),
        config.getBoolean(SANITIZE),
        Choice.get(config, PARTITION_STRATEGY, PartitionStrategy.class),
        kafkaPartitions(config),
        Choice.get(config, RECORD_TIMESTAMP, RecordTimestamp.class) == RecordTimestamp.ROW,
        config.getBoolean(HEADERS_INCLUDE)
            ? HeaderNames.of(config.getString(HEADERS_PREFIX))
            : null);
  }

  static Map<String, String> problems(AbstractConfig config) {
    Map<String, String> problems = new LinkedHashMap<>();
    KeyMode key = KeyOptions.of(config).mode();
    boolean keyGiven = config.originals().containsKey(KeyOptions.MODE);
    switch (Choice.get(config, PARTITION_STRATEGY, PartitionStrategy.class)) {
      case TABLE -> {
        if (key != KeyMode.TABLE && key != KeyMode.TAGS) {
          problems.put(
              PARTITION_STRATEGY,
              "table needs keys by which a table's rows stay together: set "
                  + KeyOptions.MODE
                  + " to table or tags, or this to key");
        }
      }
      case KEY -> {
        if (key == KeyMode.NONE) {
          problems.put(PARTITION_STRATEGY, "key needs a key, but " + KeyOptions.MODE + " is none");
        }
      }
      case NONE -> {
        if (keyGiven && key != KeyMode.NONE) {
          problems.put(
              PARTITION_STRATEGY,
              "none leaves keys out: take " + KeyOptions.MODE + " away, or set this to key");
        }
      }
      case VGROUP -> {}
    }
    return problems;
  }

  private static int kafkaPartitions(AbstractConfig config) {
    if (config.getInt(KAFKA_PARTITIONS) != null) {
      return config.getInt(KAFKA_PARTITIONS);
    }
    Object created = config.originals().get(CONNECT_PARTITIONS);
    String number = created == null ? "1" : created.toString().strip();
    // -1 leaves it to the broker's default, which a connector cannot know.
    return number.matches("[1-9]\\d{0,8}") ? Integer.parseInt(number) : 1;
  }

  private static void checkTopic(String name, Object value) {
    if (!(value instanceof String text) || text.isBlank()) {
      throw new ConfigException(name, value, "must name a Kafka topic");
    }
    try {
      Template.parse(text, PLACEHOLDERS);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(name, value, e.getMessage());
    }
  }

  private static void checkPartitions(String name, Object value) {
    if (value != null && (Integer) value < 1) {
      throw new ConfigException(name, value, "must be at least 1");
    }
  }
}
