package io.taosbridge.client.pool;

import io.taosbridge.client.Connection;
import io.taosbridge.client.LegacyStatement;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.ReplicatedRows;
import io.taosbridge.client.SchemalessBatch;
import io.taosbridge.client.Statement;
import io.taosbridge.client.StatementOptions;
import io.taosbridge.client.error.Errors;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A connection until it is given back, by closing it. */
final class BorrowedConnection implements Connection {

  private final AtomicReference<Connection> lent;
  private final Consumer<Connection> giveBack;

  BorrowedConnection(Connection connection, Consumer<Connection> giveBack) {
    this.lent = new AtomicReference<>(connection);
    this.giveBack = giveBack;
  }

  private Connection connection() {
    Connection connection = lent.get();
    if (connection == null) {
      throw Errors.misuse("the connection was given back to the pool");
    }
    return connection;
  }

  @Override
  public String serverVersion() {
    return connection().serverVersion();
  }

  @Override
  public String clientVersion() {
    return connection().clientVersion();
  }

  @Override
  public Optional<String> currentDatabase() {
    return connection().currentDatabase();
  }

  @Override
  public void ping() {
    connection().ping();
  }

  @Override
  public long execute(String sql, long requestId) {
    return connection().execute(sql, requestId);
  }

  @Override
  public QueryResult query(String sql, long requestId) {
    return connection().query(sql, requestId);
  }

  @Override
  public Statement prepare(String sql, StatementOptions options) {
    return connection().prepare(sql, options);
  }

  @Override
  public long executeMany(String sql, List<? extends List<?>> rows) {
    return connection().executeMany(sql, rows);
  }

  @Override
  public LegacyStatement prepareLegacy(String sql) {
    return connection().prepareLegacy(sql);
  }

  @Override
  public long insert(SchemalessBatch batch) {
    return connection().insert(batch);
  }

  @Override
  public void replicate(List<ReplicatedRows> tables) {
    connection().replicate(tables);
  }

  @Override
  public void replicateDelete(String table, String timeColumn, long first, long last) {
    connection().replicateDelete(table, timeColumn, first, last);
  }

  @Override
  public boolean isOpen() {
    Connection connection = lent.get();
    return connection != null && connection.isOpen();
  }

  @Override
  public void close() {
    Connection connection = lent.getAndSet(null);
    if (connection != null) {
      giveBack.accept(connection);
    }
  }
}
