package io.taosbridge.transport.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.taosbridge.TDengine;
import io.taosbridge.client.Connection;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.client.error.OperationalException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads on one connection, and its end. */
@Timeout(120)
class RestThreadsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ONE_COLUMN =
      "{\"code\":0,\"column_meta\":[[\"v\",\"INT\",4]],\"data\":[";

  private final ScriptedHttpServer server = ScriptedHttpServer.begin();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    server.close();
    threads.shutdownNow();
  }

  private Connection connect(String behindPort) {
    return TDengine.connect(server.url() + behindPort);
  }

  @Test
  void oneSlowReplyDelaysNoOther() throws Exception {
    // Given
    CountDownLatch release = new CountDownLatch(1);
    server.on(
        "slow",
        exchange -> {
          awaitLatch(release);
          exchange.json(ScriptedHttpServer.UPDATED);
        });
    try (Connection connection = connect("")) {
      CompletableFuture<Long> slow =
          CompletableFuture.supplyAsync(() -> connection.execute("slow"), threads);
      await().atMost(PATIENCE).until(() -> server.last().body().equals("slow"));

      // When
      List<CompletableFuture<Long>> fast = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        fast.add(CompletableFuture.supplyAsync(() -> connection.execute("fast"), threads));
      }

      // Then
      for (CompletableFuture<Long> each : fast) {
        assertThat(each.get(60, TimeUnit.SECONDS)).isEqualTo(7);
      }
      assertThat(slow).isNotDone();
      release.countDown();
      assertThat(slow.get(60, TimeUnit.SECONDS)).isEqualTo(7);
    }
  }

  @Test
  void closingEndsCallsInFlight() throws Exception {
    // Given
    server.otherwise(exchange -> exchange.awaitClosedByClient());
    server.on(
        "select v from t",
        exchange -> {
          exchange.startChunks();
          exchange.chunk(ONE_COLUMN + "[1]" + ",[1]".repeat(5000));
          exchange.awaitClosedByClient();
        });
    Connection connection = connect("");
    CompletableFuture<Long> waiting =
        CompletableFuture.supplyAsync(() -> connection.execute("slow"), threads);
    QueryResult result = connection.query("select v from t");
    CompletableFuture<List<Row>> reading = CompletableFuture.supplyAsync(result::fetchAll, threads);
    await().atMost(PATIENCE).until(() -> server.requests().size() == 3);

    // When
    connection.close();

    // Then
    assertThatThrownBy(() -> waiting.get(60, TimeUnit.SECONDS))
        .hasCauseInstanceOf(ConnectionException.class);
    assertThatThrownBy(() -> reading.get(60, TimeUnit.SECONDS))
        .hasCauseInstanceOf(ConnectionException.class);
    assertThat(connection.isOpen()).isFalse();
    assertThatThrownBy(() -> connection.execute("more"))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("closed");
    connection.close();
  }

  @Test
  void anInterruptEndsWaiting() throws Exception {
    // Given
    CompletableFuture<Void> closed = new CompletableFuture<>();
    server.otherwise(
        exchange -> {
          exchange.awaitClosedByClient();
          closed.complete(null);
        });
    try (Connection connection = connect("")) {
      CompletableFuture<Throwable> failure = new CompletableFuture<>();
      Thread thread =
          new Thread(() -> failure.complete(catchThrowable(() -> connection.execute("slow"))));
      thread.start();
      await().atMost(PATIENCE).until(() -> server.requests().size() == 2);

      // When
      thread.interrupt();

      // Then
      assertThat(failure.get(60, TimeUnit.SECONDS))
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("interrupted");
      closed.get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void leavesNoThreadBehind() {
    // When
    for (int i = 0; i < 5; i++) {
      Connection connection = connect("");
      connection.execute("insert into t values (1)");
      connection.close();
    }

    // Then: the JDK ends its own threads once nobody refers to their client
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              System.gc();
              return Thread.getAllStackTraces().keySet().stream()
                  .noneMatch(
                      thread ->
                          thread.getName().startsWith("HttpClient-")
                              || thread.getName().equals("taosbridge-rest"));
            });
  }

  private static void awaitLatch(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
