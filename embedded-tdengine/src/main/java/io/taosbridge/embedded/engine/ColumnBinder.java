package io.taosbridge.embedded.engine;

import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.embedded.sql.Insert;
import io.taosbridge.embedded.storage.ColumnDef;
import io.taosbridge.embedded.storage.Row;
import io.taosbridge.embedded.storage.RowBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Makes rows of bound columns, and of literals that stand among the parameters, for the tables of
 * one bind.
 */
final class ColumnBinder {

  private static final int MAX_ROWS = 32767;

  private final ColumnList columns;
  private final Object[] literals;
  private final int[] parameters;
  private final int parameterCount;
  private int expectedRows;
  private RowBatch.Builder batch;
  private int batchRows;

  /**
   * @param values one for each of the columns
   */
  ColumnBinder(ColumnList columns, List<Insert.Value> values, SqlValues reader) {
    this.columns = columns;
    this.literals = new Object[values.size()];
    this.parameters = new int[values.size()];
    int count = 0;
    for (int i = 0; i < values.size(); i++) {
      if (InsertTemplate.isParameter(values.get(i))) {
        parameters[i] = count++;
      } else {
        parameters[i] = -1;
        ColumnDef column = columns.columns().get(i);
        literals[i] =
            i == columns.timeIndex()
                ? (Object) reader.readTime(values.get(i))
                : reader.read(values.get(i), column.type(), column.name());
      }
    }
    parameterCount = count;
  }

  static BindField field(ColumnDef column, Precision precision) {
    Precision unit = column.type().type() == DataType.TIMESTAMP ? precision : null;
    return new BindField(column.name(), column.type(), unit, BindField.Kind.COLUMN);
  }

  /** One for each parameter. */
  List<BindField> fields(Precision precision) {
    List<BindField> fields = new ArrayList<>();
    for (int i = 0; i < parameters.length; i++) {
      if (parameters[i] >= 0) {
        fields.add(field(columns.columns().get(i), precision));
      }
    }
    return fields;
  }

  /** Makes room at once for the rows of all tables of the bind. */
  void expect(int rows) {
    expectedRows = rows;
  }

  /**
   * Adds rows to the batch that all tables of a bind share.
   *
   * @param bound one for each parameter; more are ignored
   * @return hands out the rows when all tables are bound
   * @throws EngineException 0x0236 for a wrong number of rows, 0x0200 for a wrong type or number of
   *     columns, 0x267B for a NULL timestamp
   */
  Supplier<List<Row>> bind(List<BoundColumn> bound) {
    int rows = parameterCount == 0 ? 1 : check(bound);
    if (batch == null) {
      batch = new RowBatch.Builder(columns.columns(), Math.max(rows, expectedRows));
    }
    for (int i = 0; i < parameters.length; i++) {
      if (parameters[i] < 0) {
        store(literals[i], i, rows);
      } else {
        store(bound.get(parameters[i]), i);
      }
    }
    RowBatch.Builder bindsBatch = batch;
    int begin = batchRows;
    batchRows += rows;
    return () -> bindsBatch.rows(begin, begin + rows);
  }

  private void store(Object literal, int index, int rows) {
    if (literal == null && isKey(index)) {
      throw EngineError.KEY_NULL.exception();
    }
    batch.column(index).append(literal);
    batch.column(index).repeat(rows - 1);
  }

  private void store(BoundColumn bound, int index) {
    if (isKey(index) && bound.hasNulls()) {
      throw EngineError.KEY_NULL.exception();
    }
    bound.storeAs(columns.columns().get(index).type(), batch.column(index));
  }

  private boolean isKey(int index) {
    return index == columns.timeIndex() || columns.columns().get(index).primaryKey();
  }

  private int check(List<BoundColumn> bound) {
    int rows = bound.isEmpty() ? 0 : bound.get(0).rows();
    if (rows == 0 || rows > MAX_ROWS) {
      throw EngineError.BIND_NUMBER.exception();
    }
    boolean unequal = bound.stream().anyMatch(column -> column.rows() != rows);
    if (bound.size() < parameterCount || unequal) {
      throw EngineError.INVALID_OPERATION.saying(
          "row number in each bind param should be the same");
    }
    for (int i = 0; i < parameters.length; i++) {
      if (parameters[i] >= 0) {
        checkType(columns.columns().get(i), bound.get(parameters[i]));
      }
    }
    return rows;
  }

  private static void checkType(ColumnDef column, BoundColumn bound) {
    boolean onlyNull = bound.rows() == 1 && bound.value(0) == null;
    if (bound.type() != column.type().type() && !onlyNull) {
      throw EngineError.INVALID_OPERATION.saying("column type mis-match with buffer type");
    }
  }
}
