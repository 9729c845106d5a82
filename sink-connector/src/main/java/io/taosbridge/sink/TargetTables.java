package io.taosbridge.sink;

import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.OperationalException;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.connect.TableSchema;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The databases and supertables that are written to, made if that is allowed. Every statement says
 * IF NOT EXISTS, so that several tasks may do so at once.
 */
final class TargetTables {

  private static final Logger LOG = LoggerFactory.getLogger(TargetTables.class);

  private final Settings settings;
  private final Session session;

  /**
   * @param precision of new databases, or null for the one of the record
   * @param vgroups of new databases, or 0 for the server's default
   */
  record Settings(boolean createTables, boolean createDatabase, Precision precision, int vgroups) {}

  TargetTables(Settings settings, Session session) {
    this.settings = settings;
    this.session = session;
  }

  /**
   * The precision of a database, which is made if need be.
   *
   * @param ofRecord the precision of a new one, unless the settings name another
   * @throws ConnectException if it does not exist and may not be made
   */
  Precision precision(String database, Precision ofRecord) {
    Connection connection = session.connection();
    Optional<Precision> found = Databases.precision(connection, database);
    if (found.isPresent()) {
      return found.get();
    }
    Precision precision = settings.precision() == null ? ofRecord : settings.precision();
    String statement = createDatabase(database, precision);
    if (!settings.createDatabase()) {
      throw new ConnectException(
          String.format(
              "Database `%s` does not exist. Create it with \"%s\" and restart the task, or set"
                  + " %s=true.",
              database, statement, SinkConfig.DATABASE_AUTO_CREATE));
    }
    LOG.info("Creating database: {}", statement);
    connection.execute(statement);
    // Another task may have been first, with another precision.
    return Databases.precision(connection, database)
        .orElseThrow(() -> notThereYet("database " + Identifiers.quote(database)));
  }

  private String createDatabase(String database, Precision precision) {
    String statement =
        "CREATE DATABASE IF NOT EXISTS "
            + Identifiers.quote(database)
            + " PRECISION '"
            + precision.symbol()
            + "'";
    return settings.vgroups() > 0 ? statement + " VGROUPS " + settings.vgroups() : statement;
  }

  /**
   * A supertable, which is made for such records if need be.
   *
   * @throws ConnectException if it does not exist and may not be made
   */
  TargetStable stable(StableName name, RecordSchema record) {
    TableSchema found = findOrCreate(name, record);
    if (found.tags().isEmpty()) {
      throw new ConnectException(
          name + " is not a supertable, and only supertables can be written to");
    }
    return new TargetStable(found);
  }

  private TableSchema findOrCreate(StableName name, RecordSchema record) {
    Connection connection = session.connection();
    Optional<TableSchema> found = TableSchema.read(connection, name.database(), name.stable());
    if (found.isPresent()) {
      return found.get();
    }
    String statement = record.createStable(name);
    if (!settings.createTables()) {
      throw new ConnectException(
          String.format(
              "Supertable %s does not exist. Create it with \"%s\" and restart the task, or set"
                  + " %s=true.",
              name, statement, SinkConfig.AUTO_CREATE));
    }
    LOG.info("Creating supertable: {}", statement);
    connection.execute(statement);
    return TableSchema.read(connection, name.database(), name.stable())
        .orElseThrow(() -> notThereYet("supertable " + name));
  }

  /** What was created may take a moment to be seen (errors.md, section 4). */
  private static TDengineException notThereYet(String what) {
    return new OperationalException(
        what + " was created but cannot be seen yet",
        TDengineException.CLIENT_SIDE,
        0,
        ErrorAction.RETRY,
        null);
  }
}
