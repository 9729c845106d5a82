package io.taosbridge.sink;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.BindBatch;
import io.taosbridge.client.BoundTable;
import io.taosbridge.client.Connection;
import io.taosbridge.client.FakeRows;
import io.taosbridge.client.Parameter;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Statement;
import io.taosbridge.client.StatementOptions;
import io.taosbridge.client.StubConnection;
import io.taosbridge.client.ValueBuffer;
import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.StatementException;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.sink.cell.Decoded;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Databases in memory behind the client's interfaces, with switches for what can go wrong. Takes
 * one request after the other, of whichever connection.
 */
final class FakeTDengine {

  private static final Pattern CREATE_DATABASE =
      Pattern.compile("CREATE DATABASE IF NOT EXISTS `(.+?)` PRECISION '(..)'(?: VGROUPS (\\d+))?");
  private static final Pattern CREATE_STABLE =
      Pattern.compile("CREATE STABLE IF NOT EXISTS (`.+?`\\.`.+?`) \\((.+)\\) TAGS \\((.+)\\)");
  private static final Pattern COLUMN = Pattern.compile("`(.+?)` ([A-Z ]+(?:\\([0-9,]+\\))?)");
  private static final Pattern INSERT =
      Pattern.compile("INSERT INTO (`.+?`\\.`.+?`) \\(tbname, (.+)\\) VALUES .+");
  private static final Pattern NAME = Pattern.compile("`(.+?)`");

  /** A column or tag as DESCRIBE tells of it. */
  record Described(String name, ColumnType type, String note) {}

  /** A supertable with the rows of its child tables by timestamp. */
  static final class Stable {
    final Map<String, Described> columns = new LinkedHashMap<>();
    final Map<String, Map<String, Object>> tags = new TreeMap<>();
    final Map<String, TreeMap<Long, Map<String, Object>>> rows = new TreeMap<>();
  }

  final Map<String, Precision> databases = new LinkedHashMap<>();
  final Map<String, Stable> stables = new LinkedHashMap<>();
  final List<String> statements = new ArrayList<>();
  final List<Integer> executions = new ArrayList<>();
  final Deque<TDengineException> beforeExecution = new ArrayDeque<>();
  final Deque<TDengineException> afterExecution = new ArrayDeque<>();
  Predicate<Map<String, Object>> badRow = row -> false;
  boolean down;
  int connections;

  static TDengineException error(ErrorAction action, int code, String text) {
    return new StatementException(text, code, 0, action, null);
  }

  synchronized Connection connect() {
    if (down) {
      throw Errors.lost("connection refused", null);
    }
    connections++;
    return new FakeConnection();
  }

  Stable stable(String name) {
    return stables.get(name);
  }

  Stable addStable(String name, Described... columns) {
    Stable stable = new Stable();
    for (Described column : columns) {
      stable.columns.put(column.name(), column);
    }
    stables.put(name, stable);
    return stable;
  }

  private final class FakeConnection extends StubConnection {

    @Override
    public long execute(String sql, long requestId) {
      synchronized (FakeTDengine.this) {
        return run(sql);
      }
    }

    private long run(String sql) {
      check();
      statements.add(sql);
      Matcher database = CREATE_DATABASE.matcher(sql);
      Matcher stable = CREATE_STABLE.matcher(sql);
      if (database.matches()) {
        databases.putIfAbsent(database.group(1), Precision.ofSymbol(database.group(2)));
      } else if (stable.matches()) {
        List<Described> columns = new ArrayList<>(columns(stable.group(2), ""));
        columns.addAll(columns(stable.group(3), "TAG"));
        if (!stables.containsKey(stable.group(1))) {
          addStable(stable.group(1), columns.toArray(Described[]::new));
        }
      } else {
        throw new AssertionError(sql);
      }
      return 0;
    }

    private List<Described> columns(String declared, String note) {
      List<Described> columns = new ArrayList<>();
      Matcher column = COLUMN.matcher(declared);
      while (column.find()) {
        columns.add(
            new Described(column.group(1), ColumnType.parse(column.group(2).strip()), note));
      }
      return columns;
    }

    @Override
    public QueryResult query(String sql, long requestId) {
      synchronized (FakeTDengine.this) {
        return find(sql);
      }
    }

    private QueryResult find(String sql) {
      check();
      if (sql.startsWith("DESCRIBE ")) {
        Stable stable = stables.get(sql.substring("DESCRIBE ".length()));
        if (stable == null) {
          throw error(ErrorAction.REFRESH, 0x2603, "Table does not exist");
        }
        return result(
            stable.columns.values().stream()
                .map(
                    c ->
                        List.<Object>of(
                            c.name(),
                            c.type().type().isDecimal()
                                ? c.type().toSql()
                                : c.type().type().sqlName(),
                            c.type().length() > 0 ? c.type().length() : 5,
                            c.note()))
                .toList());
      }
      String name = sql.substring(sql.indexOf('\'') + 1, sql.lastIndexOf('\''));
      Precision precision = databases.get(name);
      return result(precision == null ? List.of() : List.of(List.<Object>of(precision.symbol())));
    }

    @Override
    public Statement prepare(String sql, StatementOptions options) {
      synchronized (FakeTDengine.this) {
        check();
        return new FakeStatement(this, sql);
      }
    }

    private void check() {
      if (down || !isOpen()) {
        close();
        throw Errors.lost("connection lost", null);
      }
    }
  }

  private static QueryResult result(List<List<Object>> rows) {
    List<ColumnType> types = new ArrayList<>();
    if (!rows.isEmpty()) {
      for (Object cell : rows.get(0)) {
        types.add(
            cell instanceof Integer
                ? ColumnType.of(DataType.INT)
                : ColumnType.of(DataType.VARCHAR, 64));
      }
    }
    return new FakeRows(Precision.MILLISECONDS, types, rows);
  }

  private final class FakeStatement implements Statement {

    private final FakeConnection connection;
    private final Stable stable;
    private final List<Parameter> parameters = new ArrayList<>();

    FakeStatement(FakeConnection connection, String sql) {
      this.connection = connection;
      Matcher insert = INSERT.matcher(sql);
      if (!insert.matches()) {
        throw new AssertionError(sql);
      }
      stable = stables.get(insert.group(1));
      Matcher name = NAME.matcher(insert.group(2));
      while (name.find()) {
        Described column = stable.columns.get(name.group(1));
        parameters.add(
            new Parameter(
                column.name(),
                column.type(),
                column.note().equals("TAG") ? Parameter.Role.TAG : Parameter.Role.COLUMN,
                null));
      }
    }

    @Override
    public boolean isInsert() {
      return true;
    }

    @Override
    public List<Parameter> parameters() {
      return parameters;
    }

    @Override
    public BindBatch newBatch() {
      return new BindBatch(parameters);
    }

    @Override
    public long execute(BindBatch batch) {
      synchronized (FakeTDengine.this) {
        return run(batch);
      }
    }

    private long run(BindBatch batch) {
      connection.check();
      executions.add(batch.rows());
      if (!beforeExecution.isEmpty()) {
        throw beforeExecution.remove();
      }
      Map<String, List<Map<String, Object>>> rows = new LinkedHashMap<>();
      for (BoundTable table : batch.tables()) {
        if (batch.tagParameters().isEmpty() && !stable.tags.containsKey(table.table())) {
          throw error(ErrorAction.REFRESH, 0x2603, "Table does not exist");
        }
        rows.put(
            table.table(),
            decode(table.columns(), batch.columnParameters(), table.from(), table.to()));
      }
      if (rows.values().stream().flatMap(List::stream).anyMatch(badRow)) {
        throw error(ErrorAction.BAD_RECORD, 0x060b, "Timestamp data out of range");
      }
      for (BoundTable table : batch.tables()) {
        if (!batch.tagParameters().isEmpty()) {
          stable.tags.putIfAbsent(
              table.table(),
              decode(table.tags(), batch.tagParameters(), table.tagsAt(), table.tagsAt() + 1)
                  .get(0));
        }
        store(table.table(), rows.get(table.table()), batch.columnParameters().get(0).name());
      }
      if (!afterExecution.isEmpty()) {
        throw afterExecution.remove();
      }
      return batch.rows();
    }

    private void store(String table, List<Map<String, Object>> rows, String timestamp) {
      for (Map<String, Object> row : rows) {
        stable
            .rows
            .computeIfAbsent(table, t -> new TreeMap<>())
            .put((Long) row.get(timestamp), row);
      }
    }

    @Override
    public QueryResult query(List<?> values) {
      throw new AssertionError();
    }

    @Override
    public void close() {}
  }

  private static List<Map<String, Object>> decode(
      List<ValueBuffer> buffers, List<Parameter> parameters, int from, int to) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int c = 0; c < buffers.size(); c++) {
      Object[] values = Decoded.values(buffers.get(c));
      for (int r = 0; r < to - from; r++) {
        if (rows.size() <= r) {
          rows.add(new LinkedHashMap<>());
        }
        rows.get(r).put(parameters.get(c).name(), values[from + r]);
      }
    }
    return rows;
  }
}
