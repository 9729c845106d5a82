package io.taosbridge.transport;

import io.taosbridge.client.BindBatch;
import io.taosbridge.client.Connection;
import io.taosbridge.client.LegacyStatement;
import io.taosbridge.client.Parameter;
import io.taosbridge.client.Statement;
import io.taosbridge.client.TableBinding;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.InterfaceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One INSERT with many rows of values, by STMT2. Only where a {@code ?} names tables of any kind,
 * without USING, it is by STMT: STMT2 does not tell the columns of such a statement (observed.md).
 */
public final class ExecuteMany {

  private static final Pattern ANY_TABLE = Pattern.compile("(?i)^\\s*insert\\s+into\\s+\\?");

  private ExecuteMany() {}

  /**
   * Prepares the statement, binds the rows, each to the table it names, and executes. Nothing is
   * bound if there is a value that cannot be.
   *
   * @return rows affected
   * @throws InterfaceException naming the row, parameter and type of a value that does not fit
   */
  public static long run(Connection connection, String sql, List<? extends List<?>> rows) {
    if (rows.isEmpty()) {
      return 0;
    }
    if (ANY_TABLE.matcher(sql).find() && !InsertTags.of(sql).using()) {
      return intoTablesOfAnyKind(connection, sql, rows);
    }
    try (Statement statement = connection.prepare(sql)) {
      if (!statement.isInsert()) {
        throw Errors.invalid("only an INSERT runs with many rows of values: " + sql);
      }
      return statement.execute(bind(statement, rows));
    }
  }

  private static BindBatch bind(Statement statement, List<? extends List<?>> rows) {
    List<Parameter> parameters = statement.parameters();
    BindBatch batch = statement.newBatch();
    for (int i = 0; i < rows.size(); i++) {
      try {
        add(rows.get(i), parameters, batch);
      } catch (InterfaceException e) {
        throw Errors.invalid("rows[" + i + "], " + e.getMessage(), e.getCause());
      }
    }
    return batch;
  }

  private static void add(List<?> row, List<Parameter> parameters, BindBatch batch) {
    if (row.size() != parameters.size()) {
      throw Errors.invalid(row.size() + " values for " + parameters.size() + " parameters");
    }
    String name = null;
    List<Object> tags = new ArrayList<>();
    List<Object> columns = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      Object value = row.get(i);
      switch (parameters.get(i).role()) {
        case TABLE_NAME -> name = tableName(value);
        case TAG -> tags.add(value);
        default -> columns.add(value);
      }
    }
    TableBinding table = batch.table(name);
    if (!tags.isEmpty()) {
      table.setTags(tags);
    }
    table.addRow(columns);
  }

  private static long intoTablesOfAnyKind(
      Connection connection, String sql, List<? extends List<?>> rows) {
    Map<String, List<List<?>>> rowsOfTables = new LinkedHashMap<>();
    int parameters = rows.get(0).size();
    for (int i = 0; i < rows.size(); i++) {
      List<?> row = rows.get(i);
      if (row.isEmpty() || row.size() != parameters) {
        throw Errors.invalid(
            "rows[" + i + "], " + row.size() + " values, but rows[0] has " + parameters);
      }
      rowsOfTables
          .computeIfAbsent(tableName(row.get(0)), table -> new ArrayList<>())
          .add(row.subList(1, parameters));
    }
    try (LegacyStatement statement = connection.prepareLegacy(sql)) {
      rowsOfTables.forEach(
          (table, ofTable) -> {
            statement.setTableName(table);
            statement.bind(columns(ofTable));
            statement.addBatch();
          });
      return statement.execute();
    }
  }

  private static List<List<Object>> columns(List<List<?>> rows) {
    List<List<Object>> columns = new ArrayList<>();
    for (int i = 0; i < rows.get(0).size(); i++) {
      List<Object> column = new ArrayList<>(rows.size());
      for (List<?> row : rows) {
        column.add(row.get(i));
      }
      columns.add(column);
    }
    return columns;
  }

  private static String tableName(Object value) {
    if (value instanceof String name) {
      return name;
    }
    throw Errors.invalid("the table name is no String: " + value);
  }
}
