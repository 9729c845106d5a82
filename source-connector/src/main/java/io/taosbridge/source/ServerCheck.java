package io.taosbridge.source;

import io.taosbridge.TDengine;
import io.taosbridge.client.Connection;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.connect.ConnectionConfig;
import io.taosbridge.connect.TableSchema;
import io.taosbridge.source.config.SourceConfig;
import io.taosbridge.source.dealing.LayoutReader;
import io.taosbridge.source.snapshot.SnapshotCheck;
import io.taosbridge.source.topic.TopicInfo;
import io.taosbridge.source.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the server, before a connector starts, whether what it should read is there. */
final class ServerCheck {

  private static final Logger LOG = LoggerFactory.getLogger(ServerCheck.class);

  private static final long TIMEOUT_SECONDS = 5;
  private static final Map<String, String> NO_RETRIES = Map.of("conn_retries", "0");

  private ServerCheck() {}

  /** What is wrong, by the name of the option at fault; empty if nothing is. Takes 5 s at most. */
  static Map<String, String> problems(SourceConfig config) {
    CompletableFuture<Map<String, String>> answer = new CompletableFuture<>();
    Thread asking = new Thread(() -> ask(config, answer), "tdengine-source-validation");
    asking.setDaemon(true);
    asking.start();
    try {
      return answer.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return Map.of(
          ConnectionConfig.URL,
          "TDengine did not answer within " + TIMEOUT_SECONDS + " s: check host, port and network");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Map.of();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static void ask(SourceConfig config, CompletableFuture<Map<String, String>> answer) {
    try (Connection connection = TDengine.connect(config.connection(NO_RETRIES))) {
      answer.complete(
          config.readsStables()
              ? problemsOfStables(connection, config.database(), config.stables())
              : problemsOfTopics(
                  connection, config, new LayoutReader(config).read(connection).plan().topics()));
    } catch (TDengineException e) {
      answer.complete(Map.of(ConnectionConfig.optionAtFault(e), e.getMessage()));
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
    }
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
              + ": create it with CREATE TOPIC, or correct the name (case matters)");
    }
    found.values().stream()
        .filter(topic -> topic.kind() == TopicInfo.Kind.QUERY)
        .forEach(
            topic ->
                LOG.warn(
                    "Topic {} is on a query: TDengine may deliver a write to several tables in"
                        + " parts, which are repeated after a crash, together. A topic on a"
                        + " supertable or a database does not do that",
                    topic.name()));
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

  private static Map<String, String> problemsOfStables(
      Connection connection, String database, List<String> stables) {
    if (Topics.vgroups(connection, database).isEmpty()) {
      return Map.of(
          SourceConfig.DATABASE,
          "TDengine has no database " + database + ": correct the name (case matters)");
    }
    List<String> missing = new ArrayList<>();
    for (String stable : stables) {
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
                + ": correct the name (case matters)");
  }
}
