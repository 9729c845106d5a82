package io.taosbridge.sink;

import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.connect.ConnectionConfig;
import io.taosbridge.connect.validation.Findings;
import io.taosbridge.connect.validation.Inquiry;
import io.taosbridge.connect.validation.ServerNames;
import io.taosbridge.sink.record.NameOptions;
import io.taosbridge.sink.table.Databases;
import io.taosbridge.sink.table.TableOptions;
import java.util.Map;
import java.util.Optional;

/** Asks the server, before a connector starts, whether it could work as configured. */
final class TargetCheck {

  private TargetCheck() {}

  /** What is wrong with options that are valid each for itself. Takes 5 s at most. */
  static Findings check(SinkConfig config) {
    ConnectionOptions server;
    try {
      server = config.connection();
    } catch (TDengineException e) {
      return new Findings(Map.of(ConnectionConfig.optionAtFault(e), e.getMessage()), Map.of());
    }
    Map<String, String> contradictions = config.problems();
    if (!contradictions.isEmpty()) {
      return new Findings(contradictions, Map.of());
    }
    return Inquiry.ask(
        server,
        connection ->
            new Findings(
                problemsOfDatabase(config, connection),
                Map.of(NameOptions.DATABASE, ServerNames.databases(connection))));
  }

  private static Map<String, String> problemsOfDatabase(SinkConfig config, Connection connection) {
    Optional<String> name = config.fixedDatabase();
    if (name.isEmpty()) {
      return Map.of();
    }
    String database = name.get();
    TableOptions tables = config.tables();
    Optional<Precision> found = Databases.precision(connection, database);
    if (found.isEmpty()) {
      return tables.createDatabase()
          ? Map.of()
          : Map.of(
              NameOptions.DATABASE,
              "Database `"
                  + database
                  + "` does not exist. Create it, or set "
                  + TableOptions.DATABASE_AUTO_CREATE
                  + "=true");
    }
    Precision wanted = tables.precision().orElse(found.get());
    if (wanted == found.get()) {
      return Map.of();
    }
    return Map.of(
        TableOptions.DATABASE_PRECISION,
        String.format(
            "Database `%s` exists with precision %s, which cannot be changed to %s. Leave %s out,"
                + " or choose another database",
            database, found.get().symbol(), wanted.symbol(), TableOptions.DATABASE_PRECISION));
  }
}
