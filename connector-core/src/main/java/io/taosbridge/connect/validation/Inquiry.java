package io.taosbridge.connect.validation;

import io.taosbridge.TDengine;
import io.taosbridge.client.Connection;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.connect.ConnectionConfig;
import io.taosbridge.connect.Daemon;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Asks a server while a user waits for the answer. What keeps the server from answering is a
 * problem of the option at fault: the URL, or the login.
 */
public final class Inquiry {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private Inquiry() {}

  /**
   * What the server says, within five seconds.
   *
   * @param server without retries, which would only use up the time
   * @param question may throw what a connection throws
   */
  public static Findings ask(ConnectionOptions server, Function<Connection, Findings> question) {
    return ask(server, question, PATIENCE);
  }

  static Findings ask(
      ConnectionOptions server, Function<Connection, Findings> question, Duration patience) {
    CompletableFuture<Findings> answer = new CompletableFuture<>();
    Daemon.start("tdengine-connector-validation", () -> answer(server, question, answer));
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return problem(
          ConnectionConfig.URL,
          "TDengine did not answer within "
              + patience.toSeconds()
              + " s: check host, port and network");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return problem(ConnectionConfig.URL, "interrupted while TDengine was asked");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static void answer(
      ConnectionOptions server,
      Function<Connection, Findings> question,
      CompletableFuture<Findings> answer) {
    try (Connection connection = TDengine.connect(server)) {
      answer.complete(question.apply(connection));
    } catch (TDengineException e) {
      answer.complete(problem(ConnectionConfig.optionAtFault(e), e.getMessage()));
    } catch (RuntimeException | Error e) {
      answer.completeExceptionally(e);
    }
  }

  private static Findings problem(String option, String text) {
    return new Findings(Map.of(option, text), Map.<String, List<Object>>of());
  }
}
