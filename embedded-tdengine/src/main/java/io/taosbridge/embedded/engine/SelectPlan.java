package io.taosbridge.embedded.engine;

import io.taosbridge.embedded.sql.Expr;
import io.taosbridge.embedded.sql.Select;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** A query that has been looked through and can be run. */
final class SelectPlan {

  private final Select select;
  private final Relation relation;
  private final Filter filter;
  private final GroupCompiler compiler;
  private final List<Outputs.Output> outputs;
  private final List<Compiled> values = new ArrayList<>();
  private final List<Key> order = new ArrayList<>();
  private final List<Compiled> groupBy = new ArrayList<>();
  private final Compiled having;
  private final Set<String> usedColumns = new HashSet<>();
  private final long window;

  /** A key of ORDER BY: an output by its position, or an expression of its own. */
  private record Key(int output, Compiled expression, boolean descending) {}

  /** A row of the result with the values that it is ordered by. */
  private static final class Line {
    private final Object[] values;
    private final Object[] keys;

    Line(Object[] values, Object[] keys) {
      this.values = values;
      this.keys = keys;
    }
  }

  SelectPlan(Session session, Select select, Relation source, List<BoundColumn> parameters) {
    this.select = select;
    Scope scope = source.scope();
    window = select.interval() == null ? 0 : Times.units(select.interval(), scope.precision());
    compiler = new GroupCompiler(session, scope, parameters, window);
    ExpressionCompiler rows = new ExpressionCompiler(session, scope, parameters);
    outputs = Outputs.of(select.items(), scope, select.tags());
    outputs.forEach(output -> values.add(compiler.compile(output.expression())));
    filter = Filter.of(select.where(), rows);
    select.groupBy().forEach(key -> groupBy.add(rows.compile(key)));
    having = select.having() == null ? null : compiler.compile(select.having());
    select.orderBy().forEach(key -> order.add(key(key)));
    usedColumns.addAll(compiler.usedColumns());
    usedColumns.addAll(rows.usedColumns());
    if (select.tags() && !isOfTables()) {
      throw EngineError.SYNTAX.saying("Only tags and tbname can follow SELECT TAGS");
    }
    relation = isOfTables() ? ((TableRelation) source).tablesOnly() : source;
    if (relation.isOrderedByTime() && isByTime() && !isGrouped()) {
      order.clear();
    }
  }

  /** Whether the result can be had from tags alone, which then tells tables without rows too. */
  private boolean isOfTables() {
    return (select.distinct() || select.tags())
        && select.from() instanceof Select.TableSource source
        && !SystemTables.isSystemDatabase(source.name().database())
        && compiler.scope().hasTime()
        && values.stream().allMatch(value -> value.reach().compareTo(Reach.TABLE) <= 0)
        && filter.isTimeOnly()
        && !filter.isTimeBound();
  }

  private boolean isByTime() {
    return select.orderBy().size() == 1
        && !select.orderBy().get(0).descending()
        && select.orderBy().get(0).expression() instanceof Expr.Column column
        && compiler
            .scope()
            .find(column.qualifier(), column.name())
            .filter(index -> index == 0)
            .isPresent();
  }

  private boolean isGrouped() {
    return !compiler.aggregates().isEmpty()
        || window > 0
        || (!groupBy.isEmpty() && !select.partition());
  }

  private Key key(Select.Order by) {
    Expr expression = by.expression();
    if (expression instanceof Expr.Int position) {
      int output = position.value().intValueExact() - 1;
      if (output < 0 || output >= outputs.size()) {
        throw EngineError.INVALID_COLUMN.exception(position.value());
      }
      return new Key(output, null, by.descending());
    }
    for (int i = 0; i < outputs.size(); i++) {
      boolean byName =
          expression instanceof Expr.Column column
              && column.qualifier() == null
              && column.name().equals(outputs.get(i).name());
      if (byName || outputs.get(i).expression().equals(expression)) {
        return new Key(i, null, by.descending());
      }
    }
    return new Key(-1, compiler.compile(expression), by.descending());
  }

  List<ResultField> fields() {
    List<ResultField> fields = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      fields.add(new ResultField(outputs.get(i).name(), values.get(i).type()));
    }
    return fields;
  }

  /** Whether each row of the result is made of one row read, in the order of reading. */
  boolean isRowByRow() {
    return !isGrouped()
        && !select.distinct()
        && !select.tags()
        && order.isEmpty()
        && select.limit() < 0
        && groupBy.isEmpty();
  }

  /** The columns and tags that the query refers to outside of aggregates. */
  Set<String> usedColumns() {
    return usedColumns;
  }

  Filter filter() {
    return filter;
  }

  /** The result's row for a row read. */
  Object[] project(Tuple tuple) {
    Object[] row = new Object[values.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = values.get(i).eval(tuple);
    }
    return row;
  }

  SqlResult.Rows run() {
    if (isPicking() && relation instanceof TableRelation tables) {
      PickedRows rows = tables.pick(filter, picks(tables.layout()));
      return new SqlResult.Rows(fields(), relation.scope().precision(), rows);
    }
    List<Line> lines = isGrouped() ? grouped() : plain();
    if (!order.isEmpty()) {
      lines.sort((left, right) -> compareKeys(left.keys, right.keys));
    }
    long from = Math.min(select.offset(), lines.size());
    long to = select.limit() < 0 ? lines.size() : Math.min(lines.size(), from + select.limit());
    List<Object[]> rows = new ArrayList<>();
    for (Line line : lines.subList((int) from, (int) to)) {
      rows.add(line.values);
    }
    return new SqlResult.Rows(fields(), relation.scope().precision(), rows);
  }

  /** Whether the result is nothing but columns and tags of the rows read. */
  boolean isPicking() {
    return isRowByRow()
        && outputs.stream().allMatch(output -> output.expression() instanceof Expr.Column);
  }

  /** The result's columns, if nothing is computed. */
  List<Pick> picks(TableRelation.Layout layout) {
    List<Pick> picks = new ArrayList<>();
    for (Outputs.Output output : outputs) {
      Expr.Column column = (Expr.Column) output.expression();
      picks.add(layout.pick(layout.scope().indexOf(column.qualifier(), column.name())));
    }
    return picks;
  }

  private List<Line> plain() {
    List<Line> lines = new ArrayList<>();
    Predicate<Line> fresh = distinct();
    long enough =
        order.isEmpty() && select.limit() >= 0 ? select.offset() + select.limit() : Long.MAX_VALUE;
    if (enough == 0) {
      return lines;
    }
    relation.scan(
        filter,
        tuple -> {
          Line line = line(tuple);
          if (fresh.test(line)) {
            lines.add(line);
          }
          return lines.size() < enough;
        });
    return lines;
  }

  private List<Line> grouped() {
    List<Group> sorted = groupBy.isEmpty() && window == 0 ? inOneGroup() : inGroups();
    if (window > 0) {
      sorted.sort(Comparator.comparing(Group::windowStart));
    }
    List<Line> lines = new ArrayList<>();
    Predicate<Line> fresh = distinct();
    for (Group group : sorted) {
      if (having == null || having.holds(group)) {
        Line line = line(group);
        if (fresh.test(line)) {
          lines.add(line);
        }
      }
    }
    return lines;
  }

  private List<Group> inGroups() {
    Map<List<Object>, Group> groups = new LinkedHashMap<>();
    relation.scan(
        filter,
        tuple -> {
          groups.computeIfAbsent(groupKey(tuple), this::newGroup).add(tuple);
          return true;
        });
    return new ArrayList<>(groups.values());
  }

  private List<Group> inOneGroup() {
    Group group = new Group(compiler.aggregates(), 0);
    relation.scan(
        filter,
        tuple -> {
          group.add(tuple);
          return true;
        });
    return group.isEmpty() && !counts() ? List.of() : List.of(group);
  }

  /** Without rows only COUNT has something to tell. */
  private boolean counts() {
    return compiler.aggregates().stream().anyMatch(a -> a.name().equals("count"));
  }

  private List<Object> groupKey(Tuple tuple) {
    Object[] key = new Object[groupBy.size() + (window > 0 ? 1 : 0)];
    for (int i = 0; i < groupBy.size(); i++) {
      key[i] = hashable(groupBy.get(i).eval(tuple));
    }
    if (window > 0) {
      key[groupBy.size()] = Math.floorDiv((Long) tuple.get(0), window) * window;
    }
    return Arrays.asList(key);
  }

  private Group newGroup(List<Object> key) {
    return new Group(compiler.aggregates(), window > 0 ? (Long) key.get(key.size() - 1) : 0);
  }

  private Predicate<Line> distinct() {
    if (!select.distinct()) {
      return line -> true;
    }
    Set<List<Object>> seen = new HashSet<>();
    return line -> seen.add(Arrays.stream(line.values).map(SelectPlan::hashable).toList());
  }

  private Line line(Tuple tuple) {
    Object[] row = project(tuple);
    Object[] keys = new Object[order.size()];
    for (int i = 0; i < keys.length; i++) {
      Key key = order.get(i);
      keys[i] = key.output() >= 0 ? row[key.output()] : key.expression().eval(tuple);
    }
    return new Line(row, keys);
  }

  private int compareKeys(Object[] left, Object[] right) {
    for (int i = 0; i < left.length; i++) {
      int order = Comparison.NULLS_FIRST.compare(left[i], right[i]);
      if (order != 0) {
        return this.order.get(i).descending() ? -order : order;
      }
    }
    return 0;
  }

  private static Object hashable(Object value) {
    return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value;
  }
}
