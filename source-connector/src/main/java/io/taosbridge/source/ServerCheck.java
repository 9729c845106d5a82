package io.taosbridge.source;

import io.taosbridge.client.Connection;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.connect.ConnectionConfig;
import io.taosbridge.connect.Sql;
import io.taosbridge.connect.TableSchema;
import io.taosbridge.connect.validation.DatabaseInfo;
import io.taosbridge.connect.validation.Findings;
import io.taosbridge.connect.validation.Inquiry;
import io.taosbridge.connect.validation.ServerNames;
import io.taosbridge.source.config.SourceConfig;
import io.taosbridge.source.dealing.LayoutReader;
import io.taosbridge.source.snapshot.SnapshotCheck;
import io.taosbridge.source.topic.TopicInfo;
import io.taosbridge.source.topic.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the server, before a connector starts, whether what it should read is there. */
final class ServerCheck {

  private static final Logger LOG = LoggerFactory.getLogger(ServerCheck.class);

  private static final Map<String, String> NO_RETRIES = Map.of("conn_retries", "0");

  private ServerCheck() {}

  /** What is wrong with a configuration that is valid otherwise. Takes 5 s at most. */
  static Findings check(SourceConfig config) {
    return Inquiry.ask(
        config.connection(NO_RETRIES),
        connection ->
            new Findings(problems(connection, config), recommended(connection, config.database())));
  }

  /**
   * What could be read, for a configuration that is not valid yet; nothing if the server does not
   * say so. Takes 5 s at most.
   */
  static Map<String, List<Object>> recommended(Map<String, String> candidate) {
    return ConnectionConfig.ofCandidate(candidate, NO_RETRIES)
        .filter(server -> server.transport() == ConnectionOptions.Transport.WEBSOCKET)
        .map(server -> Inquiry.ask(server, connection -> recommend(connection, candidate)))
        .orElse(Findings.NONE)
        .recommended();
  }

  private static Findings recommend(Connection connection, Map<String, String> candidate) {
    String database = candidate.getOrDefault(SourceConfig.DATABASE, "");
    return new Findings(Map.of(), recommended(connection, database));
  }

  private static Map<String, List<Object>> recommended(Connection connection, String database) {
    Map<String, List<Object>> recommended = new HashMap<>();
    recommended.put(SourceConfig.TOPICS, ServerNames.topics(connection));
    recommended.put(SourceConfig.DATABASE, ServerNames.databases(connection));
    if (!database.isEmpty()) {
      recommended.put(SourceConfig.STABLES, ServerNames.stables(connection, database));
    }
    return recommended;
  }

  private static Map<String, String> problems(Connection connection, SourceConfig config) {
    return config.readsStables()
        ? problemsOfStables(connection, config)
        : problemsOfTopics(
            connection, config, new LayoutReader(config).read(connection).plan().topics());
  }

  private static Map<String, String> problemsOfTopics(
      Connection connection, SourceConfig config, List<String> topics) {
    Map<String, TopicInfo> found = Topics.find(connection, topics);
    List<String> missing = Topics.missing(topics, found);
    if (!missing.isEmpty()) {
      return Map.of(
          SourceConfig.TOPICS,
          "TDengine has no topic "
              + String.join(", ", missing)
              + ": create it with CREATE TOPIC, or correct the name (case matters)"
              + ServerNames.meant(missing, ServerNames.topics(connection)));
    }
    found.values().stream()
        .filter(topic -> topic.kind() == TopicInfo.Kind.QUERY)
        .forEach(
            topic ->
                LOG.warn(
                    "Topic {} is on a query: TDengine may deliver a write to several tables in"
                        + " parts, which are repeated after a crash, together. A min.poll.rows far above"
                        + " the largest write makes that rare; a topic on a supertable or a"
                        + " database does not do it at all",
                    topic.name()));
    found.values().stream()
        .map(TopicInfo::database)
        .distinct()
        .map(database -> DatabaseInfo.read(connection, database))
        .flatMap(Optional::stream)
        .forEach(database -> DatabaseWarnings.log(config, database));
    Map<String, String> snapshotProblems =
        SnapshotCheck.problems(config.snapshot().mode(), config.outOfRange(), found.values());
    if (!snapshotProblems.isEmpty()) {
      return snapshotProblems;
    }
    return ExactlyOnce.isRequired(config.originalsStrings())
        ? ExactlyOnce.obstacle(found.values())
            .map(why -> Map.of(ExactlyOnce.SUPPORT, why))
            .orElse(Map.of())
        : Map.of();
  }

  private static Map<String, String> problemsOfStables(Connection connection, SourceConfig config) {
    String database = config.database();
    Optional<DatabaseInfo> info = DatabaseInfo.read(connection, database);
    if (info.isEmpty()) {
      return Map.of(
          SourceConfig.DATABASE,
          "TDengine has no database "
              + database
              + ": correct the name (case matters)"
              + ServerNames.meant(List.of(database), ServerNames.databases(connection)));
    }
    if (info.get().logRetention().isZero()) {
      return Map.of(
          SourceConfig.DATABASE,
          "TDengine keeps no log of database "
              + database
              + " to read from: run ALTER DATABASE "
              + Sql.quote(database)
              + " WAL_RETENTION_PERIOD 86400, which keeps it for a day");
    }
    DatabaseWarnings.log(config, info.get());
    List<String> missing = new ArrayList<>();
    for (String stable : config.stables()) {
      boolean found =
          TableSchema.read(connection, database, stable)
              .filter(schema -> !schema.tags().isEmpty())
              .isPresent();
      if (!found) {
        missing.add(stable);
      }
    }
    return missing.isEmpty()
        ? Map.of()
        : Map.of(
            SourceConfig.STABLES,
            "database "
                + database
                + " has no supertable "
                + String.join(", ", missing)
                + ": correct the name (case matters)"
                + ServerNames.meant(missing, ServerNames.stables(connection, database)));
  }
}
