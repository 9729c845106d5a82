package io.taosbridge.sink.table;

import io.taosbridge.block.Precision;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * What is made and changed in the target.
 *
 * @param precision of new databases; empty for the one of the record
 * @param vgroups of new databases, or 0 for the server's default
 * @param keep how long new databases keep rows; empty for the server's default
 * @param walLevel of new databases, or 0 for the server's default
 * @param walRetention seconds that new databases keep their log, or -2 for the server's default
 */
public record TableOptions(
    boolean createTables,
    boolean evolve,
    boolean createDatabase,
    Optional<Precision> precision,
    int vgroups,
    String keep,
    int walLevel,
    long walRetention) {

  public static final String AUTO_CREATE = "auto.create";
  public static final String AUTO_EVOLVE = "auto.evolve";
  public static final String DATABASE_AUTO_CREATE = "database.auto.create";
  public static final String DATABASE_PRECISION = "database.precision";
  public static final String DATABASE_VGROUPS = "database.vgroups";
  public static final String DATABASE_KEEP = "database.keep";
  public static final String DATABASE_WAL_LEVEL = "database.wal.level";
  public static final String DATABASE_WAL_RETENTION = "database.wal.retention.period";

  private static final String GROUP = "Tables";
  private static final long DEFAULT_RETENTION = -2;
  private static final Pattern KEEP = Pattern.compile("(\\d+[mhd]?(,\\d+[mhd]?){0,2})?");

  public static void define(ConfigDef definition) {
    int order = 0;
    definition
        .define(
            AUTO_CREATE,
            ConfigDef.Type.BOOLEAN,
            true,
            Importance.HIGH,
            "Whether missing supertables and child tables are created. Otherwise they are an"
                + " error that names the statement which creates them.",
            GROUP,
            ++order,
            Width.SHORT,
            "Create tables")
        .define(
            AUTO_EVOLVE,
            ConfigDef.Type.BOOLEAN,
            false,
            Importance.HIGH,
            "Whether missing columns and tags are added to supertables, and VARCHAR, NCHAR and"
                + " VARBINARY columns and tags widened for values that are too long. Otherwise a"
                + " missing column is an error that names the statement which adds it. Several"
                + " tasks and workers may change the same supertable at once.",
            GROUP,
            ++order,
            Width.SHORT,
            "Change tables")
        .define(
            DATABASE_AUTO_CREATE,
            ConfigDef.Type.BOOLEAN,
            false,
            Importance.MEDIUM,
            "Whether a missing database is created.",
            GROUP,
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
            GROUP,
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
            GROUP,
            ++order,
            Width.SHORT,
            "Vgroups of new databases")
        .define(
            DATABASE_KEEP,
            ConfigDef.Type.STRING,
            "",
            (name, value) -> requireKeep(name, (String) value),
            Importance.LOW,
            "How long a database to be created keeps rows, as TDengine's KEEP has it: 3650d, or up"
                + " to three values, one for each level of storage. Empty: the server's default.",
            GROUP,
            ++order,
            Width.SHORT,
            "Age of rows in new databases")
        .define(
            DATABASE_WAL_LEVEL,
            ConfigDef.Type.INT,
            0,
            Range.between(0, 2),
            Importance.LOW,
            "The WAL_LEVEL of a database to be created: 1 writes its log, 2 also waits until it is"
                + " on disk. 0: the server's default.",
            GROUP,
            ++order,
            Width.SHORT,
            "Log level of new databases")
        .define(
            DATABASE_WAL_RETENTION,
            ConfigDef.Type.LONG,
            DEFAULT_RETENTION,
            Range.atLeast(DEFAULT_RETENTION),
            Importance.LOW,
            "The WAL_RETENTION_PERIOD of a database to be created: for how many seconds its log is"
                + " kept for subscriptions, such as those of the source connector; -1 keeps it for"
                + " ever, 0 not at all. -2: the server's default.",
            GROUP,
            ++order,
            Width.SHORT,
            "Log retention of new databases");
  }

  private static void requireKeep(String name, String value) {
    if (!KEEP.matcher(value).matches()) {
      throw new ConfigException(name, value, "expected such as 3650d or 10d,100d,1000d");
    }
  }

  public static TableOptions of(AbstractConfig config) {
    String precision = config.getString(DATABASE_PRECISION);
    return new TableOptions(
        config.getBoolean(AUTO_CREATE),
        config.getBoolean(AUTO_EVOLVE),
        config.getBoolean(DATABASE_AUTO_CREATE),
        precision.isEmpty() ? Optional.empty() : Optional.of(Precision.ofSymbol(precision)),
        config.getInt(DATABASE_VGROUPS),
        config.getString(DATABASE_KEEP),
        config.getInt(DATABASE_WAL_LEVEL),
        config.getLong(DATABASE_WAL_RETENTION));
  }

  /** The same with tables that may be changed. */
  public TableOptions evolving() {
    return new TableOptions(
        createTables, true, createDatabase, precision, vgroups, keep, walLevel, walRetention);
  }

  /** What contradicts the widening of columns, by the option at fault. */
  public Map<String, String> problemsOfWidening(String option) {
    return evolve
        ? Map.of()
        : Map.of(option, option + "=widen changes columns, which needs " + AUTO_EVOLVE + "=true");
  }

  /** The statement that makes a database. */
  String createDatabase(String name, Precision ofRecord) {
    StringBuilder statement =
        new StringBuilder("CREATE DATABASE IF NOT EXISTS ")
            .append(Names.quote(name))
            .append(" PRECISION '")
            .append(precision.orElse(ofRecord).symbol())
            .append('\'');
    if (vgroups > 0) {
      statement.append(" VGROUPS ").append(vgroups);
    }
    if (!keep.isEmpty()) {
      statement.append(" KEEP ").append(keep);
    }
    if (walLevel > 0) {
      statement.append(" WAL_LEVEL ").append(walLevel);
    }
    if (walRetention > DEFAULT_RETENTION) {
      statement.append(" WAL_RETENTION_PERIOD ").append(walRetention);
    }
    return statement.toString();
  }
}
