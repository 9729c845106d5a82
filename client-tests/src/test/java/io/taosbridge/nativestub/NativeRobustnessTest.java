package io.taosbridge.nativestub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.taosbridge.client.BindBatch;
import io.taosbridge.client.Connection;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Statement;
import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.client.error.OperationalException;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.nativestub.NativeStub.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever is called and closed in whatever thread, the library sees no memory that it freed. */
class NativeRobustnessTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension private final NativeServer server = new NativeServer();

  private Connection connection;

  @BeforeEach
  void connect() {
    server.embedded().execute("create database power keep 36500");
    connection = server.connect("/power");
  }

  @Test
  void closingEndsAQueryThatWaits() {
    // Given
    server.embedded().faults().dropReply("binary_query", 1);
    CompletableFuture<?> waiting = inFlight(() -> connection.query("select server_version()"));

    // When
    connection.close();

    // Then
    assertThatThrownBy(() -> waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("closed by this side");
    assertThat(connection.isOpen()).isFalse();
    server.embedded().close(); // which ends the call itself
    await().atMost(PATIENCE).until(() -> server.stub().live(Kind.CONNECTION) == 0);
  }

  /** Runs a call whose reply the server was told to drop, and waits until it is on its way. */
  private CompletableFuture<?> inFlight(Supplier<?> call) {
    CompletableFuture<?> waiting = CompletableFuture.supplyAsync(call);
    await().atMost(PATIENCE).until(() -> server.embedded().faults().pending() == 0);
    return waiting;
  }

  @Test
  void closingEndsAFetchThatWaits() {
    // Given
    server.fill(1);
    QueryResult result = connection.query("select a from many");
    server.embedded().faults().dropReply("fetch_raw_block", 1);
    CompletableFuture<?> waiting = inFlight(result::fetchAll);

    // When
    connection.close();

    // Then
    assertThatThrownBy(() -> waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .cause()
        .isInstanceOf(ConnectionException.class);
    server.embedded().close(); // which ends the call itself
    await().atMost(PATIENCE).until(() -> server.stub().live(Kind.RESULT) == 0);
  }

  @Test
  void closingEndsAStatementThatWaits() {
    // Given
    server.fill(1);
    Statement statement = connection.prepare("insert into many values (?, ?)");
    BindBatch batch = statement.newBatch();
    batch.table(null).addRow(List.of(5_000_000L, 1));
    server.embedded().faults().dropReply("stmt2_exec", 1);
    CompletableFuture<?> waiting = inFlight(() -> statement.execute(batch));

    // When
    connection.close();

    // Then
    assertThatThrownBy(() -> waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .cause()
        .isInstanceOf(ConnectionException.class);
    server.embedded().close(); // which ends the call itself
    await().atMost(PATIENCE).until(() -> server.stub().live(Kind.STATEMENT2) == 0);
  }

  @Test
  void cancellingEndsAFetchThatWaits() {
    // Given
    server.fill(1);
    QueryResult result = connection.query("select a from many");
    server.embedded().faults().dropReply("fetch_raw_block", 1);
    CompletableFuture<?> waiting = inFlight(result::fetchAll);

    // When
    result.cancel();

    // Then
    assertThatThrownBy(() -> waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .cause()
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("cancelled");
    result.close();
    connection.ping();
  }

  @Test
  void aServerThatGoesIsTold() {
    // Given
    server.fill(5_000);
    QueryResult result = connection.query("select a from many");
    result.fetchOne();

    // When
    server.embedded().close();

    // Then
    assertThatThrownBy(() -> connection.query("select a from many"))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("0x0018");
    assertThatThrownBy(result::fetchAll).isInstanceOf(ConnectionException.class);
    result.close();
  }

  @Test
  void anErrorWhileFetchingIsTold() {
    // Given
    server.fill(1);
    QueryResult result = connection.query("select a from many", 4711);
    server.embedded().faults().fail("fetch_raw_block", 0x0102, "Out of Memory", 1);

    // When
    assertThatThrownBy(result::fetchOne)
        // Then
        .isInstanceOf(TDengineException.class)
        .hasMessageContaining("cannot fetch rows")
        .hasMessageContaining("0x0102")
        .hasMessageContaining("request 4711");
    assertThat(server.stub().live(Kind.RESULT)).isZero();
  }

  @Test
  void aResultThatIsNotGivenIsTold() {
    // Given
    server.stub().giveNull(1);

    // When
    assertThatThrownBy(() -> connection.query("select server_version()"))
        // Then
        .hasMessageContaining("0x0102");
    connection.ping();
  }

  @Test
  void closingTwiceAndAfterTheConnectionIsNothing() {
    // Given
    server.fill(5_000);
    QueryResult result = connection.query("select a from many");
    QueryResult other = connection.query("select a from many");
    other.fetchOne();

    // When
    result.close();
    result.close();
    connection.close();
    connection.close();
    other.close();

    // Then
    assertThatThrownBy(() -> connection.query("select a from many"))
        .isInstanceOf(ConnectionException.class);
    assertThatThrownBy(connection::currentDatabase).isInstanceOf(ConnectionException.class);
  }

  @Test
  void manyThreadsShareAConnectionThatIsClosedUnderThem() throws Exception {
    // Given
    server.fill(5_000);
    QueryResult shared = connection.query("select a from many");
    Statement statement = connection.prepare("select a from many where a >= ?");
    AtomicInteger done = new AtomicInteger();
    List<Runnable> calls =
        List.of(
            () -> connection.query("select a from many").fetchMany(4_500),
            () -> connection.query("select a from many").fetchOne(),
            () -> {
              try (Statement own = connection.prepare("select a from many where a >= ?")) {
                own.query(List.of(10)).fetchAll();
              }
            },
            shared::nextBlock,
            () -> statement.query(List.of(4_000)).nextBlock(),
            () -> connection.execute("insert into many values (2, 2)"),
            connection::currentDatabase);
    List<CompletableFuture<Void>> threads = new ArrayList<>();
    for (int i = 0; i < 2 * calls.size(); i++) {
      Runnable call = calls.get(i % calls.size());
      threads.add(
          CompletableFuture.runAsync(
              () -> {
                while (connection.isOpen()) {
                  tolerate(call);
                  done.incrementAndGet();
                }
              },
              task -> new Thread(task).start()));
    }
    await().atMost(PATIENCE).until(() -> done.get() > 300);

    // When
    connection.close();

    // Then
    for (CompletableFuture<Void> thread : threads) {
      thread.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    await().atMost(PATIENCE).until(() -> server.stub().live(Kind.CONNECTION) == 0);
  }

  /** Calls from several threads may get in each other's way, as long as it is told in Java. */
  private static void tolerate(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      // told
    }
  }
}
