package io.taosbridge.client;

import java.util.List;
import java.util.Optional;

/** A connection on which everything is an error that a test does not answer. */
public class StubConnection implements Connection {

  private volatile boolean open = true;

  @Override
  public String serverVersion() {
    return "3.3.7.5";
  }

  @Override
  public String clientVersion() {
    throw new AssertionError("clientVersion");
  }

  @Override
  public Optional<String> currentDatabase() {
    throw new AssertionError("currentDatabase");
  }

  @Override
  public void ping() {
    throw new AssertionError("ping");
  }

  @Override
  public long execute(String sql, long requestId) {
    throw new AssertionError(sql);
  }

  @Override
  public QueryResult query(String sql, long requestId) {
    throw new AssertionError(sql);
  }

  @Override
  public Statement prepare(String sql, StatementOptions options) {
    throw new AssertionError(sql);
  }

  @Override
  public long executeMany(String sql, List<? extends List<?>> rows) {
    throw new AssertionError(sql);
  }

  @Override
  public LegacyStatement prepareLegacy(String sql) {
    throw new AssertionError(sql);
  }

  @Override
  public long insert(SchemalessBatch batch) {
    throw new AssertionError(batch);
  }

  @Override
  public void replicate(List<ReplicatedRows> tables) {
    throw new AssertionError(tables);
  }

  @Override
  public void replicateDelete(String table, String timeColumn, long first, long last) {
    throw new AssertionError(table);
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }
}
