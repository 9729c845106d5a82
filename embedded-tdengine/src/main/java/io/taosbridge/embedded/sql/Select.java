package io.taosbridge.embedded.sql;

import java.util.List;

/**
 * A query.
 *
 * @param tags whether it is SELECT TAGS, which tells each table once
 * @param from null without FROM
 * @param where null without WHERE
 * @param interval null without INTERVAL
 * @param groupBy of PARTITION BY and GROUP BY alike
 * @param having null without HAVING
 * @param limit -1 without LIMIT
 */
public record Select(
    boolean distinct,
    boolean tags,
    List<Item> items,
    Source from,
    Expr where,
    Expr.Duration interval,
    List<Expr> groupBy,
    boolean partition,
    Expr having,
    List<Order> orderBy,
    long limit,
    long offset)
    implements Statement {

  public Select {
    items = List.copyOf(items);
    groupBy = List.copyOf(groupBy);
    orderBy = List.copyOf(orderBy);
  }

  /**
   * An entry of the select list.
   *
   * @param alias null if there is none
   * @param text as written, which names the result's column
   */
  public record Item(Expr expression, String alias, String text) {}

  /** An entry of ORDER BY. */
  public record Order(Expr expression, boolean descending) {}

  /** What a query reads. */
  public sealed interface Source {

    /** Null if there is none. */
    String alias();
  }

  /** A table. */
  public record TableSource(TableName name, String alias) implements Source {}

  /** A query in parentheses. */
  public record SubSelect(Select select, String alias) implements Source {}
}
