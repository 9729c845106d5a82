package io.taosbridge.sink.meta;

import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.connect.ColumnInfo;
import io.taosbridge.connect.TableSchema;
import io.taosbridge.connect.meta.MetaChange;
import io.taosbridge.connect.meta.MetaColumn;
import io.taosbridge.connect.meta.MetaEvent;
import io.taosbridge.connect.meta.MetaRange;
import io.taosbridge.connect.meta.TagValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the target's tables as an event says. What is there already stays, so that the same event
 * may come again, from every vgroup of the source, and to several tasks at once.
 */
public final class EventApplier {

  private static final Logger LOG = LoggerFactory.getLogger(EventApplier.class);

  private final Supplier<Connection> connection;
  private final Databases databases;
  private final Deletes deletes;

  /** The databases of the target, made if need be. */
  @FunctionalInterface
  public interface Databases {

    /**
     * @param ofSource what a new database gets, unless it is configured otherwise
     */
    Precision precision(String database, Precision ofSource);
  }

  /** How rows are deleted. */
  @FunctionalInterface
  public interface Deletes {

    /**
     * @param timeColumn the column with the primary timestamp
     * @param range in the precision of the database
     */
    void delete(String database, String table, String timeColumn, MetaRange range);
  }

  /** Deletes rows by SQL. */
  public EventApplier(Supplier<Connection> connection, Databases databases) {
    this(
        connection,
        databases,
        (database, table, timeColumn, range) ->
            new Tables(connection.get(), database).delete(table, timeColumn, range));
  }

  /**
   * @param connection gives the open connection
   */
  public EventApplier(Supplier<Connection> connection, Databases databases, Deletes deletes) {
    this.connection = connection;
    this.databases = databases;
    this.deletes = deletes;
  }

  /**
   * @param database of the target
   * @throws io.taosbridge.sink.record.BadRecordException if the target cannot be as the event says
   * @throws org.apache.kafka.connect.errors.ConnectException if the target may not be changed
   * @throws io.taosbridge.client.error.TDengineException if it cannot be changed now
   */
  public void apply(MetaEvent event, String database) {
    Precision precision = databases.precision(database, event.precision());
    Tables tables = new Tables(connection.get(), database);
    switch (event.kind()) {
      case CREATE_STABLE -> tables.createStable(event.stable(), event.columns(), event.tags());
      case CREATE_TABLE -> {
        if (event.stable() == null) {
          tables.createNormal(event.table(), event.columns());
        } else {
          child(tables, event, precision);
        }
      }
      case ALTER_STABLE -> new Alteration(tables, event.stable(), true).apply(event.change());
      case ALTER_TABLE -> {
        if (event.change().action() == MetaChange.Action.SET_TAGS) {
          child(tables, event, precision);
        } else {
          new Alteration(tables, event.table(), false).apply(event.change());
        }
      }
      case DROP_STABLE -> tables.dropStable(event.stable());
      case DROP_TABLE -> tables.dropTable(event.table());
      case DELETE ->
          delete(
              database, event.table(), Ranges.convert(event.range(), event.precision(), precision));
    }
  }

  /**
   * Drops the table, or deletes the row.
   *
   * @param database of the target
   */
  public void apply(Tombstone tombstone, String database) {
    Tables tables = new Tables(connection.get(), database);
    if (tombstone.row().isEmpty()) {
      tables.dropTable(tombstone.table());
      return;
    }
    Tombstone.Row row = tombstone.row().get();
    Precision precision = databases.precision(database, row.precision());
    MetaRange range = new MetaRange(row.time(), row.time());
    delete(database, tombstone.table(), Ranges.convert(range, row.precision(), precision));
  }

  /** Makes a child table unless it exists, and gives it these tags. */
  private static void child(Tables tables, MetaEvent event, Precision precision) {
    if (event.values().isEmpty() || event.stable() == null) {
      LOG.debug("Table {} was gone when its event was made", event.table());
      return;
    }
    Optional<TableSchema> stable = tables.schema(event.stable());
    if (stable.isEmpty()) {
      LOG.warn(
          "Supertable {} is missing, so child table {} is left to be made by its first row",
          event.stable(),
          event.table());
      return;
    }
    fit(tables, event.stable(), stable.get().tags(), event.values());
    TagLiterals literals = new TagLiterals(event.precision(), precision);
    Map<String, String> wanted = literals.of(event.values());
    if (!tables.createChild(event.stable(), event.table(), wanted)) {
      tables.setTags(event.stable(), event.table(), event.values(), literals);
    }
  }

  /** Adds tags that the supertable lacks, and widens those that are too short. */
  private static void fit(
      Tables tables, String stable, List<ColumnInfo> tags, List<TagValue> values) {
    Alteration alteration = new Alteration(tables, stable, true);
    for (TagValue value : values) {
      MetaColumn tag = MetaColumn.of(value.name(), value.type());
      boolean known = tags.stream().anyMatch(column -> column.name().equals(value.name()));
      MetaChange.Action action = known ? MetaChange.Action.MODIFY_TAG : MetaChange.Action.ADD_TAG;
      if (!known || Alteration.isShorter(tags, tag)) {
        alteration.apply(new MetaChange(action, tag, null));
      }
    }
  }

  private void delete(String database, String table, MetaRange range) {
    Optional<TableSchema> schema = new Tables(connection.get(), database).schema(table);
    if (schema.isEmpty()) {
      LOG.debug("Table {} is not there to delete from", table);
      return;
    }
    deletes.delete(database, table, schema.get().columns().get(0).name(), range);
  }
}
