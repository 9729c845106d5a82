package io.taosbridge.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.taosbridge.TDengine;
import io.taosbridge.client.BindBatch;
import io.taosbridge.client.Connection;
import io.taosbridge.client.Parameter;
import io.taosbridge.client.Statement;
import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.client.error.OperationalException;
import io.taosbridge.client.error.StatementException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a statement sends when nobody waits for it: some orders of requests end the adapter. */
@Timeout(120)
class WsStatementAsyncTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String FIELDS =
      """
      {"stmt_id":1,"is_insert":true,"fields_count":3,"fields":[
       {"name":"tbname","field_type":8,"precision":0,"scale":0,"bytes":271,"bind_type":4},
       {"name":"ts","field_type":9,"precision":0,"scale":0,"bytes":8,"bind_type":1},
       {"name":"v","field_type":4,"precision":0,"scale":0,"bytes":4,"bind_type":1}]}""";

  private final AtomicInteger statements = new AtomicInteger();
  private final BlockingQueue<ScriptedServer.Exchange> executions = new LinkedBlockingQueue<>();
  private ScriptedServer server;
  private Connection connection;

  @BeforeEach
  void startServer() throws InterruptedException {
    server = ScriptedServer.begin();
    server.on("conn", exchange -> exchange.ok("{}"));
    server.on(
        "stmt2_init",
        exchange -> exchange.ok("{\"stmt_id\":" + statements.incrementAndGet() + "}"));
    server.on("stmt2_prepare", exchange -> exchange.ok(FIELDS));
    server.on("stmt2_bind", exchange -> exchange.ok("{\"stmt_id\":1}"));
    server.on("stmt2_exec", executions::add);
    server.on("stmt2_close", exchange -> exchange.ok("{\"stmt_id\":1}"));
    connection = TDengine.connect(server.url() + "&read_timeout=60");
  }

  @AfterEach
  void stopServer() {
    connection.close();
    server.close();
  }

  private Statement prepared() {
    return connection.prepare("insert into st (tbname, ts, v) values (?, ?, ?)");
  }

  private static BindBatch rows(Statement statement, int count) {
    BindBatch batch = statement.newBatch();
    for (int i = 0; i < count; i++) {
      batch.table("d1").column(0).appendLong(i);
      batch.table("d1").column(1).appendLong(i);
    }
    return batch;
  }

  private static void answer(ScriptedServer.Exchange execution, int affected) {
    execution.ok("{\"stmt_id\":1,\"affected\":" + affected + "}");
  }

  /** What was sent for statements, without what made them. */
  private List<String> sent() {
    return server.actions().stream().filter(action -> action.startsWith("stmt2_")).skip(2).toList();
  }

  @Test
  void returnsBeforeTheServerAnswers() throws InterruptedException {
    // Given
    Statement statement = prepared();

    // When
    CompletableFuture<Long> affected = statement.executeAsync(rows(statement, 2));
    ScriptedServer.Exchange execution = executions.take();

    // Then
    assertThat(affected).isNotDone();
    answer(execution, 2);
    assertThat(affected).succeedsWithin(LONG).isEqualTo(2L);
    assertThat(sent()).containsExactly("stmt2_bind", "stmt2_exec");
  }

  @Test
  void bindsTheNextOnlyWhenTheOneBeforeWasExecuted() throws InterruptedException {
    // Given
    Statement statement = prepared();
    CompletableFuture<Long> first = statement.executeAsync(rows(statement, 1));
    ScriptedServer.Exchange execution = executions.take();

    // When
    CompletableFuture<Long> second =
        CompletableFuture.completedFuture(rows(statement, 2))
            .thenComposeAsync(statement::executeAsync);

    // Then
    assertThat(sent()).containsExactly("stmt2_bind", "stmt2_exec");
    answer(execution, 1);
    answer(executions.take(), 2);
    assertThat(first).succeedsWithin(LONG).isEqualTo(1L);
    assertThat(second).succeedsWithin(LONG).isEqualTo(2L);
    assertThat(sent()).containsExactly("stmt2_bind", "stmt2_exec", "stmt2_bind", "stmt2_exec");
  }

  @Test
  void waitsForTheOneBeforeAlsoWhereTheNextIsWaitedFor() throws InterruptedException {
    // Given
    Statement statement = prepared();
    CompletableFuture<Long> first = statement.executeAsync(rows(statement, 1));
    ScriptedServer.Exchange execution = executions.take();

    // When
    CompletableFuture<Long> second =
        CompletableFuture.supplyAsync(() -> statement.execute(rows(statement, 2)));

    // Then
    answer(execution, 1);
    answer(executions.take(), 2);
    assertThat(first).succeedsWithin(LONG).isEqualTo(1L);
    assertThat(second).succeedsWithin(LONG).isEqualTo(2L);
  }

  @Test
  void preparesAnewForTheNextWhenOneFailed() throws InterruptedException {
    // Given
    Statement statement = prepared();
    BindBatch next = rows(statement, 2);
    CompletableFuture<Long> failing = statement.executeAsync(rows(statement, 1));
    executions.take().error(0x060b, "Timestamp data out of range");

    // When
    CompletableFuture<Long> after = statement.executeAsync(next);
    answer(executions.take(), 2);

    // Then
    assertThat(failing)
        .failsWithin(LONG)
        .withThrowableThat()
        .withCauseInstanceOf(StatementException.class)
        .withMessageContaining("out of range");
    assertThat(after).succeedsWithin(LONG).isEqualTo(2L);
    assertThat(sent())
        .containsExactly(
            "stmt2_bind",
            "stmt2_exec",
            "stmt2_close",
            "stmt2_init",
            "stmt2_prepare",
            "stmt2_bind",
            "stmt2_exec");
    assertThat(server.requests("stmt2_bind"))
        .extracting(bind -> bind.path("id").intValue())
        .containsExactly(1, 2);
  }

  @Test
  void neverExecutesAfterABindThatFailed() {
    // Given
    Statement statement = prepared();
    server.on("stmt2_bind", exchange -> exchange.error(0x2653, "Value too long"));

    // When
    CompletableFuture<Long> affected = statement.executeAsync(rows(statement, 1));

    // Then
    assertThat(affected)
        .failsWithin(LONG)
        .withThrowableThat()
        .withCauseInstanceOf(StatementException.class)
        .withMessageContaining("Value too long");
    statement.close();
    await().until(() -> sent().contains("stmt2_close"));
    assertThat(sent()).containsExactly("stmt2_bind", "stmt2_close");
  }

  @Test
  void aBatchThatDoesNotFitFailsAloneAndIsNotSent() throws InterruptedException {
    // Given
    Statement statement = prepared();
    List<Parameter> older = statement.parameters().subList(0, 2);
    BindBatch other = new BindBatch(older);
    other.table("d1").column(0).appendLong(1);
    CompletableFuture<Long> first = statement.executeAsync(rows(statement, 1));

    // When
    CompletableFuture<Long> refused = statement.executeAsync(other);

    // Then
    assertThat(refused)
        .failsWithin(LONG)
        .withThrowableThat()
        .withCauseInstanceOf(StatementException.class)
        .withMessageContaining("make a new batch");
    answer(executions.take(), 1);
    assertThat(first).succeedsWithin(LONG).isEqualTo(1L);
    assertThat(sent()).containsExactly("stmt2_bind", "stmt2_exec");
  }

  @Test
  void sendsNothingForAnEmptyBatch() {
    // Given
    Statement statement = prepared();

    // When
    CompletableFuture<Long> affected = statement.executeAsync(statement.newBatch());

    // Then
    assertThat(affected).isCompletedWithValue(0L);
    assertThat(sent()).isEmpty();
  }

  @Test
  void closingWaitsForTheOneUnderWay() throws InterruptedException {
    // Given
    Statement statement = prepared();
    CompletableFuture<Long> affected = statement.executeAsync(rows(statement, 1));
    ScriptedServer.Exchange execution = executions.take();

    // When
    CompletableFuture<Void> closing = CompletableFuture.runAsync(statement::close);

    // Then
    assertThat(sent()).doesNotContain("stmt2_close");
    answer(execution, 1);
    assertThat(affected).succeedsWithin(LONG).isEqualTo(1L);
    assertThat(closing).succeedsWithin(LONG);
    await().until(() -> sent().contains("stmt2_close"));
    assertThat(statement.executeAsync(new BindBatch(List.of())))
        .failsWithin(LONG)
        .withThrowableThat()
        .withCauseInstanceOf(OperationalException.class)
        .withMessageContaining("the statement is closed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stmt2_bind", "stmt2_exec"})
  void failsWhereTheServerKeepsSilent(String action) {
    // Given
    server.on(action, exchange -> {});
    try (Connection impatient = TDengine.connect(server.url() + "&read_timeout=5")) {
      Statement statement = impatient.prepare("insert into st (tbname, ts, v) values (?, ?, ?)");

      // When
      CompletableFuture<Long> affected = statement.executeAsync(rows(statement, 1));

      // Then
      assertThat(affected)
          .failsWithin(LONG)
          .withThrowableThat()
          .withCauseInstanceOf(ConnectionException.class)
          .withMessageContaining("no reply to " + action);
    }
  }

  @Test
  void failsWhereTheConnectionEnds() throws InterruptedException {
    // Given
    Statement statement = prepared();
    BindBatch next = rows(statement, 1);
    CompletableFuture<Long> affected = statement.executeAsync(rows(statement, 1));
    executions.take();

    // When
    connection.close();

    // Then
    assertThat(affected)
        .failsWithin(LONG)
        .withThrowableThat()
        .withCauseInstanceOf(ConnectionException.class);
    assertThatThrownBy(() -> statement.execute(next)).isInstanceOf(ConnectionException.class);
    statement.close();
  }

  @Test
  void whatFollowsDoesNotHoldUpTheSocket() throws InterruptedException {
    // Given
    Statement statement = prepared();
    CountDownLatch released = new CountDownLatch(1);
    CompletableFuture<Void> follower =
        statement
            .executeAsync(rows(statement, 1))
            .thenAccept(
                affected -> {
                  try {
                    released.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    answer(executions.take(), 1);

    // When
    CompletableFuture<Long> next = statement.executeAsync(rows(statement, 2));
    answer(executions.take(), 2);

    // Then
    assertThat(next).succeedsWithin(LONG).isEqualTo(2L);
    assertThat(follower).isNotDone();
    released.countDown();
    assertThat(follower).succeedsWithin(LONG);
  }
}
