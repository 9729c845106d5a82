package io.taosbridge.sink.config;

import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.connect.Backoff;
import io.taosbridge.connect.ConnectionConfig;
import io.taosbridge.sink.meta.EventOptions;
import io.taosbridge.sink.record.MappingOptions;
import io.taosbridge.sink.record.Mappings;
import io.taosbridge.sink.record.PlaceTemplate;
import io.taosbridge.sink.record.PolicyOptions;
import io.taosbridge.sink.table.TableOptions;
import io.taosbridge.sink.text.TableRules;
import io.taosbridge.sink.text.TextOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The options of the sink connector. */
public final class SinkConfig extends AbstractConfig {

  static final String RETRY_TIMEOUT_MS = "retry.timeout.ms";
  static final String RETRY_BACKOFF_MS = "retry.backoff.ms";
  static final String RETRY_BACKOFF_MAX_MS = "retry.backoff.max.ms";
  static final String NULL_RECORD = "null.record";

  /** Which of the connector's tasks it is, from 0; set by the connector. */
  public static final String TASK_NUMBER = "task.number";

  private static final String ERRORS_GROUP = "Errors";
  private static final String READ_TIMEOUT = "read_timeout";

  public static final ConfigDef DEFINITION = define();

  public SinkConfig(Map<String, String> settings) {
    super(DEFINITION, settings);
  }

  private static ConfigDef define() {
    ConfigDef definition = new ConfigDef();
    ConnectionConfig.define(definition);
    MappingOptions.define(definition);
    TableOptions.define(definition);
    EventOptions.define(definition);
    ReplicationOptions.define(definition);
    MethodOption.define(definition);
    TextOptions.define(definition);
    WritingOptions.define(definition);
    defineErrors(definition);
    return definition;
  }

  private static void defineErrors(ConfigDef definition) {
    int order = 0;
    definition
        .define(
            RETRY_TIMEOUT_MS,
            ConfigDef.Type.LONG,
            -1L,
            Range.atLeast(-1),
            Importance.MEDIUM,
            "How long a batch is tried again while the server cannot take it, before the task"
                + " fails. -1: for ever.",
            ERRORS_GROUP,
            ++order,
            Width.SHORT,
            "Retry timeout")
        .define(
            RETRY_BACKOFF_MS,
            ConfigDef.Type.LONG,
            1_000L,
            Range.atLeast(1),
            Importance.LOW,
            "The pause before the first retry. It doubles with each one; up to half of it is left"
                + " out by chance.",
            ERRORS_GROUP,
            ++order,
            Width.SHORT,
            "First retry pause")
        .define(
            RETRY_BACKOFF_MAX_MS,
            ConfigDef.Type.LONG,
            30_000L,
            Range.atLeast(1),
            Importance.LOW,
            "The longest pause between two retries.",
            ERRORS_GROUP,
            ++order,
            Width.SHORT,
            "Longest retry pause")
        .define(
            NULL_RECORD,
            ConfigDef.Type.STRING,
            "ignore",
            ValidString.in("ignore", "delete", "fail"),
            Importance.LOW,
            "What to do with a record without a value. ignore: nothing. delete: drop the child or"
                + " normal table that its key names, or if the key is a structure with the table"
                + " as tbname and a timestamp besides, delete that row. fail: treat it as a bad"
                + " record.",
            ERRORS_GROUP,
            ++order,
            Width.SHORT,
            "Records without a value");
  }

  /**
   * Where and how to connect. A server that says nothing is left after a minute, and connecting is
   * tried again as the retry options say.
   */
  public ConnectionOptions connection() {
    Map<String, String> more = new HashMap<>();
    more.put("conn_retries", "0");
    if (!getString(ConnectionConfig.URL).contains(READ_TIMEOUT + "=")) {
      more.put(READ_TIMEOUT, "60");
    }
    return ConnectionConfig.options(this, more);
  }

  /** How the records of each topic become rows. */
  public Mappings mappings() {
    return Mappings.of(originalsStrings());
  }

  /** The target database if it is the same for every record. */
  public Optional<String> fixedDatabase() {
    PlaceTemplate database = mappings().common().names().database();
    return database.isConstant() ? Optional.of(database.toString()) : Optional.empty();
  }

  /** The target supertable if it is the same for every record with fields of its own. */
  public Optional<String> fixedStable() {
    PlaceTemplate stable = mappings().common().names().stable();
    boolean text = text().protocol().isPresent();
    return stable.isConstant() && !text ? Optional.of(stable.toString()) : Optional.empty();
  }

  public TableOptions tables() {
    TableOptions given = TableOptions.of(this);
    return events().follows() ? given.evolving() : given;
  }

  public WriteMethod writeMethod() {
    return MethodOption.of(this, connection().transport());
  }

  /** How values that have fields get to the server. */
  public WriteMethod rowMethod() {
    return MethodOption.ofRows(this, connection().transport());
  }

  /** The name that the connector was given; Kafka Connect gives every one a name. */
  public String connectorName() {
    return originalsStrings().getOrDefault("name", "sink");
  }

  public int taskNumber() {
    return Integer.parseInt(originalsStrings().getOrDefault(TASK_NUMBER, "0"));
  }

  public TextOptions text() {
    return TextOptions.of(this);
  }

  /** What may be done to the supertables of text: all, unless the options say otherwise. */
  public TableRules textTables() {
    TableOptions tables = tables();
    boolean evolve =
        originals().containsKey(TableOptions.AUTO_EVOLVE) ? tables.evolve() : tables.createTables();
    return new TableRules(
        tables.createTables(),
        evolve,
        TableOptions.AUTO_CREATE + "=true",
        TableOptions.AUTO_EVOLVE + "=true");
  }

  /** Options that contradict each other, by the one at fault. */
  public Map<String, String> problems() {
    Map<String, String> problems =
        new LinkedHashMap<>(MethodOption.problems(this, connection().transport()));
    problems.putAll(ConnectionConfig.contradictions(this));
    problems.putAll(text().problems(writeMethod() != WriteMethod.SCHEMALESS));
    if (getString(PolicyOptions.TOO_LONG).equals("widen")) {
      problems.putAll(tables().problemsOfWidening(PolicyOptions.TOO_LONG));
    }
    problems.putAll(events().problems(mappings().common().names()));
    problems.putAll(
        replication()
            .problems(writeMethod(), text().protocol().isPresent(), connection().transport()));
    return problems;
  }

  public EventOptions events() {
    return EventOptions.of(this);
  }

  public ReplicationOptions replication() {
    return ReplicationOptions.of(this);
  }

  public WritingOptions writing() {
    return WritingOptions.of(this);
  }

  public NullRecord nullRecord() {
    return NullRecord.valueOf(getString(NULL_RECORD).toUpperCase(Locale.ROOT));
  }

  public Retries retries(Clock clock) {
    long longest = Math.max(getLong(RETRY_BACKOFF_MS), getLong(RETRY_BACKOFF_MAX_MS));
    return new Retries(
        new Backoff(Duration.ofMillis(getLong(RETRY_BACKOFF_MS)), Duration.ofMillis(longest)),
        Duration.ofMillis(getLong(RETRY_TIMEOUT_MS)),
        clock);
  }
}
