package io.taosbridge.embedded.server;

import io.taosbridge.embedded.engine.Engine;
import io.taosbridge.embedded.engine.Session;
import io.taosbridge.embedded.engine.SqlResult;
import java.time.DateTimeException;
import java.time.ZoneId;

/** The database connection behind one socket of {@code /ws}: none until {@code conn} succeeds. */
final class Connection {

  private static final int MAX_APPLICATION_BYTES = 23;

  private final Engine engine;
  private Session session;
  private ZoneId zoneAtFirst;

  Connection(Engine engine) {
    this.engine = engine;
  }

  Engine engine() {
    return engine;
  }

  /**
   * @throws ProtocolException if there is a connection already
   */
  void checkClosed() {
    if (session != null) {
      throw new ProtocolException("duplicate connections");
    }
  }

  /**
   * @throws ProtocolException if there is no connection yet
   */
  void checkOpen() {
    if (session == null) {
      throw new ProtocolException("server not connected");
    }
  }

  void open(Session opened) {
    session = opened;
    zoneAtFirst = opened.zone();
  }

  void close() {
    if (session != null) {
      engine.close(session);
      session = null;
    }
  }

  Session session() {
    return session;
  }

  SqlResult execute(String sql) {
    return engine.execute(session, sql.strip());
  }

  /** Sets the zone; one that is unknown is accepted and changes nothing. Null: the first one. */
  static void zone(Session session, String name, ZoneId otherwise) {
    try {
      session.zone(name == null ? otherwise : ZoneId.of(name));
    } catch (DateTimeException e) {
      session.zone(otherwise);
    }
  }

  void zone(String name) {
    zone(session, name, zoneAtFirst);
  }

  static void application(Session session, String name) {
    session.application(
        name.length() > MAX_APPLICATION_BYTES ? name.substring(0, MAX_APPLICATION_BYTES) : name);
  }
}
