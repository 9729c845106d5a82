package io.taosbridge.sink;

import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.error.InterfaceException;
import io.taosbridge.connect.ConnectionConfig;
import io.taosbridge.connect.TableSchema;
import io.taosbridge.connect.validation.Findings;
import io.taosbridge.connect.validation.Inquiry;
import io.taosbridge.connect.validation.ServerNames;
import io.taosbridge.sink.config.SinkConfig;
import io.taosbridge.sink.record.NameOptions;
import io.taosbridge.sink.table.Databases;
import io.taosbridge.sink.table.TableOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the server, before a connector starts, whether it could work as configured. */
final class TargetCheck {

  private static final Map<String, String> NO_RETRIES = Map.of("conn_retries", "0");

  private TargetCheck() {}

  /** What is wrong with options that are valid each for itself. Takes 5 s at most. */
  static Findings check(SinkConfig config) {
    ConnectionOptions server;
    try {
      server = config.connection();
    } catch (InterfaceException e) {
      return new Findings(
          Map.of(ConnectionConfig.optionAtFault(config, e), e.getMessage()), Map.of());
    }
    Map<String, String> contradictions = config.problems();
    if (!contradictions.isEmpty()) {
      return new Findings(contradictions, Map.of());
    }
    return Inquiry.ask(
        server,
        connection ->
            new Findings(
                problems(config, connection), recommended(connection, config.fixedDatabase())));
  }

  /**
   * What could be written to, for a configuration that is not valid yet; nothing if the server does
   * not say so. Takes 5 s at most.
   */
  static Map<String, List<Object>> recommended(Map<String, String> candidate) {
    Optional<String> database =
        Optional.ofNullable(candidate.get(NameOptions.DATABASE))
            .filter(name -> !name.contains("$"));
    return ConnectionConfig.ofCandidate(candidate, NO_RETRIES)
        .map(
            server ->
                Inquiry.ask(
                    server,
                    connection -> new Findings(Map.of(), recommended(connection, database))))
        .orElse(Findings.NONE)
        .recommended();
  }

  private static Map<String, List<Object>> recommended(
      Connection connection, Optional<String> database) {
    Map<String, List<Object>> recommended = new HashMap<>();
    recommended.put(NameOptions.DATABASE, ServerNames.databases(connection));
    database.ifPresent(
        name -> recommended.put(NameOptions.STABLE, ServerNames.stables(connection, name)));
    return recommended;
  }

  private static Map<String, String> problems(SinkConfig config, Connection connection) {
    Optional<String> database = config.fixedDatabase();
    if (database.isEmpty()) {
      return Map.of();
    }
    Optional<Precision> found = Databases.precision(connection, database.get());
    if (found.isEmpty()) {
      return config.tables().createDatabase()
          ? Map.of()
          : Map.of(NameOptions.DATABASE, missingDatabase(connection, database.get()));
    }
    Map<String, String> problems = new HashMap<>();
    Precision wanted = config.tables().precision().orElse(found.get());
    if (wanted != found.get()) {
      problems.put(
          TableOptions.DATABASE_PRECISION, otherPrecision(database.get(), found.get(), wanted));
    }
    config
        .fixedStable()
        .filter(stable -> !config.tables().createTables())
        .filter(stable -> TableSchema.read(connection, database.get(), stable).isEmpty())
        .ifPresent(
            stable ->
                problems.put(
                    NameOptions.STABLE, missingStable(connection, database.get(), stable)));
    return problems;
  }

  private static String missingDatabase(Connection connection, String database) {
    return "Database `"
        + database
        + "` does not exist. Create it, or set "
        + TableOptions.DATABASE_AUTO_CREATE
        + "=true, or correct the name (case matters)"
        + ServerNames.meant(List.of(database), ServerNames.databases(connection));
  }

  private static String otherPrecision(String database, Precision found, Precision wanted) {
    return String.format(
        "Database `%s` exists with precision %s, which cannot be changed to %s. Leave %s out,"
            + " or choose another database",
        database, found.symbol(), wanted.symbol(), TableOptions.DATABASE_PRECISION);
  }

  private static String missingStable(Connection connection, String database, String stable) {
    return "Database `"
        + database
        + "` has no supertable `"
        + stable
        + "`. Create it, or set "
        + TableOptions.AUTO_CREATE
        + "=true, or correct the name (case matters)"
        + ServerNames.meant(List.of(stable), ServerNames.stables(connection, database));
  }
}
