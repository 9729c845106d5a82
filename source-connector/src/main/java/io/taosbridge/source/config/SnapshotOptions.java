package io.taosbridge.source.config;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * When and how rows are read by query.
 *
 * @param chunkRows about how many rows one query reads
 * @param from the first time to read, or null for all there are
 * @param to the time before which to read, or null for all there are
 */
public record SnapshotOptions(SnapshotMode mode, int chunkRows, Instant from, Instant to) {

  public static final String MODE = "snapshot.mode";
  public static final String CHUNK_ROWS = "snapshot.chunk.rows";
  public static final String FROM = "snapshot.from";
  public static final String TO = "snapshot.to";

  private static final String GROUP = "Snapshot";

  /** Adds the options to a definition. */
  public static void define(ConfigDef definition) {
    definition
        .define(
            MODE,
            ConfigDef.Type.STRING,
            "never",
            ConfigDef.ValidString.in("never", "initial", "when_needed", "only"),
            Importance.HIGH,
            "When to read the rows that a table holds by query, since TDengine's log holds what was"
                + " written lately only (WAL_RETENTION_PERIOD). never: rows come from the log alone."
                + " initial: a vgroup that was never read begins with a snapshot, which the log"
                + " follows. when_needed: as initial, and also when TDengine recycled log entries"
                + " before they were read. only: as initial, but the log is not read. A snapshot"
                + " needs topics on supertables or databases.",
            GROUP,
            1,
            Width.SHORT,
            "Snapshot")
        .define(
            CHUNK_ROWS,
            ConfigDef.Type.INT,
            100_000,
            ConfigDef.Range.between(1, 100_000_000),
            Importance.LOW,
            "About how many rows one query of a snapshot reads. After a crash or a lost connection"
                + " a snapshot goes on with the query it was at, so that is what may be repeated."
                + " Rows are passed on while they come, whatever their number.",
            GROUP,
            2,
            Width.SHORT,
            "Rows in a query")
        .define(
            FROM,
            ConfigDef.Type.STRING,
            "",
            ConfigDef.LambdaValidator.with(SnapshotOptions::check, () -> "2024-12-31T00:00:00Z"),
            Importance.LOW,
            "Leave older rows out of snapshots: the first time to read, such as"
                + " 2024-12-31T00:00:00Z. Default: none, all rows are read.",
            GROUP,
            3,
            Width.MEDIUM,
            "Snapshot from")
        .define(
            TO,
            ConfigDef.Type.STRING,
            "",
            ConfigDef.LambdaValidator.with(SnapshotOptions::check, () -> "2024-12-31T00:00:00Z"),
            Importance.LOW,
            "Leave rows of this time and later out of snapshots, such as 2025-01-01T00:00:00Z."
                + " Rows that are written after the snapshot began come from the log, whatever their"
                + " time. Default: none, all rows are read.",
            GROUP,
            4,
            Width.MEDIUM,
            "Snapshot to");
  }

  public static SnapshotOptions of(AbstractConfig config) {
    return new SnapshotOptions(
        SnapshotMode.valueOf(config.getString(MODE).toUpperCase(Locale.ROOT)),
        config.getInt(CHUNK_ROWS),
        instant(config.getString(FROM)),
        instant(config.getString(TO)));
  }

  /** What contradicts each other, by the name of the option at fault. */
  public Map<String, String> problems(OutOfRangePolicy outOfRange) {
    Map<String, String> problems = new LinkedHashMap<>();
    if (from != null && to != null && !from.isBefore(to)) {
      problems.put(TO, "must be later than " + FROM);
    }
    if (mode == SnapshotMode.WHEN_NEEDED && outOfRange == OutOfRangePolicy.EARLIEST) {
      problems.put(
          SourceConfig.OFFSET_OUT_OF_RANGE,
          "earliest leaves out what "
              + MODE
              + "=when_needed would read: set "
              + MODE
              + "=initial, or leave this option out");
    }
    return problems;
  }

  /** What to do about recycled log entries. */
  public OutOfRangePolicy outOfRange(OutOfRangePolicy given) {
    return mode == SnapshotMode.WHEN_NEEDED ? OutOfRangePolicy.SNAPSHOT : given;
  }

  private static void check(String name, Object value) {
    try {
      instant((String) value);
    } catch (DateTimeParseException e) {
      throw new ConfigException(name, value, "must be a time such as 2024-12-31T00:00:00Z");
    }
  }

  private static Instant instant(String text) {
    return text == null || text.isBlank() ? null : Instant.parse(text.strip());
  }
}
