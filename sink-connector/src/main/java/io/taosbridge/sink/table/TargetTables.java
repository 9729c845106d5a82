package io.taosbridge.sink.table;

import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.OperationalException;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.connect.ColumnInfo;
import io.taosbridge.connect.Sql;
import io.taosbridge.connect.TableSchema;
import io.taosbridge.sink.record.BadRecordException;
import io.taosbridge.sink.record.MappedField;
import io.taosbridge.sink.record.PolicyOptions;
import io.taosbridge.sink.record.RecordMapping;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The databases and supertables that are written to, made and changed if that is allowed. Other
 * tasks may do the same at the same time: what counts is not whether a statement succeeded, but
 * what the table is like afterwards.
 */
public final class TargetTables {

  private static final Logger LOG = LoggerFactory.getLogger(TargetTables.class);

  private final TableOptions options;
  private final Supplier<Connection> connection;

  /**
   * @param connection gives the open connection
   */
  public TargetTables(TableOptions options, Supplier<Connection> connection) {
    this.options = options;
    this.connection = connection;
  }

  /**
   * The precision of a database, which is made if need be.
   *
   * @param ofRecord the precision of a new one, unless the options name another
   * @throws ConnectException if it does not exist and may not be made
   */
  public Precision precision(String database, Precision ofRecord) {
    Optional<Precision> found = Databases.precision(connection.get(), database);
    if (found.isPresent()) {
      return found.get();
    }
    String statement = options.createDatabase(database, ofRecord);
    if (!options.createDatabase()) {
      throw new ConnectException(
          String.format(
              "Database `%s` does not exist. Create it with \"%s\" and restart the task, or set"
                  + " %s=true.",
              database, statement, TableOptions.DATABASE_AUTO_CREATE));
    }
    LOG.info("Creating database: {}", statement);
    connection.get().execute(statement);
    // Another task may have been first, with another precision.
    return Databases.precision(connection.get(), database)
        .orElseThrow(() -> notThereYet("database " + Names.quote(database)));
  }

  /**
   * A supertable, which is made for such records if need be.
   *
   * @throws ConnectException if it does not exist and may not be made
   * @throws BadRecordException if no supertable can take such records
   */
  public TargetStable stable(StableName name, RecordMapping records) {
    Optional<TableSchema> found = read(name);
    if (found.isPresent()) {
      return stable(name, found.get());
    }
    String statement = Ddl.createStable(name, records);
    if (!options.createTables()) {
      throw new ConnectException(
          String.format(
              "Supertable %s does not exist. Create it with \"%s\" and restart the task, or set"
                  + " %s=true.",
              name, statement, TableOptions.AUTO_CREATE));
    }
    return stable(name, change(name, statement, schema -> true));
  }

  private static TargetStable stable(StableName name, TableSchema schema) {
    if (schema.tags().isEmpty() && !name.normal()) {
      throw new ConnectException(
          name + " is not a supertable, and only supertables can be written to");
    }
    return new TargetStable(schema);
  }

  /**
   * Adds columns and tags.
   *
   * @param missing each with its type known; at least one
   * @throws ConnectException if that is not allowed
   * @throws BadRecordException if the supertable cannot have them
   */
  public TargetStable add(StableName name, List<MappedField> missing) {
    if (!options.evolve()) {
      throw new ConnectException(missingColumns(name, missing));
    }
    StableName owner = owner(name);
    TableSchema schema = null;
    for (MappedField field : missing) {
      schema =
          change(name, Ddl.add(owner, field), changed -> find(changed, field.name()).isPresent());
    }
    return stable(name, schema);
  }

  /**
   * What has the columns: the table itself, or the supertable of one that only seemed to be a
   * normal table. A source cannot tell whose child a table was that is gone when its rows are read.
   */
  private StableName owner(StableName name) {
    if (!name.normal()) {
      return name;
    }
    String sql =
        "SELECT stable_name FROM information_schema.ins_tables WHERE db_name = "
            + Sql.literal(name.database())
            + " AND table_name = "
            + Sql.literal(name.stable())
            + " AND stable_name IS NOT NULL";
    try (QueryResult result = connection.get().query(sql)) {
      for (Row row : result) {
        return new StableName(name.database(), row.getString(0));
      }
    }
    return name;
  }

  private static String missingColumns(StableName name, List<MappedField> missing) {
    MappedField first = missing.get(0);
    return String.format(
        "Supertable %s has no %s `%s` of type %s, which the records have. Add it with \"%s\" and"
            + " restart the task, or set %s=true, or leave such fields out with %s=ignore.",
        name,
        first.tag() ? "tag" : "column",
        first.name(),
        first.columnType().orElseThrow().toSql(),
        missing.stream().map(field -> Ddl.add(name, field)).collect(Collectors.joining("; ")),
        TableOptions.AUTO_EVOLVE,
        PolicyOptions.UNKNOWN_FIELD);
  }

  /**
   * Widens a column or tag so that a value of this length fits, if the server lets it.
   *
   * @param length as the type counts it: in bytes, or characters of NCHAR
   * @return whether such a value fits now
   * @throws ConnectException if that is not allowed
   */
  public boolean widen(StableName name, ColumnInfo column, int length) {
    if (!options.evolve()) {
      throw new ConnectException(
          String.format(
              "A value of length %d does not fit %s `%s` of %s, which is a %s. Widen it with \"%s\""
                  + " and restart the task, or set %s=true.",
              length,
              column.tag() ? "tag" : "column",
              column.name(),
              name,
              column.type().toSql(),
              Ddl.widen(name, column, length),
              TableOptions.AUTO_EVOLVE));
    }
    int rounded = Widths.rounded(length);
    if (length > Widths.max(column)) {
      return false;
    }
    StableName owner = owner(name);
    return tryToWiden(name, owner, column, length, rounded)
        || (rounded > length && tryToWiden(name, owner, column, length, length));
  }

  private boolean tryToWiden(
      StableName name, StableName owner, ColumnInfo column, int needed, int wanted) {
    try {
      change(
          name,
          Ddl.widen(owner, column, wanted),
          schema ->
              find(schema, column.name()).filter(c -> c.type().length() >= needed).isPresent());
      return true;
    } catch (BadRecordException e) {
      LOG.warn("Cannot widen: {}", e.getMessage());
      return false;
    }
  }

  /** Executes a statement, and looks whether the table then is as it should be. */
  private TableSchema change(StableName name, String statement, Predicate<TableSchema> expected) {
    LOG.info("Changing tables: {}", statement);
    TDengineException failure = null;
    try {
      connection.get().execute(statement);
    } catch (TDengineException e) {
      if (e.action() == ErrorAction.RECONNECT) {
        throw e;
      }
      failure = e;
    }
    Optional<TableSchema> now = read(name);
    if (now.isPresent() && expected.test(now.get())) {
      return now.get();
    }
    if (failure == null) {
      throw notThereYet(statement);
    }
    switch (failure.action()) {
      case BAD_RECORD ->
          throw new BadRecordException(
              "TDengine refuses \"" + statement + "\": " + failure.getMessage(), failure);
      case FATAL ->
          throw new ConnectException(
              "TDengine refuses \"" + statement + "\": " + failure.getMessage(), failure);
      default -> throw failure;
    }
  }

  private Optional<TableSchema> read(StableName name) {
    return TableSchema.read(connection.get(), name.database(), name.stable());
  }

  private static Optional<ColumnInfo> find(TableSchema schema, String name) {
    return schema.columns().stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .or(() -> schema.tags().stream().filter(tag -> tag.name().equals(name)).findFirst());
  }

  /** What was made may take a moment to be seen (errors.md, section 4). */
  private static TDengineException notThereYet(String what) {
    return new OperationalException(
        "the effect of " + what + " cannot be seen yet",
        TDengineException.CLIENT_SIDE,
        0,
        ErrorAction.RETRY,
        null);
  }
}
