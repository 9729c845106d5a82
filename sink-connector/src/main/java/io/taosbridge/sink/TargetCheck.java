package io.taosbridge.sink;

import io.taosbridge.TDengine;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.connect.ConnectionConfig;
import io.taosbridge.sink.record.NameOptions;
import io.taosbridge.sink.table.Databases;
import io.taosbridge.sink.table.TableOptions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the server, before a connector starts, whether it could work as configured. */
final class TargetCheck {

  private static final long TIMEOUT_SECONDS = 5;

  /** Wrong password, no such user, and other refusals of a login (errors.md, section 3). */
  private static final Set<Integer> LOGIN_REFUSED =
      Set.of(0x0357, 0x0351, 0x0352, 0x0353, 0x0207, 0x0208, 0x0003, 0x0315);

  private TargetCheck() {}

  /** What is wrong, by the name of the option at fault; empty if nothing is. Takes 5 s at most. */
  static Map<String, String> problems(SinkConfig config) {
    CompletableFuture<Map<String, String>> answer = new CompletableFuture<>();
    Thread asking = new Thread(() -> ask(config, answer), "tdengine-sink-validation");
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
      return Map.of(ConnectionConfig.URL, "Interrupted while TDengine was asked");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static void ask(SinkConfig config, CompletableFuture<Map<String, String>> answer) {
    try {
      ConnectionOptions options = config.connection();
      Map<String, String> contradictions = config.problems();
      answer.complete(contradictions.isEmpty() ? problems(config, options) : contradictions);
    } catch (TDengineException e) {
      answer.complete(Map.of(optionAtFault(e), e.getMessage()));
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  private static Map<String, String> problems(SinkConfig config, ConnectionOptions options) {
    try (Connection connection = TDengine.connect(options)) {
      return problemsOfDatabase(config, connection);
    }
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

  private static String optionAtFault(TDengineException e) {
    return LOGIN_REFUSED.contains(e.code()) ? ConnectionConfig.PASSWORD : ConnectionConfig.URL;
  }
}
