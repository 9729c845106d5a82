package io.taosbridge.embedded.sql;

import java.util.List;

/**
 * INSERT.
 *
 * @param sql the statement, of which error texts show parts
 */
public record Insert(String sql, List<Target> targets, int parameterCount) implements Statement {

  public Insert {
    targets = List.copyOf(targets);
  }

  /**
   * One table with its rows.
   *
   * @param table null if it is a {@code ?}
   * @param using null without USING
   * @param columns empty if none are named
   * @param nameEnd where the table's name ends in the statement
   */
  public record Target(
      TableName table, Using using, List<String> columns, List<Line> lines, int nameEnd) {
    public Target {
      columns = List.copyOf(columns);
      lines = List.copyOf(lines);
    }
  }

  /**
   * USING: what the table is made from if it is missing.
   *
   * @param tags empty if none are named
   */
  public record Using(TableName superTable, List<String> tags, List<Value> values, int end) {
    public Using {
      tags = List.copyOf(tags);
      values = List.copyOf(values);
    }
  }

  /**
   * The values of one row.
   *
   * @param end where its closing parenthesis stands in the statement
   */
  public record Line(List<Value> values, int end) {
    public Line {
      values = List.copyOf(values);
    }
  }

  /**
   * A value.
   *
   * @param start where it begins in the statement
   */
  public record Value(Expr expression, int start) {}
}
