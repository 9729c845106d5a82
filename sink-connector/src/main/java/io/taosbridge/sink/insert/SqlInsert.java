package io.taosbridge.sink.insert;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.client.sql.SqlValues;
import io.taosbridge.sink.plan.Row;
import io.taosbridge.sink.plan.WritePlan;
import io.taosbridge.sink.record.BadRecordException;
import io.taosbridge.sink.table.Names;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes rows out in the text of as few inserts as the server's limit for a text allows. */
public final class SqlInsert implements Insert {

  /** The server refuses longer ones (0x0219). */
  private static final int MAX_LENGTH = 1 << 20;

  private static final String INSERT = "INSERT INTO";

  private final WritePlan plan;
  private final Consumer<String> execute;
  private final String columnNames;
  private final String tagNames;
  private final SqlValues columns;
  private final SqlValues tags;

  /**
   * @param execute runs a statement
   */
  SqlInsert(WritePlan plan, Consumer<String> execute) {
    this.plan = plan;
    this.execute = execute;
    columnNames =
        Stream.concat(Stream.of(plan.timestampColumn()), names(plan.columns()))
            .map(Names::quotedColumn)
            .collect(Collectors.joining(",", "(", ")"));
    tagNames =
        names(plan.tags()).map(Names::quotedColumn).collect(Collectors.joining(",", "(", ")"));
    columns =
        new SqlValues(
            Stream.concat(Stream.of(ColumnType.of(DataType.TIMESTAMP)), types(plan.columns()))
                .toList());
    tags = new SqlValues(types(plan.tags()).toList());
  }

  private static Stream<String> names(List<WritePlan.Cell> cells) {
    return cells.stream().map(cell -> cell.column().name());
  }

  private static Stream<ColumnType> types(List<WritePlan.Cell> cells) {
    return cells.stream().map(cell -> cell.column().type());
  }

  @Override
  public void execute(List<Row> rows) {
    statements(rows).forEach(execute);
  }

  @Override
  public void check(Row row) {
    statements(List.of(row));
  }

  private List<String> statements(List<Row> rows) {
    List<String> statements = new ArrayList<>();
    StringBuilder statement = new StringBuilder(INSERT);
    int length = INSERT.length();
    String table = null;
    String head = null;
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      boolean sameTable = row.table().equals(table);
      if (!sameTable) {
        table = row.table();
        head = head(lastOfTable(rows, i));
      }
      String values = values(columns, row, true);
      String addition = sameTable ? "," + values : head + values;
      if (length + bytes(addition) > MAX_LENGTH && length > INSERT.length()) {
        statements.add(statement.toString());
        statement.setLength(INSERT.length());
        length = INSERT.length();
        addition = head + values;
      }
      statement.append(addition);
      length += bytes(addition);
    }
    statements.add(statement.toString());
    return statements;
  }

  /** A table is created, if need be, with the tags of its latest row. */
  private static Row lastOfTable(List<Row> rows, int from) {
    int last = from;
    while (last + 1 < rows.size() && rows.get(last + 1).table().equals(rows.get(from).table())) {
      last++;
    }
    return rows.get(last);
  }

  private String head(Row row) {
    String name = " " + plan.stable().sibling(row.table());
    if (plan.tags().isEmpty()) {
      return name + " " + columnNames + " VALUES ";
    }
    return name
        + " USING "
        + plan.stable()
        + " "
        + tagNames
        + " TAGS "
        + values(tags, row, false)
        + " "
        + columnNames
        + " VALUES ";
  }

  private String values(SqlValues values, Row row, boolean ofColumns) {
    try {
      if (ofColumns) {
        plan.writeColumns(row, values::value);
      } else {
        plan.writeTags(row, values::value);
      }
      return values.take();
    } catch (BadRecordException e) {
      values.discard();
      throw e;
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
