package io.taosbridge.sink.insert;

import io.taosbridge.block.DataType;
import io.taosbridge.client.Connection;
import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.StatementException;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.client.sql.SqlValues;
import io.taosbridge.connect.ColumnInfo;
import io.taosbridge.connect.TableSchema;
import io.taosbridge.sink.config.ReplicationOptions;
import io.taosbridge.sink.plan.Row;
import io.taosbridge.sink.plan.WritePlan;
import io.taosbridge.sink.table.Names;
import io.taosbridge.sink.table.StableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * What must be seen to by whoever writes with the mark of replication: TDengine then makes no
 * tables, and does not look whether the columns are still those of the table.
 */
public final class ReplicatedTables {

  private static final int MAX_KNOWN = 100_000;

  /** TDengine takes texts of 1 MiB. */
  private static final int MAX_STATEMENT = 500_000;

  private static final String CREATE = "CREATE TABLE";

  private final Supplier<Connection> connection;
  private final Set<String> children = new HashSet<>();
  private final Map<StableName, TableSchema> schemas = new HashMap<>();

  /**
   * @param connection gives the open connection
   */
  ReplicatedTables(Supplier<Connection> connection) {
    this.connection = connection;
  }

  /**
   * Makes the child tables that are missing.
   *
   * @param rows one of each table, whose tags it gets
   */
  void create(WritePlan plan, List<Row> rows) {
    if (plan.tags().isEmpty()) {
      return;
    }
    StringBuilder statement = new StringBuilder(CREATE);
    List<String> created = new ArrayList<>();
    for (Row row : rows) {
      String name = plan.stable().sibling(row.table());
      if (!children.contains(name)) {
        created.add(name);
        statement.append(" IF NOT EXISTS ").append(name).append(definition(plan, row));
      }
      if (statement.length() > MAX_STATEMENT) {
        execute(statement, created);
      }
    }
    if (!created.isEmpty()) {
      execute(statement, created);
    }
  }

  private void execute(StringBuilder statement, List<String> created) {
    connection.get().execute(statement.toString());
    if (children.size() > MAX_KNOWN) {
      children.clear();
    }
    children.addAll(created);
    created.clear();
    statement.setLength(CREATE.length());
  }

  /** The supertable and the tags of a row, as SQL has them. */
  static String definition(WritePlan plan, Row row) {
    SqlValues values = new SqlValues(plan.tags().stream().map(tag -> tag.column().type()).toList());
    plan.writeTags(row, values::value);
    String names =
        plan.tags().stream()
            .map(tag -> Names.quotedColumn(tag.column().name()))
            .collect(Collectors.joining(",", "(", ")"));
    return " USING " + plan.stable() + " " + names + " TAGS " + values.take();
  }

  /** Someone has dropped child tables. */
  void forgetChildren() {
    children.clear();
  }

  /**
   * Looks at the table unless that was done after the last write to it.
   *
   * @throws ConnectException if it has a BLOB column
   */
  void checkBefore(StableName table) {
    if (!schemas.containsKey(table)) {
      schema(table);
    }
  }

  /**
   * @throws TDengineException if the table lacks a column that rows were just written with: they
   *     are to be written again, for what is in its other columns may be wrong
   */
  void checkAfter(WritePlan plan) {
    Set<String> columns =
        schema(plan.stable()).map(TableSchema::columns).orElse(List.of()).stream()
            .map(ColumnInfo::name)
            .collect(Collectors.toSet());
    for (WritePlan.Cell cell : plan.columns()) {
      if (!columns.contains(cell.column().name())) {
        throw new StatementException(
            plan.stable() + " lost column " + cell.column().name() + " while rows were written",
            TDengineException.CLIENT_SIDE,
            0,
            ErrorAction.REFRESH,
            null);
      }
    }
  }

  private Optional<TableSchema> schema(StableName table) {
    if (schemas.size() > MAX_KNOWN) {
      schemas.clear();
    }
    schemas.remove(table);
    Optional<TableSchema> schema =
        TableSchema.read(connection.get(), table.database(), table.stable());
    schema.ifPresent(
        found -> {
          requireNoBlobs(table, found);
          schemas.put(table, found);
        });
    return schema;
  }

  private static void requireNoBlobs(StableName table, TableSchema schema) {
    for (ColumnInfo column : schema.columns()) {
      DataType type = column.type().type();
      if (type == DataType.BLOB || type == DataType.MEDIUMBLOB) {
        throw new ConnectException(
            String.format(
                "%s has a BLOB column, `%s`, and TDengine's client library cannot write to such a"
                    + " table as replicated: it would end taosAdapter. Leave the table out of the"
                    + " source's stables, or set %s=false.",
                table, column.name(), ReplicationOptions.MARK));
      }
    }
  }
}
