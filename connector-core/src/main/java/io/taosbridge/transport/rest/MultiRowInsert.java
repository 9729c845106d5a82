package io.taosbridge.transport.rest;

import io.taosbridge.block.DataType;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.sql.SqlLiteral;
import io.taosbridge.transport.rest.InsertTemplate.Role;
import io.taosbridge.transport.rest.InsertTemplate.Slot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Writes many rows of values into as few INSERT statements as the server's limit allows. */
final class MultiRowInsert {

  /** What the server takes; it would refuse a longer statement (0x0219). */
  static final int MAX_LENGTH = 1 << 20;

  private static final String INSERT = "INSERT INTO";

  private final InsertTemplate template;
  private final List<? extends List<?>> rows;
  private final Function<String, TableColumns> describe;
  private final StringBuilder statement = new StringBuilder(INSERT);
  private int length = INSERT.length();
  private String lastHead = "";
  private TableColumns columns;

  /**
   * @param describe tells the columns of a table given as SQL; asked only if there are bytes among
   *     the values
   */
  MultiRowInsert(
      String sql, List<? extends List<?>> rows, Function<String, TableColumns> describe) {
    this.template = InsertTemplate.parse(sql);
    this.rows = rows;
    this.describe = describe;
  }

  /**
   * Runs the statements one after another. Every value is written out once before, so that nothing
   * is sent if there is one that cannot be.
   *
   * @return the sum of what they return
   * @throws io.taosbridge.client.error.InterfaceException naming the row of a value that cannot be
   *     written
   */
  long run(ToLongFunction<String> execute) {
    List<String> statements = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      try {
        add(rows.get(i), statements);
      } catch (IllegalArgumentException e) {
        throw Errors.invalid("rows[" + i + "], " + e.getMessage(), e);
      }
    }
    statements.add(statement.toString());
    return statements.stream().mapToLong(execute).sum();
  }

  private void add(List<?> row, List<String> statements) {
    if (row.size() != template.slots().size()) {
      throw new IllegalArgumentException(
          row.size() + " values for " + template.slots().size() + " parameters");
    }
    Iterator<String> values = literals(row).iterator();
    String head = fill(template.head(), values);
    String group = fill(template.group(), values);
    String addition = head.equals(lastHead) ? "," + group : " " + head + " " + group;
    int added = addition.getBytes(StandardCharsets.UTF_8).length;
    if (length + added > MAX_LENGTH && length > INSERT.length()) {
      statements.add(statement.toString());
      statement.setLength(INSERT.length());
      addition = " " + head + " " + group;
      added = addition.getBytes(StandardCharsets.UTF_8).length;
      length = INSERT.length();
    }
    statement.append(addition);
    length += added;
    lastHead = head;
  }

  private static String fill(List<String> parts, Iterator<String> values) {
    StringBuilder filled = new StringBuilder(parts.get(0));
    for (String part : parts.subList(1, parts.size())) {
      filled.append(values.next()).append(part);
    }
    return filled.toString();
  }

  private List<String> literals(List<?> row) {
    List<String> literals = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      try {
        literals.add(literal(row, i));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("value " + (i + 1) + ": " + e.getMessage(), e);
      }
    }
    return literals;
  }

  private String literal(List<?> row, int i) {
    Slot slot = template.slots().get(i);
    Object value = row.get(i);
    if (slot.role() == Role.TABLE) {
      if (value instanceof String name) {
        return SqlLiteral.name(name);
      }
      throw new IllegalArgumentException("the table name is no String: " + value);
    }
    return value instanceof byte[] bytes
        ? SqlLiteral.ofBytes(bytes, type(slot, row))
        : SqlLiteral.of(value);
  }

  private DataType type(Slot slot, List<?> row) {
    if (columns == null) {
      String table = template.table();
      columns = describe.apply(table.isEmpty() ? SqlLiteral.name(tableName(row)) : table);
    }
    return slot.role() == Role.TAG
        ? columns.tag(template.tagNames(), slot.index())
        : columns.column(template.columnNames(), slot.index());
  }

  private String tableName(List<?> row) {
    for (int i = 0; i < row.size(); i++) {
      if (template.slots().get(i).role() == Role.TABLE && row.get(i) instanceof String name) {
        return name;
      }
    }
    throw new IllegalArgumentException("there is no table name");
  }
}
