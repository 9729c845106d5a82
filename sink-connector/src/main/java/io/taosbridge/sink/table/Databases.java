package io.taosbridge.sink.table;

import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.connect.Sql;
import java.util.List;
import java.util.Optional;

/** Looks databases up. */
public final class Databases {

  private Databases() {}

  /** The precision of a database, or empty if it does not exist. */
  public static Optional<Precision> precision(Connection connection, String database) {
    String sql =
        "SELECT `precision` FROM information_schema.ins_databases WHERE name = "
            + Sql.literal(database);
    try (QueryResult result = connection.query(sql)) {
      List<Row> rows = result.fetchAll();
      return rows.isEmpty()
          ? Optional.empty()
          : Optional.of(Precision.ofSymbol(rows.get(0).getString(0)));
    }
  }
}
