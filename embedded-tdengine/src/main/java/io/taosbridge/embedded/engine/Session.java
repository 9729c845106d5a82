package io.taosbridge.embedded.engine;

import java.time.ZoneId;

/** One connection's view of the server. Thread safe. */
public final class Session {

  private final String user;
  private final String serverVersion;
  private volatile String database;
  private volatile ZoneId zone;
  private volatile String application = "";
  private volatile String address = "";
  private final boolean replicating;

  Session(String user, ZoneId zone, String serverVersion) {
    this(user, zone, serverVersion, false);
  }

  private Session(String user, ZoneId zone, String serverVersion, boolean replicating) {
    this.user = user;
    this.zone = zone;
    this.serverVersion = serverVersion;
    this.replicating = replicating;
  }

  public String user() {
    return user;
  }

  /** What the server says it is. */
  public String serverVersion() {
    return serverVersion;
  }

  /** The current database, which may be gone by now; null if none was chosen. */
  public String database() {
    return database;
  }

  void database(String name) {
    database = name;
  }

  /** The zone in which times without one are read and written. */
  public ZoneId zone() {
    return zone;
  }

  public void zone(ZoneId newZone) {
    zone = newZone;
  }

  /** What the client calls itself; empty if it did not say. */
  public String application() {
    return application;
  }

  public void application(String name) {
    application = name;
  }

  /** What the client says its address is; empty if it did not say. */
  public String address() {
    return address;
  }

  public void address(String text) {
    address = text;
  }

  /** A session for a statement, which keeps the database it began with (stmt2.md, section 2). */
  public Session fork() {
    return copy(replicating);
  }

  /** A session whose writes are marked as copies of another database's. */
  public Session replicating() {
    return copy(true);
  }

  boolean isReplicating() {
    return replicating;
  }

  private Session copy(boolean marked) {
    Session copy = new Session(user, zone, serverVersion, marked);
    copy.database = database;
    copy.application = application;
    copy.address = address;
    return copy;
  }
}
