package io.taosbridge.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.taosbridge.TDengine;
import io.taosbridge.client.Connection;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.InterfaceException;
import io.taosbridge.client.error.OperationalException;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.client.pool.ConnectionPool;
import io.taosbridge.client.pool.PoolOptions;
import io.taosbridge.embedded.EmbeddedTDengine;
import io.taosbridge.embedded.EmbeddedTDengine.InUse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class PoolTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final PoolOptions OPTIONS = PoolOptions.DEFAULT.withMaxWait(PATIENCE);

  private EmbeddedTDengine server;

  @BeforeEach
  void startServer() {
    server = EmbeddedTDengine.start();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private ConnectionPool pool(PoolOptions options) {
    return pool("ws", options);
  }

  private ConnectionPool pool(String scheme, PoolOptions options) {
    return ConnectionPool.open(
        ConnectionOptions.parse(server.url(scheme) + "?conn_retries=0"), options);
  }

  private static long one(Connection connection) {
    try (QueryResult result = connection.query("select 1")) {
      return (Long) result.fetchOne().orElseThrow().get(0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws", "http"})
  void servesManyThreadsWithFewConnections(String scheme) throws Exception {
    // Given
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try (ConnectionPool pool = pool(scheme, OPTIONS.withSize(3))) {
      List<Future<Long>> sums = new ArrayList<>();

      // When
      for (int i = 0; i < 16; i++) {
        sums.add(
            threads.submit(
                () -> {
                  long sum = 0;
                  for (int j = 0; j < 25; j++) {
                    try (Connection connection = pool.borrow()) {
                      sum += one(connection);
                    }
                  }
                  return sum;
                }));
      }

      // Then
      for (Future<Long> sum : sums) {
        assertThat(sum.get()).isEqualTo(25);
      }
      assertThat(pool.lent()).isZero();
      assertThat(pool.idle()).isBetween(1, 3);
      assertThat(server.inUse().webSockets()).isEqualTo(scheme.equals("ws") ? pool.idle() : 0);
    } finally {
      threads.shutdownNow();
    }
    await().atMost(PATIENCE).until(() -> server.inUse().equals(InUse.NOTHING));
  }

  @Test
  void lendsTheSameConnectionAgainAndNotAfterItWasGivenBack() {
    try (ConnectionPool pool = pool(OPTIONS)) {
      // Given
      Connection first = pool.borrow();
      first.execute("create database db");
      assertThat(first.isOpen()).isTrue();

      // When
      first.close();
      first.close(); // the second does nothing

      // Then
      assertThat(first.isOpen()).isFalse();
      assertThatThrownBy(() -> first.execute("drop database db"))
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("given back to the pool");
      try (Connection second = pool.borrow()) {
        assertThat(one(second)).isEqualTo(1);
        assertThat(server.inUse().webSockets()).isEqualTo(1);
      }
    }
  }

  @Test
  void saysThatAllAreLentAndWhatWasWaited() {
    try (ConnectionPool pool = pool(OPTIONS.withSize(2).withMaxWait(Duration.ofMillis(50)));
        Connection first = pool.borrow();
        Connection second = pool.borrow()) {
      assertThat(first).isNotSameAs(second);
      assertThatThrownBy(pool::borrow)
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("all 2 connections of the pool are lent")
          .hasMessageContaining("50 ms")
          .satisfies(
              e -> assertThat(((TDengineException) e).action()).isEqualTo(ErrorAction.RETRY));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws", "http"})
  void goesOnWhenTheServerComesBack(String scheme) {
    // Given
    int port = server.port();
    try (ConnectionPool pool = pool(scheme, OPTIONS)) {
      Connection inUse = pool.borrow();
      pool.borrow().close();

      // When
      server.close();

      // Then
      assertThatThrownBy(() -> one(inUse)).isInstanceOf(ConnectionException.class);
      inUse.close();
      assertThatThrownBy(pool::borrow)
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("127.0.0.1:" + port);
      assertThat(pool.lent()).isZero();

      // When
      server = EmbeddedTDengine.builder().port(port).start();

      // Then
      try (Connection connection = pool.borrow()) {
        assertThat(one(connection)).isEqualTo(1);
      }
    }
  }

  @Test
  void replacesAnIdleConnectionThatIsLost() {
    // Given
    try (ConnectionPool pool = pool(OPTIONS.withIdleCheck(Duration.ofMillis(20)))) {
      pool.borrow().close();
      assertThat(pool.idle()).isOne();

      // When
      server.close();

      // Then
      await().atMost(PATIENCE).until(() -> pool.idle() == 0);
    }
  }

  @Test
  void doesNotLendAConnectionThatGivesNoSignOfLife() {
    // Given
    List<Connection> made = new ArrayList<>();
    ConnectionPool pool =
        ConnectionPool.of(
            () -> {
              Connection connection =
                  TDengine.connect(server.url("ws") + "?conn_retries=0&read_timeout=1");
              made.add(connection);
              return connection;
            },
            OPTIONS);
    try (pool) {
      pool.borrow().close();
      server.faults().resetBefore("binary_query");

      // When
      try (Connection connection = pool.borrow()) {
        // Then
        assertThat(connection.isOpen()).isTrue();
        assertThat(one(connection)).isEqualTo(1);
      }
      assertThat(made).hasSize(2);
      assertThat(made.get(0).isOpen()).isFalse();
    }
  }

  @Test
  void closingEndsThoseWhoWaitAndClosesWhatComesBackLater() throws Exception {
    // Given
    ConnectionPool pool = pool(OPTIONS.withSize(1));
    Connection lent = pool.borrow();
    CompletableFuture<Connection> waiting = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                waiting.complete(pool.borrow());
              } catch (TDengineException e) {
                waiting.completeExceptionally(e);
              }
            });
    thread.start();
    await().atMost(PATIENCE).until(() -> thread.getState() == Thread.State.TIMED_WAITING);

    // When
    pool.close();
    pool.close();

    // Then
    assertThatThrownBy(() -> waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(OperationalException.class)
        .hasMessageContaining("the pool is closed");
    assertThatThrownBy(pool::borrow)
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("the pool is closed");
    assertThat(one(lent)).isEqualTo(1);
    lent.close();
    await().atMost(PATIENCE).until(() -> server.inUse().equals(InUse.NOTHING));
    thread.join();
  }

  @Test
  void refusesOptionsThatMakeNoSense() {
    assertThatThrownBy(() -> OPTIONS.withSize(0))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("size must be at least 1");
    assertThatThrownBy(() -> OPTIONS.withMaxWait(Duration.ofMillis(-1)))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("must not be negative");
  }
}
