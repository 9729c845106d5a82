package io.taosbridge.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.ConnectionOptions.Transport;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.client.error.OperationalException;
import io.taosbridge.client.error.TDengineException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many threads on one connection, replies that do not come, and ends in the midst of it all. */
@Covers(Area.SQL)
class ConcurrencyContractTest extends ContractTest {

  private static final long START = 1_767_225_600_000L;
  private static final int THREADS = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Connection connection;
  private String table;

  @BeforeEach
  void makeTable() {
    connection = target.connect();
    table = target.unique("c");
    connection.execute("create table " + table + " (ts timestamp, v int)");
  }

  @AfterEach
  void endThreads() throws InterruptedException {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
  }

  private void insert(int rows) {
    StringBuilder sql = new StringBuilder("insert into " + table + " values");
    for (int i = 0; i < rows; i++) {
      sql.append(" (").append(START + i).append(',').append(i).append(')');
    }
    connection.execute(sql.toString());
  }

  private long count() {
    return (long) value(connection, "select count(*) from " + table);
  }

  /** A call that the server does, but never answers; it has reached the server. */
  private <T> Future<T> unanswered(Callable<T> call) {
    target.embedded().faults().dropReply(target.queryAction(), 1);
    Future<T> pending = threads.submit(call);
    await().atMost(PATIENCE).until(() -> target.embedded().faults().pending() == 0);
    return pending;
  }

  @Test
  void servesManyThreads() throws Exception {
    // Given
    List<Callable<Void>> calls = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int thread = i;
      calls.add(
          () -> {
            for (int n = 0; n < 20; n++) {
              int v = thread * 100 + n;
              connection.execute(
                  "insert into " + table + " values (" + (START + v) + ", " + v + ")");
              assertThat(value(connection, "select v from " + table + " where v = " + v))
                  .isEqualTo(v);
            }
            return null;
          });
    }

    // When
    for (Future<Void> call : threads.invokeAll(calls)) {
      call.get();
    }

    // Then
    assertThat(count()).isEqualTo(THREADS * 20L);
  }

  @Test
  void readsManyResultsSideBySide() {
    // Given
    int rows = 9_000;
    insert(rows);
    List<QueryResult> results = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      results.add(target.closeLater(connection.query("select v from " + table + " order by ts")));
    }

    // When, Then
    for (int row = 0; row < rows; row++) {
      for (QueryResult result : results) {
        assertThat(result.fetchOne().orElseThrow().get(0)).isEqualTo(row);
      }
    }
    results.forEach(result -> assertThat(result.fetchOne()).isEmpty());
  }

  @Test
  @NeedsEmbedded
  void isNotHeldUpByAReplyThatDoesNotCome() {
    // Given
    Future<Long> pending =
        unanswered(() -> connection.execute("insert into " + table + " values (now, 1)"));

    // When
    long count = count();

    // Then
    assertThat(count).isEqualTo(1);
    assertThat(pending).isNotDone();
    connection.close();
  }

  @Test
  @NeedsEmbedded
  void endsCallsInFlightOnClose() {
    // Given
    Future<Long> execution =
        unanswered(() -> connection.execute("insert into " + table + " values (now, 1)"));
    Future<QueryResult> query = unanswered(() -> connection.query("select v from " + table));

    // When
    connection.close();

    // Then
    for (Future<?> call : List.of(execution, query)) {
      assertThat(call)
          .failsWithin(60, TimeUnit.SECONDS)
          .withThrowableThat()
          .havingCause()
          .isInstanceOf(ConnectionException.class)
          .withMessageContaining("closed");
    }
    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  @NeedsEmbedded
  void givesUpWaitingAfterTheReadTimeout() {
    // Given
    Assumptions.assumeFalse(
        target.transport() == Transport.NATIVE, "TDengine's library has time limits of its own");
    Connection impatient =
        target.connect(
            target
                .options(Map.of("read_timeout", "1"))
                .withDatabase(target.database(Precision.MILLISECONDS)));
    target.embedded().faults().dropReply(target.queryAction(), 1);

    // When, Then
    assertThatThrownBy(() -> impatient.execute("insert into " + table + " values (now, 1)", 31))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("1000 ms")
        .satisfies(e -> assertThat(((TDengineException) e).requestId()).isEqualTo(31));
    assertThat(count()).isEqualTo(1);
  }

  @Test
  @NeedsEmbedded
  void givesTheFirstRowsWhileTheServerHoldsTheRestBack() {
    // Given
    Assumptions.assumeTrue(
        target.transport() == Transport.WEBSOCKET, "only here each block has a request of its own");
    insert(9_000);
    target.embedded().faults().delay("fetch_raw_block", Duration.ZERO, 1);
    target.embedded().faults().dropReply("fetch_raw_block", 1);

    // When
    QueryResult result =
        target.closeLater(connection.query("select v from " + table + " order by ts"));

    // Then
    assertThat(result.fetchOne().orElseThrow().get(0)).isEqualTo(0);
    Future<?> rest = threads.submit(() -> result.fetchAll());
    await().atMost(PATIENCE).until(() -> target.embedded().faults().pending() == 0);
    assertThat(rest).isNotDone();

    // And
    result.cancel();
    assertThat(rest)
        .failsWithin(60, TimeUnit.SECONDS)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(OperationalException.class)
        .withMessageContaining("cancelled");
    connection.close();
  }

  @Test
  void refusesCallsAfterClose() {
    // Given
    QueryResult result = connection.query("select v from " + table);

    // When
    connection.close();
    connection.close();

    // Then
    assertThat(connection.isOpen()).isFalse();
    assertThatThrownBy(() -> connection.execute("insert into " + table + " values (now, 1)"))
        .isInstanceOf(TDengineException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> connection.query("select 1"))
        .isInstanceOf(TDengineException.class)
        .hasMessageContaining("closed");
    result.close();
  }

  @Test
  @NeedsEmbedded
  void tellsThatTheServerHasGone() {
    // Given
    target.embedded().faults().resetBefore(target.queryAction());

    // When, Then
    assertThatThrownBy(() -> connection.execute("insert into " + table + " values (now, 1)"))
        .isInstanceOf(ConnectionException.class);
    assertThat(value(target.connect(), "select count(*) from " + table)).isEqualTo(0L);
  }

  @Test
  void holdsNothingOnceClosedEarly() {
    // Given
    insert(9_000);

    // When
    for (int i = 0; i < 5; i++) {
      connection.query("select v from " + table).close();
      try (QueryResult result = connection.query("select v from " + table)) {
        result.fetchMany(10);
      }
    }

    // Then
    target.assertNothingHeldButSockets();
    assertThat(count()).isEqualTo(9_000);
  }
}
