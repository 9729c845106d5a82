package io.taosbridge.client.pool;

import io.taosbridge.TDengine;
import io.taosbridge.client.Connection;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.OperationalException;
import io.taosbridge.client.error.TDengineException;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections kept for reuse, of any transport. Safe for use by many threads.
 *
 * <pre>{@code
 * try (ConnectionPool pool = ConnectionPool.open(options, PoolOptions.DEFAULT)) {
 *   try (Connection connection = pool.borrow()) { // closing it gives it back
 *     connection.execute("insert into t values (now, 1)");
 *   }
 * }
 * }</pre>
 *
 * <p>A connection is asked for a sign of life before it is lent, and while it is idle; one that
 * gives none is replaced. A connection is lent as it was given back: whoever runs {@code use
 * database} changes it for those after them.
 */
public final class ConnectionPool implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionPool.class);

  private final GenericObjectPool<Connection> pool;
  private final PoolOptions options;

  private ConnectionPool(Supplier<Connection> connect, PoolOptions options) {
    this.options = options;
    GenericObjectPoolConfig<Connection> config = new GenericObjectPoolConfig<>();
    config.setMaxTotal(options.size());
    config.setMaxIdle(options.size());
    config.setMaxWait(options.maxWait());
    config.setTestOnBorrow(true);
    config.setTestWhileIdle(true);
    config.setTimeBetweenEvictionRuns(
        options.idleCheck().isZero() ? Duration.ofMillis(-1) : options.idleCheck());
    config.setNumTestsPerEvictionRun(options.size());
    config.setMinEvictableIdleDuration(Duration.ofMillis(-1)); // idle is no reason to go
    config.setJmxEnabled(false);
    this.pool = new GenericObjectPool<>(new PooledConnections(connect), config);
  }

  /** A pool that connects when a connection is first needed. */
  public static ConnectionPool open(ConnectionOptions connection, PoolOptions options) {
    return new ConnectionPool(() -> TDengine.connect(connection), options);
  }

  /** A pool of connections that are made in a way of one's own. */
  public static ConnectionPool of(Supplier<Connection> connect, PoolOptions options) {
    return new ConnectionPool(connect, options);
  }

  /**
   * Lends a connection. Close it to give it back; results and statements of it must be closed
   * before.
   *
   * @throws OperationalException if all are lent and none came back in time, or the pool is closed
   * @throws TDengineException if a new one is needed and cannot be made
   */
  public Connection borrow() {
    try {
      return new BorrowedConnection(pool.borrowObject(), this::giveBack);
    } catch (NoSuchElementException e) {
      throw exhausted(e);
    } catch (InterruptedException e) {
      if (pool.isClosed()) { // closing it interrupts those who wait
        throw closed();
      }
      Thread.currentThread().interrupt();
      throw Errors.lost("interrupted while waiting for a connection of the pool", e);
    } catch (TDengineException e) {
      throw e;
    } catch (Exception e) {
      if (pool.isClosed()) {
        throw closed();
      }
      throw Errors.lost("cannot take a connection from the pool: " + e.getMessage(), e);
    }
  }

  private void giveBack(Connection connection) {
    try {
      if (connection.isOpen()) {
        pool.returnObject(connection);
      } else {
        pool.invalidateObject(connection);
      }
    } catch (Exception e) {
      LOG.warn("a connection that was lost could not be closed", e);
    }
  }

  private RuntimeException exhausted(NoSuchElementException cause) {
    if (pool.isClosed()) {
      return closed();
    }
    return new OperationalException(
        "all "
            + options.size()
            + " connections of the pool are lent, and none came back in "
            + options.maxWait().toMillis()
            + " ms: close connections after use, or make the pool larger",
        TDengineException.CLIENT_SIDE,
        0,
        ErrorAction.RETRY,
        cause);
  }

  private static RuntimeException closed() {
    return Errors.misuse("the pool is closed");
  }

  /** How many connections are lent now. */
  public int lent() {
    return pool.getNumActive();
  }

  /** How many connections wait to be lent. */
  public int idle() {
    return pool.getNumIdle();
  }

  /** Closes the idle connections now, and those that are lent as they are given back. */
  @Override
  public void close() {
    pool.close();
  }
}
