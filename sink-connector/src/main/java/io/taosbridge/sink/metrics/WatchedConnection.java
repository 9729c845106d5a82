package io.taosbridge.sink.metrics;

import io.taosbridge.client.BindBatch;
import io.taosbridge.client.Connection;
import io.taosbridge.client.LegacyStatement;
import io.taosbridge.client.Parameter;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.ReplicatedRows;
import io.taosbridge.client.SchemalessBatch;
import io.taosbridge.client.Statement;
import io.taosbridge.client.StatementOptions;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A connection whose writes are counted, whichever way they take. */
final class WatchedConnection implements Connection {

  private final Connection connection;
  private final SinkMetrics metrics;

  WatchedConnection(Connection connection, SinkMetrics metrics) {
    this.connection = connection;
    this.metrics = metrics;
  }

  private long timed(LongSupplier execution) {
    long start = System.nanoTime();
    try {
      return execution.getAsLong();
    } finally {
      metrics.executed(start);
    }
  }

  @Override
  public long execute(String sql, long requestId) {
    if (sql.startsWith("INSERT ")) {
      long rows = timed(() -> connection.execute(sql, requestId));
      metrics.written(rows, sql.length());
      return rows;
    }
    long affected = connection.execute(sql, requestId);
    metrics.changed(sql);
    return affected;
  }

  @Override
  public long insert(SchemalessBatch batch) {
    long rows = timed(() -> connection.insert(batch));
    metrics.written(rows, batch.text().length());
    return rows;
  }

  @Override
  public Statement prepare(String sql, StatementOptions options) {
    return new WatchedStatement(connection.prepare(sql, options));
  }

  @Override
  public void replicate(List<ReplicatedRows> tables) {
    timed(
        () -> {
          connection.replicate(tables);
          return 0;
        });
    metrics.written(
        tables.stream().mapToLong(ReplicatedRows::size).sum(),
        tables.stream().mapToLong(ReplicatedRows::byteLength).sum());
  }

  /** Each batch is filled when it was made, and executed when it is full. */
  private final class WatchedStatement implements Statement {

    private final Statement statement;
    private long begun;

    WatchedStatement(Statement statement) {
      this.statement = statement;
    }

    @Override
    public BindBatch newBatch() {
      begun = System.nanoTime();
      return statement.newBatch();
    }

    @Override
    public long execute(BindBatch batch) {
      metrics.bound(begun);
      long affected = timed(() -> statement.execute(batch));
      metrics.written(batch.rows(), batch.byteSize());
      return affected;
    }

    @Override
    public boolean isInsert() {
      return statement.isInsert();
    }

    @Override
    public List<Parameter> parameters() {
      return statement.parameters();
    }

    @Override
    public QueryResult query(List<?> values) {
      return statement.query(values);
    }

    @Override
    public void close() {
      statement.close();
    }
  }

  @Override
  public String serverVersion() {
    return connection.serverVersion();
  }

  @Override
  public String clientVersion() {
    return connection.clientVersion();
  }

  @Override
  public Optional<String> currentDatabase() {
    return connection.currentDatabase();
  }

  @Override
  public void ping() {
    connection.ping();
  }

  @Override
  public QueryResult query(String sql, long requestId) {
    return connection.query(sql, requestId);
  }

  @Override
  public long executeMany(String sql, List<? extends List<?>> rows) {
    return connection.executeMany(sql, rows);
  }

  @Override
  public LegacyStatement prepareLegacy(String sql) {
    return connection.prepareLegacy(sql);
  }

  @Override
  public void replicateDelete(String table, String timeColumn, long first, long last) {
    connection.replicateDelete(table, timeColumn, first, last);
  }

  @Override
  public boolean isOpen() {
    return connection.isOpen();
  }

  @Override
  public void close() {
    connection.close();
  }
}
