package io.taosbridge.source.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.TmqOptions;
import io.taosbridge.client.error.InterfaceException;
import io.taosbridge.connect.ConnectionConfig;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
  public static final String AUTO_OFFSET_RESET = "auto.offset.reset";
  public static final String OFFSET_OUT_OF_RANGE = "offset.out.of.range";
  public static final String GROUP_ID = "group.id";
  public static final String SERVER_NAME = "server.name";
  public static final String POLL_MAX_WAIT_MS = "poll.max.wait.ms";
  public static final String MIN_POLL_ROWS = "min.poll.rows";
  public static final String TMQ_PREFIX = "tmq.";

  /** Kafka Connect's own. */
  public static final String TRANSFORMS = "transforms";

  /** Which task this is, from 0; the connector sets it. */
  public static final String TASK_NUMBER = "task.number";

  /** Which vgroups of its topics the task reads, all if left out; the connector sets it. */
  public static final String TASK_VGROUPS = "task.vgroups";

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
          "the connector cannot read that format",
          "msg.enable.batchmeta",
          "the connector reads changes one by one",
          "msg.consume.excluded",
          "set " + ReplicationOptions.SKIP);

  /** In bytes: what is appended must fit into TDengine's 192. */
  private static final int LONGEST_GROUP = 170;

  private static final String WHAT = "What to read";
  private static final String READING = "Reading";

  public static final ConfigDef DEFINITION = define();

  private static ConfigDef define() {
    ConfigDef definition = new ConfigDef();
    ConnectionConfig.define(definition);
    defineWhat(definition);
    TargetOptions.define(definition);
    KeyOptions.define(definition);
    ValueOptions.define(definition);
    defineReading(definition);
    DiscoveryOptions.define(definition);
    TransactionOptions.define(definition);
    SnapshotOptions.define(definition);
    LifeOptions.define(definition);
    MetaOptions.define(definition);
    ReplicationOptions.define(definition);
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
                + " Either this, topics.regex, or stables or stables.regex must be given.",
            WHAT,
            1,
            Width.LONG,
            "Topics")
        .define(
            DATABASE,
            ConfigDef.Type.STRING,
            "",
            Importance.HIGH,
            "The database that stables are in; needed with stables and stables.regex only."
                + " Default: none.",
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
                + " for each, unless it exists, and leaves it there when it is deleted, unless"
                + " cleanup.on.stop says otherwise. Either this, stables.regex, topics or"
                + " topics.regex must be given.",
            WHAT,
            3,
            Width.LONG,
            "Supertables");
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
            validator(SourceConfig::checkGroup, "no colon, at most " + LONGEST_GROUP + " bytes"),
            Importance.MEDIUM,
            "What the names of the TMQ consumer groups begin with. Each task appends its number and"
                + " eight characters that no other subscription has, so that what an earlier one"
                + " left behind is never in its way. Default: taosbridge-<name of the connector>.",
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
    putProblemsOfSelection(problems);
    problems.putAll(snapshot().problems(OutOfRangePolicy.valueOf(upper(OFFSET_OUT_OF_RANGE))));
    problems.putAll(ConnectionConfig.contradictions(this));
    try {
      if (connection(Map.of()).transport() != ConnectionOptions.Transport.WEBSOCKET) {
        problems.put(ConnectionConfig.URL, "the source needs a URL with ws:// or wss://");
      }
    } catch (InterfaceException e) {
      problems.put(ConnectionConfig.optionAtFault(this, e), e.getMessage());
    }
    if (group().getBytes(UTF_8).length > LONGEST_GROUP) {
      problems.put(GROUP_ID, "must be of at most " + LONGEST_GROUP + " bytes, not " + group());
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
    problems.putAll(TargetOptions.problems(this));
    problems.putAll(KeyOptions.problems(this));
    problems.putAll(ValueOptions.problems(this));
    problems.putAll(
        meta()
            .problems(
                TargetOptions.of(this),
                KeyOptions.of(this),
                ValueOptions.of(this).format(),
                readsStables()));
    if (problems.isEmpty()) {
      try {
        tmq();
      } catch (InterfaceException e) {
        problems.put(optionOf(e), e.getMessage());
      }
    }
    return problems;
  }

  private void putProblemsOfSelection(Map<String, String> problems) {
    boolean topics = !topics().isEmpty();
    if (topics && discovery().topics().isPresent()) {
      problems.put(
          DiscoveryOptions.TOPICS_REGEX,
          "either " + TOPICS + " or " + DiscoveryOptions.TOPICS_REGEX + " can be given, not both");
    } else if (readsTopics() && readsStables()) {
      problems.put(
          stables().isEmpty() ? DiscoveryOptions.STABLES_REGEX : STABLES,
          "either " + TOPICS + " or " + STABLES + " can be given, by name or pattern, not both");
    } else if (!readsTopics() && !readsStables()) {
      problems.put(
          TOPICS, "either " + TOPICS + " or " + STABLES + " must be given, by name or pattern");
    }
    if (readsStables() && database().isEmpty()) {
      problems.put(DATABASE, "must be given with " + STABLES);
    }
  }

  private boolean readsTopics() {
    return !topics().isEmpty() || discovery().topics().isPresent();
  }

  /** Whether it is supertables that are named, rather than topics. */
  public boolean readsStables() {
    return !stables().isEmpty() || discovery().stables().isPresent();
  }

  public DiscoveryOptions discovery() {
    return DiscoveryOptions.of(this);
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

  /** What the task reads of its topics; empty for all. */
  public String share() {
    return given.getOrDefault(TASK_VGROUPS, "");
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
    if (ReplicationOptions.of(this).skip()) {
      settings.put("msg.consume.excluded", "1");
    }
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

  /** What the names of the groups of all tasks begin with. */
  public String group() {
    String group = getString(GROUP_ID);
    return group != null ? group : "taosbridge-" + connectorName().replace(':', '_');
  }

  public RecordSettings records() {
    return new RecordSettings(
        getString(SERVER_NAME) == null ? connection(Map.of()).hosts() : getString(SERVER_NAME),
        TargetOptions.of(this),
        KeyOptions.of(this),
        ValueOptions.of(this),
        false,
        !given.getOrDefault(TRANSFORMS, "").isBlank(),
        meta());
  }

  public MetaOptions meta() {
    return MetaOptions.of(this);
  }

  public LifeOptions life() {
    return LifeOptions.of(this);
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

  private static void checkGroup(String name, Object value) {
    if (value instanceof String group && (group.isBlank() || group.indexOf(':') >= 0)) {
      throw new ConfigException(name, value, "must not be empty or hold a colon");
    }
  }
}
