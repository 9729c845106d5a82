package io.taosbridge.sink.insert;

import io.taosbridge.client.Connection;
import io.taosbridge.client.Statement;
import io.taosbridge.client.StatementOptions;
import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.sink.text.Link;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection of a task and the inserts prepared on it; opened when first needed. For use by one
 * thread, which others can make stop.
 */
public final class Session implements Link, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Session.class);
  private static final int MAX_STATEMENTS = 100;

  private final Supplier<Connection> connector;
  private final Function<String, Connection> connectorTo;
  private final Map<String, Connection> byDatabase = new HashMap<>();
  private final Map<String, Statement> inserts = new LinkedHashMap<>(16, 0.75f, true);
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private volatile boolean refusing;
  private Connection connection;

  public Session(Supplier<Connection> connector) {
    this(connector, database -> connector.get());
  }

  /**
   * @param connectorTo connects to a database
   */
  public Session(Supplier<Connection> connector, Function<String, Connection> connectorTo) {
    this.connector = connector;
    this.connectorTo = connectorTo;
  }

  /** Lets nothing more be sent, until that is allowed again. */
  public void refuse() {
    refusing = true;
  }

  public void allow() {
    refusing = false;
  }

  public boolean isRefusing() {
    return refusing;
  }

  /** Waits no longer for what was sent. */
  public void abort() {
    refuse();
    open.forEach(Session::closeQuietly);
  }

  private void requireLeave() {
    if (refusing) {
      throw Errors.lost("writing was stopped", null);
    }
  }

  private Connection opened(Connection fresh) {
    open.removeIf(old -> !old.isOpen());
    open.add(fresh);
    requireLeave();
    return fresh;
  }

  @Override
  public Connection connection() {
    requireLeave();
    if (connection == null || !connection.isOpen()) {
      close();
      connection = opened(connector.get());
      LOG.info("Connected to TDengine {}", connection.serverVersion());
    }
    return connection;
  }

  /** A connection that uses a database. */
  public Connection connectionTo(String database) {
    requireLeave();
    Connection known = byDatabase.get(database);
    if (known == null || !known.isOpen()) {
      if (known != null) {
        closeQuietly(known);
      }
      known = opened(connectorTo.apply(database));
      byDatabase.put(database, known);
    }
    return known;
  }

  /** The prepared insert, for child tables of one supertable that occur once per execution. */
  @Override
  public Statement insert(String sql) {
    Connection current = connection();
    Statement known = inserts.get(sql);
    if (known != null) {
      return known;
    }
    if (inserts.size() >= MAX_STATEMENTS) {
      String eldest = inserts.keySet().iterator().next();
      closeQuietly(inserts.remove(eldest));
    }
    Statement prepared = current.prepare(sql, StatementOptions.INTERLACED);
    inserts.put(sql, prepared);
    return prepared;
  }

  /** Gets rid of what an error has made useless. */
  public void recover(ErrorAction action) {
    if (action == ErrorAction.RECONNECT) {
      close();
    } else if (action == ErrorAction.REFRESH) {
      forgetInserts();
    }
  }

  @Override
  public void forgetInserts() {
    List<Statement> known = new ArrayList<>(inserts.values());
    inserts.clear();
    known.forEach(Session::closeQuietly);
  }

  @Override
  public void close() {
    if (connection == null || !connection.isOpen()) {
      // The statements went with the connection.
      inserts.clear();
    } else {
      forgetInserts();
    }
    connection = null;
    byDatabase.clear();
    open.forEach(Session::closeQuietly);
    open.clear();
  }

  private static void closeQuietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (TDengineException e) {
      LOG.debug("Closing failed", e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
