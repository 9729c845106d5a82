package io.taosbridge.demo;

import io.taosbridge.TDengine;
import io.taosbridge.client.Connection;
import io.taosbridge.client.ConnectionOptions;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A database of one TDengine server.
 *
 * @param url the server, as it is given to a connector; may hold a password
 */
record Side(String url, String database) {

  /** A connection that uses no database. */
  Connection connect() {
    return TDengine.connect(options());
  }

  /** A connection that uses the database, which must be there; STMT2 needs one. */
  Connection connectToDatabase() {
    return TDengine.connect(options().withDatabase(database));
  }

  /** How a connector reaches this server. */
  Map<String, String> connectorOptions() {
    ConnectionOptions options = options();
    return Map.of(
        "connection.url", url,
        "connection.user", options.user(),
        "connection.password", options.password());
  }

  /** Hosts and ports. */
  String address() {
    return options().endpoints().stream().map(Object::toString).collect(Collectors.joining(","));
  }

  /** Where SQL may be posted to, without user and password. */
  String restSqlUrl() {
    ConnectionOptions options = options();
    return (options.tls().enabled() ? "https://" : "http://")
        + options.endpoints().get(0)
        + "/rest/sql";
  }

  @Override
  public String toString() {
    return database + " on " + address();
  }

  private ConnectionOptions options() {
    return ConnectionOptions.parse(url);
  }
}
