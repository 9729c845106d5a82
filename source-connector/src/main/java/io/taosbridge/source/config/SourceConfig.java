package io.taosbridge.source.config;

import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.TmqOptions;
import io.taosbridge.client.error.InterfaceException;
import io.taosbridge.connect.ConnectionConfig;
import io.taosbridge.connect.Template;
import io.taosbridge.source.transaction.TransactionOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** The options of the source connector. */
public final class SourceConfig extends AbstractConfig {

  public static final String TOPICS = "topics";
  public static final String DATABASE = "database";
  public static final String STABLES = "stables";
  public static final String KAFKA_TOPIC = "kafka.topic";
  public static final String PARTITION_STRATEGY = "partition.strategy";
  public static final String KAFKA_PARTITIONS = "kafka.partitions";
  public static final String TAGS_INCLUDE = "tags.include";
  public static final String TBNAME_INCLUDE = "tbname.include";
  public static final String AUTO_OFFSET_RESET = "auto.offset.reset";
  public static final String OFFSET_OUT_OF_RANGE = "offset.out.of.range";
  public static final String GROUP_ID = "group.id";
  public static final String SERVER_NAME = "server.name";
  public static final String POLL_MAX_WAIT_MS = "poll.max.wait.ms";
  public static final String MIN_POLL_ROWS = "min.poll.rows";
  public static final String TMQ_PREFIX = "tmq.";

  /** Which task this is, from 0; the connector sets it. */
  public static final String TASK_NUMBER = "task.number";

  public static final Set<String> PLACEHOLDERS = Set.of("topic", "database", "stable", "table");

  /** Settings of TMQ that the connector makes itself, or that would break its positions. */
  private static final Map<String, String> RESERVED_TMQ =
      Map.of(
          "group.id",
          "set " + GROUP_ID,
          "auto.offset.reset",
          "set " + AUTO_OFFSET_RESET,
          "min.poll.rows",
          "set " + MIN_POLL_ROWS,
          "enable.auto.commit",
          "the connector commits what is in Kafka",
          "experimental.snapshot.enable",
          "a snapshot has no offsets to go on from",
          "msg.consume.rawdata",
          "the connector cannot read that format");

  private static final String CONNECT_PARTITIONS = "topic.creation.default.partitions";
  private static final String WHAT = "What to read";
  private static final String RECORDS = "Records";
  private static final String READING = "Reading";

  public static final ConfigDef DEFINITION = define();

  private static ConfigDef define() {
    ConfigDef definition = new ConfigDef();
    ConnectionConfig.define(definition);
    defineWhat(definition);
    defineRecords(definition);
    defineReading(definition);
    TransactionOptions.define(definition);
    SnapshotOptions.define(definition);
    return definition;
  }

  private static void defineWhat(ConfigDef definition) {
    definition
        .define(
            TOPICS,
            ConfigDef.Type.LIST,
            List.of(),
            Importance.HIGH,
            "TMQ topics to read, which exist in TDengine: on supertables, databases or queries."
                + " Either this or stables must be given.",
            WHAT,
            1,
            Width.LONG,
            "Topics")
        .define(
            DATABASE,
            ConfigDef.Type.STRING,
            "",
            Importance.HIGH,
            "The database that stables are in; needed with stables only. Default: none.",
            WHAT,
            2,
            Width.MEDIUM,
            "Database")
        .define(
            STABLES,
            ConfigDef.Type.LIST,
            List.of(),
            Importance.HIGH,
            "Supertables to read. The connector makes a TMQ topic taosbridge_<database>_<stable>"
                + " for each, unless it exists, and leaves it there when it is deleted. Either this"
                + " or topics must be given.",
            WHAT,
            3,
            Width.LONG,
            "Supertables");
  }

  private static void defineRecords(ConfigDef definition) {
    definition
        .define(
            KAFKA_TOPIC,
            ConfigDef.Type.STRING,
            "${topic}",
            validator(SourceConfig::checkTemplate, "${topic} ${database} ${stable} ${table}"),
            Importance.HIGH,
            "The Kafka topic that rows go to. ${topic} (the TMQ topic), ${database}, ${stable} and"
                + " ${table} are replaced. Rows without a value for a placeholder fail the task.",
            RECORDS,
            1,
            Width.MEDIUM,
            "Kafka topic")
        .define(
            PARTITION_STRATEGY,
            ConfigDef.Type.STRING,
            "vgroup",
            oneOf(PartitionStrategy.values()),
            Importance.MEDIUM,
            "vgroup: all rows of a vgroup of TDengine go to one Kafka partition, in order. table:"
                + " the producer chooses by key, so that all rows of a table go to one partition, in"
                + " order. none: records have no key and the producer spreads them.",
            RECORDS,
            2,
            Width.SHORT,
            "Partition strategy")
        .define(
            KAFKA_PARTITIONS,
            ConfigDef.Type.INT,
            null,
            validator(SourceConfig::checkPartitions, "at least 1"),
            Importance.MEDIUM,
            "With partition.strategy=vgroup: how many partitions of the Kafka topic vgroups are"
                + " dealt to, in turn. Must not be more than the topic has; Kafka Connect does not"
                + " tell a connector that number. Default: topic.creation.default.partitions if that"
                + " is given, else 1.",
            RECORDS,
            3,
            Width.SHORT,
            "Kafka partitions")
        .define(
            TAGS_INCLUDE,
            ConfigDef.Type.BOOLEAN,
            true,
            Importance.MEDIUM,
            "Whether records hold the tags of the child table. They are read by SQL when a table is"
                + " first seen.",
            RECORDS,
            4,
            Width.SHORT,
            "Tags")
        .define(
            TBNAME_INCLUDE,
            ConfigDef.Type.BOOLEAN,
            true,
            Importance.MEDIUM,
            "Whether records hold the name of the table in a field tbname. The key and a header"
                + " hold it anyway.",
            RECORDS,
            5,
            Width.SHORT,
            "Table name");
  }

  private static void defineReading(ConfigDef definition) {
    definition
        .define(
            AUTO_OFFSET_RESET,
            ConfigDef.Type.STRING,
            "earliest",
            oneOf(OffsetReset.values()),
            Importance.HIGH,
            "Where to start in a vgroup for which Kafka Connect has no offset. earliest: at the"
                + " begin of TDengine's log. latest: with rows written from now on.",
            READING,
            1,
            Width.SHORT,
            "Start")
        .define(
            OFFSET_OUT_OF_RANGE,
            ConfigDef.Type.STRING,
            "fail",
            oneOf(OutOfRangePolicy.values()),
            Importance.HIGH,
            "What to do when TDengine recycled log entries before they were read. fail: the task"
                + " fails and says what is missing. earliest: go on with the first entry there is,"
                + " and log what is missing. snapshot: read by query all rows that the tables of the"
                + " vgroup hold, then go on with the log.",
            READING,
            2,
            Width.SHORT,
            "Lost log entries")
        .define(
            GROUP_ID,
            ConfigDef.Type.STRING,
            null,
            validator(SourceConfig::checkGroup, "no colon, at most 180 characters"),
            Importance.MEDIUM,
            "The TMQ consumer group; each task appends its number. No other consumer may use these"
                + " groups. Default: taosbridge-<name of the connector>.",
            READING,
            3,
            Width.MEDIUM,
            "Consumer group")
        .define(
            SERVER_NAME,
            ConfigDef.Type.STRING,
            null,
            Importance.MEDIUM,
            "The name of the TDengine in Kafka Connect's offsets. Set it if hosts may change while"
                + " the data stays. Default: the hosts of connection.url.",
            READING,
            4,
            Width.MEDIUM,
            "Server name")
        .define(
            POLL_MAX_WAIT_MS,
            ConfigDef.Type.INT,
            500,
            ConfigDef.Range.between(1, 60_000),
            Importance.LOW,
            "How long to wait for rows before Kafka Connect may do something else, such as stop the"
                + " task.",
            READING,
            5,
            Width.SHORT,
            "Longest wait (ms)")
        .define(
            MIN_POLL_ROWS,
            ConfigDef.Type.INT,
            4096,
            ConfigDef.Range.between(1, 1_000_000),
            Importance.LOW,
            "How many rows TDengine collects for a message if there are so many at once. A message"
                + " is the unit of delivery: after a restart at most one per vgroup is repeated."
                + " Other settings of TMQ can be given by their own names behind tmq., such as"
                + " tmq.fetch.max.wait.ms.",
            READING,
            6,
            Width.SHORT,
            "Rows in a message");
  }

  private final Map<String, String> given;

  /**
   * @throws ConfigException naming an option that is wrong, alone or together with others
   */
  public SourceConfig(Map<String, String> given) {
    this(given, DEFINITION.parse(given));
    Map<String, String> problems = problems();
    if (!problems.isEmpty()) {
      String option = problems.keySet().iterator().next();
      throw new ConfigException(option + ": " + problems.get(option));
    }
  }

  private SourceConfig(Map<String, String> given, Map<String, Object> parsed) {
    super(DEFINITION, given, parsed, false);
    this.given = Map.copyOf(given);
  }

  /** The problems of options that are valid each for itself, by name. */
  public static Map<String, String> problems(Map<String, String> given) {
    return new SourceConfig(given, DEFINITION.parse(given)).problems();
  }

  private Map<String, String> problems() {
    Map<String, String> problems = new LinkedHashMap<>();
    boolean topics = !topics().isEmpty();
    boolean stables = !stables().isEmpty();
    if (topics && stables) {
      problems.put(STABLES, "either " + TOPICS + " or " + STABLES + " can be given, not both");
    } else if (!topics && !stables) {
      problems.put(TOPICS, "either " + TOPICS + " or " + STABLES + " must be given");
    }
    if (stables && database().isEmpty()) {
      problems.put(DATABASE, "must be given with " + STABLES);
    }
    problems.putAll(snapshot().problems(OutOfRangePolicy.valueOf(upper(OFFSET_OUT_OF_RANGE))));
    try {
      if (connection(Map.of()).transport() != ConnectionOptions.Transport.WEBSOCKET) {
        problems.put(ConnectionConfig.URL, "the source needs a URL with ws:// or wss://");
      }
    } catch (InterfaceException e) {
      problems.put(ConnectionConfig.URL, e.getMessage());
    }
    tmqSettings()
        .keySet()
        .forEach(
            name -> {
              String reason = RESERVED_TMQ.get(name);
              if (reason != null) {
                problems.put(TMQ_PREFIX + name, "cannot be given: " + reason);
              }
            });
    if (problems.isEmpty()) {
      try {
        tmq();
      } catch (InterfaceException e) {
        problems.put(optionOf(e), e.getMessage());
      }
    }
    return problems;
  }

  private String optionOf(InterfaceException e) {
    return tmqSettings().keySet().stream()
        .filter(name -> e.getMessage().contains(name))
        .map(name -> TMQ_PREFIX + name)
        .findFirst()
        .orElse(GROUP_ID);
  }

  public List<String> topics() {
    return distinct(getList(TOPICS));
  }

  public List<String> stables() {
    return distinct(getList(STABLES));
  }

  private static List<String> distinct(List<String> names) {
    return List.copyOf(
        new LinkedHashSet<>(names.stream().filter(name -> !name.isBlank()).toList()));
  }

  public String database() {
    return getString(DATABASE);
  }

  /**
   * @param more parameters of the URL, which win over it
   */
  public ConnectionOptions connection(Map<String, String> more) {
    return ConnectionConfig.options(this, more);
  }

  public TmqOptions tmq() {
    Map<String, String> settings = new HashMap<>(tmqSettings());
    settings.put("group.id", group() + "-" + taskNumber());
    settings.put("min.poll.rows", Integer.toString(getInt(MIN_POLL_ROWS)));
    // Every start is sought; this only keeps the server from having an opinion of its own.
    settings.put("auto.offset.reset", "earliest");
    return new TmqOptions(settings);
  }

  private Map<String, String> tmqSettings() {
    Map<String, String> settings = new LinkedHashMap<>();
    given.forEach(
        (name, value) -> {
          if (name.startsWith(TMQ_PREFIX)) {
            settings.put(name.substring(TMQ_PREFIX.length()), value);
          }
        });
    return settings;
  }

  /** The name that the connector was given; Kafka Connect gives every one a name. */
  public String connectorName() {
    return given.getOrDefault("name", "source");
  }

  public int taskNumber() {
    return Integer.parseInt(given.getOrDefault(TASK_NUMBER, "0"));
  }

  private String group() {
    String group = getString(GROUP_ID);
    return group != null ? group : "taosbridge-" + connectorName().replace(':', '_');
  }

  public RecordSettings records() {
    return new RecordSettings(
        getString(SERVER_NAME) == null ? connection(Map.of()).hosts() : getString(SERVER_NAME),
        Template.parse(getString(KAFKA_TOPIC), PLACEHOLDERS),
        PartitionStrategy.valueOf(upper(PARTITION_STRATEGY)),
        kafkaPartitions(),
        getBoolean(TAGS_INCLUDE),
        getBoolean(TBNAME_INCLUDE),
        false);
  }

  private int kafkaPartitions() {
    if (getInt(KAFKA_PARTITIONS) != null) {
      return getInt(KAFKA_PARTITIONS);
    }
    String created = given.getOrDefault(CONNECT_PARTITIONS, "1").strip();
    // -1 leaves it to the broker's default, which a connector cannot know.
    return created.matches("[1-9]\\d{0,8}") ? Integer.parseInt(created) : 1;
  }

  public TransactionOptions transactions() {
    return TransactionOptions.of(this);
  }

  public OffsetReset offsetReset() {
    return OffsetReset.valueOf(upper(AUTO_OFFSET_RESET));
  }

  public SnapshotOptions snapshot() {
    return SnapshotOptions.of(this);
  }

  public OutOfRangePolicy outOfRange() {
    return snapshot().outOfRange(OutOfRangePolicy.valueOf(upper(OFFSET_OUT_OF_RANGE)));
  }

  /** How long one poll waits for data. */
  public Duration pollWait() {
    return Duration.ofMillis(getInt(POLL_MAX_WAIT_MS));
  }

  private String upper(String option) {
    return getString(option).toUpperCase(Locale.ROOT);
  }

  private static ConfigDef.Validator oneOf(Enum<?>[] values) {
    return ConfigDef.ValidString.in(
        Arrays.stream(values)
            .map(value -> value.name().toLowerCase(Locale.ROOT))
            .toArray(String[]::new));
  }

  private static ConfigDef.Validator validator(ConfigDef.Validator check, String text) {
    return ConfigDef.LambdaValidator.with(check::ensureValid, () -> text);
  }

  private static void checkTemplate(String name, Object value) {
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

  private static void checkGroup(String name, Object value) {
    if (value instanceof String group
        && (group.isBlank() || group.indexOf(':') >= 0 || group.length() > 180)) {
      throw new ConfigException(
          name, value, "must not be empty, hold a colon or be longer than 180 characters");
    }
  }
}
