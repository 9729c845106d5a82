package io.taosbridge.sink;

import io.taosbridge.block.Precision;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.connect.Backoff;
import io.taosbridge.connect.ConnectionConfig;
import io.taosbridge.connect.Template;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** The options of the sink connector. */
final class SinkConfig extends AbstractConfig {

  static final String DATABASE = "database";
  static final String STABLE = "stable";
  static final String TABLE = "table";
  static final String TAGS = "tags";
  static final String TIMESTAMP_FIELD = "timestamp.field";
  static final String TIMESTAMP_UNIT = "timestamp.unit";
  static final String AUTO_CREATE = "auto.create";
  static final String DATABASE_AUTO_CREATE = "database.auto.create";
  static final String DATABASE_PRECISION = "database.precision";
  static final String DATABASE_VGROUPS = "database.vgroups";
  static final String BATCH_MAX_ROWS = "batch.max.rows";
  static final String BATCH_MAX_BYTES = "batch.max.bytes";
  static final String LINGER_MS = "linger.ms";
  static final String RETRY_TIMEOUT_MS = "retry.timeout.ms";
  static final String RETRY_BACKOFF_MS = "retry.backoff.ms";
  static final String RETRY_BACKOFF_MAX_MS = "retry.backoff.max.ms";
  static final String NULL_RECORD = "null.record";

  private static final String TARGET_GROUP = "Target";
  private static final String TABLES_GROUP = "Tables";
  private static final String WRITING_GROUP = "Writing";
  private static final String ERRORS_GROUP = "Errors";
  private static final String FAIL = "fail";
  private static final String READ_TIMEOUT = "read_timeout";

  static final ConfigDef DEFINITION = define();

  SinkConfig(Map<String, String> settings) {
    super(DEFINITION, settings);
  }

  private static ConfigDef define() {
    ConfigDef definition = new ConfigDef();
    ConnectionConfig.define(definition);
    defineTarget(definition);
    defineTables(definition);
    defineWriting(definition);
    defineErrors(definition);
    return definition;
  }

  private static void defineTarget(ConfigDef definition) {
    int order = 0;
    definition
        .define(
            DATABASE,
            ConfigDef.Type.STRING,
            "${database}",
            new TemplateValidator(TargetNames.DATABASE_PLACEHOLDERS),
            Importance.HIGH,
            "The database to write to. ${database} is the one the record comes from (schema"
                + " parameter tdengine.database), ${topic} the Kafka topic.",
            TARGET_GROUP,
            ++order,
            Width.MEDIUM,
            "Database")
        .define(
            STABLE,
            ConfigDef.Type.STRING,
            "${stable}",
            new TemplateValidator(TargetNames.STABLE_PLACEHOLDERS),
            Importance.HIGH,
            "The supertable to write to. ${stable} is the one the record comes from (schema"
                + " parameter tdengine.stable); ${database} and ${topic} may be used too.",
            TARGET_GROUP,
            ++order,
            Width.MEDIUM,
            "Supertable")
        .define(
            TABLE,
            ConfigDef.Type.STRING,
            "${table}",
            new TemplateValidator(TargetNames.TABLE_PLACEHOLDERS),
            Importance.HIGH,
            "The child table to write to. ${table} is the record's field tbname or, without one,"
                + " its header tdengine.table; ${key} is the record's key as text; ${stable},"
                + " ${database} and ${topic} may be used too.",
            TARGET_GROUP,
            ++order,
            Width.MEDIUM,
            "Child table")
        .define(
            TIMESTAMP_FIELD,
            ConfigDef.Type.STRING,
            "",
            Importance.MEDIUM,
            "The field that is the primary timestamp. Empty: the first field that is no tag.",
            TARGET_GROUP,
            ++order,
            Width.MEDIUM,
            "Timestamp field")
        .define(
            TIMESTAMP_UNIT,
            ConfigDef.Type.STRING,
            "ms",
            ValidString.in("ms", "us", "ns"),
            Importance.MEDIUM,
            "What an INT64 counts that is written to a TIMESTAMP: ms, us or ns. Only for records"
                + " whose schema does not say so by its parameter tdengine.precision.",
            TARGET_GROUP,
            ++order,
            Width.SHORT,
            "Timestamp unit")
        .define(
            TAGS,
            ConfigDef.Type.LIST,
            List.of(),
            Importance.MEDIUM,
            "The fields that are tags of a supertable to be created, besides those whose schema"
                + " says so by its parameter tdengine.tag.",
            TARGET_GROUP,
            ++order,
            Width.LONG,
            "Tags");
  }

  private static void defineTables(ConfigDef definition) {
    int order = 0;
    definition
        .define(
            AUTO_CREATE,
            ConfigDef.Type.BOOLEAN,
            true,
            Importance.HIGH,
            "Whether missing supertables and child tables are created. Otherwise they are an"
                + " error that names the statement which creates them.",
            TABLES_GROUP,
            ++order,
            Width.SHORT,
            "Create tables")
        .define(
            DATABASE_AUTO_CREATE,
            ConfigDef.Type.BOOLEAN,
            false,
            Importance.MEDIUM,
            "Whether a missing database is created.",
            TABLES_GROUP,
            ++order,
            Width.SHORT,
            "Create databases")
        .define(
            DATABASE_PRECISION,
            ConfigDef.Type.STRING,
            "",
            ValidString.in("", "ms", "us", "ns"),
            Importance.LOW,
            "The precision of a database to be created: ms, us or ns. Empty: the record's own.",
            TABLES_GROUP,
            ++order,
            Width.SHORT,
            "Precision of new databases")
        .define(
            DATABASE_VGROUPS,
            ConfigDef.Type.INT,
            0,
            Range.between(0, 1024),
            Importance.LOW,
            "The number of vgroups of a database to be created. 0: the server's default.",
            TABLES_GROUP,
            ++order,
            Width.SHORT,
            "Vgroups of new databases");
  }

  private static void defineWriting(ConfigDef definition) {
    int order = 0;
    definition
        .define(
            BATCH_MAX_ROWS,
            ConfigDef.Type.INT,
            10_000,
            Range.between(1, 1_000_000),
            Importance.MEDIUM,
            "A batch is written when it has this many rows.",
            WRITING_GROUP,
            ++order,
            Width.SHORT,
            "Rows per batch")
        .define(
            BATCH_MAX_BYTES,
            ConfigDef.Type.LONG,
            16L * 1024 * 1024,
            Range.between(1024, 128L * 1024 * 1024),
            Importance.MEDIUM,
            "A batch is written when it has about this many bytes.",
            WRITING_GROUP,
            ++order,
            Width.SHORT,
            "Bytes per batch")
        .define(
            LINGER_MS,
            ConfigDef.Type.LONG,
            100L,
            Range.between(0, 60_000),
            Importance.MEDIUM,
            "A batch is written when its first record has waited this long for others. Everything"
                + " is written before offsets are committed in any case.",
            WRITING_GROUP,
            ++order,
            Width.SHORT,
            "Longest wait for a batch");
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
            ValidString.in("ignore", FAIL),
            Importance.LOW,
            "What to do with a record without a value: ignore it, or fail, which treats it as a"
                + " bad record.",
            ERRORS_GROUP,
            ++order,
            Width.SHORT,
            "Records without a value");
  }

  /**
   * Where and how to connect. A call ends before the worker takes the task for dead
   * (max.poll.interval.ms, 300 s), and connecting is tried again as the retry options say.
   */
  ConnectionOptions connection() {
    Map<String, String> more = new HashMap<>();
    more.put("conn_retries", "0");
    if (!getString(ConnectionConfig.URL).contains(READ_TIMEOUT + "=")) {
      more.put(READ_TIMEOUT, "60");
    }
    return ConnectionConfig.options(this, more);
  }

  TargetNames names() {
    return new TargetNames(
        Template.parse(getString(DATABASE), TargetNames.DATABASE_PLACEHOLDERS),
        Template.parse(getString(STABLE), TargetNames.STABLE_PLACEHOLDERS),
        Template.parse(getString(TABLE), TargetNames.TABLE_PLACEHOLDERS));
  }

  /** The target database if it is the same for every record. */
  Optional<String> fixedDatabase() {
    String database = getString(DATABASE);
    return database.contains("${") ? Optional.empty() : Optional.of(database);
  }

  WritePlanner.Settings planning() {
    return new WritePlanner.Settings(
        getString(TIMESTAMP_FIELD),
        Precision.ofSymbol(getString(TIMESTAMP_UNIT)),
        new LinkedHashSet<>(getList(TAGS)),
        getBoolean(AUTO_CREATE));
  }

  TargetTables.Settings tables() {
    String precision = getString(DATABASE_PRECISION);
    return new TargetTables.Settings(
        getBoolean(AUTO_CREATE),
        getBoolean(DATABASE_AUTO_CREATE),
        precision.isEmpty() ? null : Precision.ofSymbol(precision),
        getInt(DATABASE_VGROUPS));
  }

  SinkEngine.BatchSettings batches() {
    return new SinkEngine.BatchSettings(
        getInt(BATCH_MAX_ROWS),
        getLong(BATCH_MAX_BYTES),
        Duration.ofMillis(getLong(LINGER_MS)),
        getString(NULL_RECORD).equals(FAIL));
  }

  Retries retries(SinkEngine.Clock clock) {
    long longest = Math.max(getLong(RETRY_BACKOFF_MS), getLong(RETRY_BACKOFF_MAX_MS));
    return new Retries(
        new Backoff(Duration.ofMillis(getLong(RETRY_BACKOFF_MS)), Duration.ofMillis(longest)),
        Duration.ofMillis(getLong(RETRY_TIMEOUT_MS)),
        clock);
  }

  /** Accepts templates over the given placeholders. */
  private record TemplateValidator(Set<String> placeholders) implements ConfigDef.Validator {

    @Override
    public void ensureValid(String name, Object value) {
      String text = (String) value;
      if (text == null || text.isBlank()) {
        throw new ConfigException(name, value, "must not be empty");
      }
      try {
        Template.parse(text, placeholders);
      } catch (IllegalArgumentException e) {
        throw new ConfigException(name, value, e.getMessage());
      }
    }

    @Override
    public String toString() {
      return "text with placeholders of " + placeholders;
    }
  }
}
