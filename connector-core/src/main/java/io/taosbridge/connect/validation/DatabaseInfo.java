package io.taosbridge.connect.validation;

import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.connect.Sql;
import java.time.Duration;
import java.util.Optional;

/**
 * What of a database matters to a connector.
 *
 * @param logRetention how long its log is kept for TMQ; zero: not at all
 */
public record DatabaseInfo(String name, Precision precision, Duration logRetention) {

  /** Reads it; empty if there is no such database. */
  public static Optional<DatabaseInfo> read(Connection connection, String name) {
    String sql =
        "SELECT `precision`, `wal_retention_period` FROM information_schema.ins_databases"
            + " WHERE name = "
            + Sql.literal(name);
    try (QueryResult result = connection.query(sql)) {
      for (Row row : result) {
        return Optional.of(
            new DatabaseInfo(
                name, Precision.ofSymbol(row.getString(0)), Duration.ofSeconds(row.getLong(1))));
      }
    }
    return Optional.empty();
  }
}
