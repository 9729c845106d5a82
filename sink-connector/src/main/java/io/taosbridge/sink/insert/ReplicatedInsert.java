package io.taosbridge.sink.insert;

import io.taosbridge.block.ColumnBuilder;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.client.Connection;
import io.taosbridge.client.Field;
import io.taosbridge.client.ReplicatedRows;
import io.taosbridge.client.ValueAppender;
import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.StatementException;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.sink.plan.Row;
import io.taosbridge.sink.plan.WritePlan;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes rows with the mark of replication, so that a source with {@code replicated.skip} leaves
 * them out.
 */
public final class ReplicatedInsert implements Insert {

  private static final int TABLE_DOES_NOT_EXIST = 0x2603;

  /** A value does not fit its column. Cells were checked, so the column must have changed. */
  private static final int INVALID_PARAMETERS = 0x0118;

  private final WritePlan plan;
  private final Connection connection;
  private final ReplicatedTables tables;
  private final List<Field> columns = new ArrayList<>();

  /**
   * @param connection to the plan's database
   */
  ReplicatedInsert(WritePlan plan, Connection connection, ReplicatedTables tables) {
    this.plan = plan;
    this.connection = connection;
    this.tables = tables;
    columns.add(new Field(plan.timestampColumn(), ColumnType.of(DataType.TIMESTAMP)));
    plan.columns()
        .forEach(cell -> columns.add(new Field(cell.column().name(), cell.column().type())));
  }

  @Override
  public void execute(List<Row> rows) {
    tables.checkBefore(plan.stable());
    List<ReplicatedRows> filled = filled(rows);
    List<Row> latest = latest(rows);
    tables.create(plan, latest);
    try {
      replicate(filled);
    } catch (TDengineException e) {
      if (e.code() != TABLE_DOES_NOT_EXIST || plan.tags().isEmpty()) {
        throw e;
      }
      tables.forgetChildren();
      tables.create(plan, latest);
      replicate(filled);
    }
    tables.checkAfter(plan);
  }

  private void replicate(List<ReplicatedRows> filled) {
    try {
      connection.replicate(filled);
    } catch (TDengineException e) {
      if (e.code() == INVALID_PARAMETERS) {
        throw new StatementException(
            e.getMessage(), e.code(), e.requestId(), ErrorAction.REFRESH, e);
      }
      throw e;
    }
  }

  @Override
  public void check(Row row) {
    filled(List.of(row));
    ReplicatedTables.definition(plan, row);
  }

  private List<ReplicatedRows> filled(List<Row> rows) {
    List<ReplicatedRows> filled = new ArrayList<>();
    ReplicatedRows table = null;
    for (Row row : rows) {
      if (table == null || !table.table().equals(row.table())) {
        table = new ReplicatedRows(row.table(), columns);
        filled.add(table);
      }
      ReplicatedRows to = table;
      plan.writeColumns(row, column -> new Cell(to.column(column)));
    }
    return filled;
  }

  /** The last row of each table. */
  private static List<Row> latest(List<Row> rows) {
    List<Row> latest = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (i + 1 == rows.size() || !rows.get(i).table().equals(rows.get(i + 1).table())) {
        latest.add(rows.get(i));
      }
    }
    return latest;
  }

  private record Cell(ColumnBuilder column) implements ValueAppender {

    @Override
    public void appendNull() {
      column.appendNull();
    }

    @Override
    public void appendLong(long value) {
      column.appendLong(value);
    }

    @Override
    public void appendDouble(double value) {
      column.appendDouble(value);
    }

    @Override
    public void appendDecimal(BigDecimal value) {
      column.appendDecimal(value);
    }

    @Override
    public void appendString(String value) {
      column.appendString(value);
    }

    @Override
    public void appendBytes(byte[] value) {
      if (column.type().type() == DataType.NCHAR) {
        column.appendString(new String(value, StandardCharsets.UTF_8));
      } else {
        column.appendBytes(value);
      }
    }
  }
}
