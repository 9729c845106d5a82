package io.taosbridge.sink.meta;

import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.connect.ColumnInfo;
import io.taosbridge.connect.Sql;
import io.taosbridge.connect.TableSchema;
import io.taosbridge.connect.meta.MetaColumn;
import io.taosbridge.connect.meta.MetaRange;
import io.taosbridge.connect.meta.TagText;
import io.taosbridge.connect.meta.TagValue;
import io.taosbridge.sink.record.BadRecordException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables of one database of the target. A statement that fails has succeeded if the tables are
 * as it should have made them: another task was first.
 */
final class Tables {

  private static final Logger LOG = LoggerFactory.getLogger(Tables.class);

  private final Connection connection;
  private final String database;

  /** Whether a table is as it should be. */
  @FunctionalInterface
  interface Reached {
    boolean in(TableSchema schema);
  }

  Tables(Connection connection, String database) {
    this.connection = connection;
    this.database = database;
  }

  String quote(String table) {
    try {
      return Sql.quote(database, table);
    } catch (IllegalArgumentException e) {
      throw new BadRecordException(e.getMessage(), e);
    }
  }

  /** Empty if there is no such table. */
  Optional<TableSchema> schema(String table) {
    return TableSchema.read(connection, database, table);
  }

  void createStable(String stable, List<MetaColumn> columns, List<MetaColumn> tags) {
    if (lacksColumns(stable, columns)) {
      return;
    }
    change(
        "CREATE STABLE IF NOT EXISTS "
            + quote(stable)
            + " ("
            + declared(columns)
            + ") TAGS ("
            + declared(tags)
            + ")",
        () -> schema(stable).isPresent());
  }

  void createNormal(String table, List<MetaColumn> columns) {
    if (lacksColumns(table, columns)) {
      return;
    }
    change(
        "CREATE TABLE IF NOT EXISTS " + quote(table) + " (" + declared(columns) + ")",
        () -> schema(table).isPresent());
  }

  /**
   * Besides the time, it had nothing but DECIMAL columns that were gone when the event was made.
   */
  private static boolean lacksColumns(String table, List<MetaColumn> columns) {
    if (columns.size() > 1) {
      return false;
    }
    LOG.debug("Table {} is left to be made by its first row", table);
    return true;
  }

  private static String declared(List<MetaColumn> columns) {
    return columns.stream()
        .map(
            column ->
                Sql.quote(column.name())
                    + " "
                    + column.type().toSql()
                    + (column.compositeKey() ? " PRIMARY KEY" : ""))
        .collect(Collectors.joining(", "));
  }

  /**
   * Makes a child table unless it exists.
   *
   * @param tags literals by name
   * @return whether it was missing
   */
  boolean createChild(String stable, String table, Map<String, String> tags) {
    if (exists(stable, table)) {
      return false;
    }
    change(
        "CREATE TABLE IF NOT EXISTS "
            + quote(table)
            + " USING "
            + quote(stable)
            + " ("
            + tags.keySet().stream().map(Sql::quote).collect(Collectors.joining(", "))
            + ") TAGS ("
            + String.join(", ", tags.values())
            + ")",
        () -> exists(stable, table));
    return true;
  }

  private boolean exists(String stable, String table) {
    return !query(selectTags("", stable) + named(table)).isEmpty();
  }

  /** Sets those tags that have another value. */
  void setTags(String stable, String table, List<TagValue> values, TagLiterals literals) {
    String columns =
        values.stream().map(value -> ", " + Sql.quote(value.name())).collect(Collectors.joining());
    List<Row> found = query(selectTags(columns, stable) + named(table));
    for (int i = 0; i < values.size(); i++) {
      TagValue value = values.get(i);
      boolean same =
          !found.isEmpty() && literals.isSame(value, TagText.of(found.get(0).get(i + 1)));
      if (!same) {
        setTag(table, value.name(), literals.of(value));
      }
    }
  }

  private void setTag(String table, String tag, String literal) {
    change(
        "ALTER TABLE " + quote(table) + " SET TAG " + Sql.quote(tag) + " = " + literal,
        () -> schema(table).isEmpty());
  }

  /**
   * Gives the child tables in one tag the value that they have in another.
   *
   * @param overwrite also where they have a value
   */
  void mergeTags(String stable, ColumnInfo from, String to, boolean overwrite) {
    String columns = ", " + Sql.quote(from.name()) + ", " + Sql.quote(to);
    TagLiterals literals = new TagLiterals(Precision.MILLISECONDS, Precision.MILLISECONDS);
    for (Row row : query(selectTags(columns, stable))) {
      if (row.get(1) != null && (overwrite || row.get(2) == null)) {
        TagValue value = new TagValue(to, from.type(), TagText.of(row.get(1)));
        setTag(row.getString(0), to, literals.of(value));
      }
    }
  }

  private static String named(String table) {
    return " WHERE tbname = " + Sql.literal(table);
  }

  private String selectTags(String columns, String stable) {
    return "SELECT TAGS tbname" + columns + " FROM " + quote(stable);
  }

  private List<Row> query(String sql) {
    try (QueryResult result = connection.query(sql)) {
      return result.fetchAll();
    }
  }

  void dropStable(String stable) {
    change("DROP STABLE IF EXISTS " + quote(stable), () -> schema(stable).isEmpty());
  }

  void dropTable(String table) {
    change("DROP TABLE IF EXISTS " + quote(table), () -> schema(table).isEmpty());
  }

  /**
   * Deletes rows of a table.
   *
   * @param range in the precision of the database
   */
  void delete(String table, String timeColumn, MetaRange range) {
    List<String> bounds = new ArrayList<>();
    if (range.first() != Long.MIN_VALUE) {
      bounds.add(Sql.quote(timeColumn) + " >= " + range.first());
    }
    if (range.last() != Long.MAX_VALUE) {
      bounds.add(Sql.quote(timeColumn) + " <= " + range.last());
    }
    change(
        "DELETE FROM "
            + quote(table)
            + (bounds.isEmpty() ? "" : " WHERE " + String.join(" AND ", bounds)),
        () -> schema(table).isEmpty());
  }

  /** Changes a table that exists. */
  void change(String statement, String table, Reached reached) {
    change(statement, () -> schema(table).map(reached::in).orElse(true));
  }

  private void change(String statement, BooleanSupplier reached) {
    LOG.info("Following the source: {}", statement);
    try {
      connection.execute(statement);
    } catch (TDengineException e) {
      if (e.action() == ErrorAction.RECONNECT) {
        throw e;
      }
      if (!reached.getAsBoolean()) {
        throw refused(statement, e);
      }
      LOG.debug("Another task was first", e);
    }
  }

  private static RuntimeException refused(String statement, TDengineException e) {
    String text = "TDengine refuses \"" + statement + "\": " + e.getMessage();
    return switch (e.action()) {
      case BAD_RECORD -> new BadRecordException(text, e);
      case FATAL -> new ConnectException(text, e);
      default -> e;
    };
  }
}
