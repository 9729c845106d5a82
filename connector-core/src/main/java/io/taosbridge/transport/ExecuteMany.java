package io.taosbridge.transport;

import io.taosbridge.client.BindBatch;
import io.taosbridge.client.Connection;
import io.taosbridge.client.Parameter;
import io.taosbridge.client.Statement;
import io.taosbridge.client.TableBinding;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.InterfaceException;
import java.util.ArrayList;
import java.util.List;

/** One INSERT with many rows of values, by STMT2. */
public final class ExecuteMany {

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

  private static String tableName(Object value) {
    if (value instanceof String name) {
      return name;
    }
    throw Errors.invalid("the table name is no String: " + value);
  }
}
