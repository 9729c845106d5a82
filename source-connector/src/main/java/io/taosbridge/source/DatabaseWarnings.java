package io.taosbridge.source;

import io.taosbridge.block.Precision;
import io.taosbridge.connect.Sql;
import io.taosbridge.connect.validation.DatabaseInfo;
import io.taosbridge.source.config.SourceConfig;
import io.taosbridge.source.config.TimestampFormat;
import io.taosbridge.source.config.TypeOptions;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What may go wrong with a database later. Kafka Connect takes errors only, which would forbid what
 * goes well most of the time, so this goes to the log.
 */
final class DatabaseWarnings {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseWarnings.class);

  /** With less, a stop over lunch loses rows; it is TDengine's default. */
  private static final Duration SHORT_RETENTION = Duration.ofHours(1);

  private DatabaseWarnings() {}

  static void log(SourceConfig config, DatabaseInfo database) {
    if (database.logRetention().compareTo(SHORT_RETENTION) < 0) {
      LOG.warn(
          "TDengine keeps the log of database {} for {} s only: if the connector stands still for"
              + " longer, rows are lost. Run ALTER DATABASE {} WAL_RETENTION_PERIOD 86400",
          database.name(),
          database.logRetention().toSeconds(),
          Sql.quote(database.name()));
    }
    if (losesDigits(config.records().value().types(), database.precision())) {
      LOG.warn(
          "Database {} counts {}: a row whose time has more digits than {}={} or {} can hold fails"
              + " the task",
          database.name(),
          database.precision().symbol(),
          TypeOptions.TIMESTAMP_FORMAT,
          config.getString(TypeOptions.TIMESTAMP_FORMAT),
          TypeOptions.TIMESTAMP_UNIT);
    }
  }

  private static boolean losesDigits(TypeOptions types, Precision precision) {
    Precision unit =
        types.timestamps() == TimestampFormat.LOGICAL
            ? Precision.MILLISECONDS
            : types.timestampUnit();
    return unit != null && unit.unitsPerSecond() < precision.unitsPerSecond();
  }
}
