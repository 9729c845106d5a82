package io.taosbridge.sink.write;

import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.sink.insert.Session;
import io.taosbridge.sink.table.TargetTables;
import java.util.HashSet;
import java.util.Set;

/** Connections to databases, which are made if need be when they are first used. */
public final class DatabaseConnections {

  private final Session session;
  private final TargetTables tables;
  private final Set<String> existing = new HashSet<>();

  public DatabaseConnections(Session session, TargetTables tables) {
    this.session = session;
    this.tables = tables;
  }

  /**
   * @throws org.apache.kafka.connect.errors.ConnectException if the database does not exist and may
   *     not be made
   */
  public Connection of(String database) {
    if (existing.add(database)) {
      tables.precision(database, Precision.NANOSECONDS);
    }
    return session.connectionTo(database);
  }
}
