package io.taosbridge.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.taosbridge.TDengine;
import io.taosbridge.client.BindBatch;
import io.taosbridge.client.Connection;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.SchemalessBatch;
import io.taosbridge.client.Statement;
import io.taosbridge.client.TmqConsumer;
import io.taosbridge.client.TmqMessage;
import io.taosbridge.client.TmqOptions;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.embedded.EmbeddedTDengine;
import io.taosbridge.embedded.EmbeddedTDengine.InUse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Closing ends every call that waits for an answer, long before its timeout of 300 s. */
@Timeout(120)
class InFlightTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private EmbeddedTDengine server;

  @BeforeEach
  void startServer() {
    server = EmbeddedTDengine.start();
    server.execute(
        "create database db vgroups 1",
        "create stable db.st (ts timestamp, v int) tags (t int)",
        "create topic rows_only as stable db.st",
        "create topic all_of_it with meta as database db",
        "insert into db.c using db.st tags (1) values (now, 1)");
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private static Arguments call(String action, Consumer<Connection> call) {
    return Arguments.of(action, call);
  }

  static Stream<Arguments> callsOfAConnection() {
    return Stream.of(
        call("binary_query", connection -> connection.execute("create database other")),
        call("binary_query", connection -> connection.query("select 1")),
        call("binary_query", Connection::ping),
        call("fetch_raw_block", connection -> drain(connection.query("select * from st"))),
        call("stmt2_init", connection -> connection.prepare("select * from st where v = ?")),
        call("stmt2_prepare", connection -> connection.prepare("select * from st where v = ?")),
        call("stmt2_bind", InFlightTest::insert),
        call("stmt2_exec", InFlightTest::insert),
        call("stmt2_result", InFlightTest::queryPrepared),
        call("init", connection -> connection.prepareLegacy("insert into c values (?, ?)")),
        call(
            "stmt2_exec",
            connection ->
                connection.executeMany("insert into c values (?, ?)", List.of(List.of(1L, 1)))),
        call(
            "insert",
            connection -> connection.insert(SchemalessBatch.ofLines(List.of("m,t=1 v=1i 1")))));
  }

  private static void drain(QueryResult result) {
    while (result.nextBlock().isPresent()) {
      assertThat(result.fields()).isNotEmpty();
    }
  }

  private static void insert(Connection connection) {
    Statement statement = connection.prepare("insert into st (tbname, t, ts, v) values (?,?,?,?)");
    BindBatch batch = statement.newBatch();
    batch.table("d").setTags(List.of(1)).addRow(List.of(1L, 1));
    statement.execute(batch);
  }

  private static void queryPrepared(Connection connection) {
    drain(connection.prepare("select * from st where v = ?").query(List.of(1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("callsOfAConnection")
  void closingAConnectionEndsIts(String action, Consumer<Connection> call) {
    // Given
    Connection connection = TDengine.connect(server.url("ws") + "/db");
    server.faults().dropReply(action, 1);
    CompletableFuture<Void> waiting = start(() -> call.accept(connection));
    await().atMost(PATIENCE).until(() -> server.faults().pending() == 0);

    // When
    connection.close();

    // Then
    assertEnded(waiting);
    assertThat(connection.isOpen()).isFalse();
    await().atMost(PATIENCE).until(() -> server.inUse().equals(InUse.NOTHING));
  }

  private static Arguments ofConsumer(String action, Consumer<TmqConsumer> call) {
    return Arguments.of(action, call);
  }

  static Stream<Arguments> callsOfAConsumer() {
    TopicVgroup vgroup = new TopicVgroup("all_of_it", 2);
    return Stream.of(
        ofConsumer("unsubscribe", TmqConsumer::unsubscribe),
        ofConsumer("subscribe", consumer -> consumer.subscribe(List.of("rows_only"))),
        ofConsumer("list_topics", TmqConsumer::subscription),
        ofConsumer("poll", consumer -> consumer.poll(Duration.ofSeconds(60))),
        ofConsumer("fetch_raw_data", consumer -> untilData(consumer).data()),
        ofConsumer("fetch_json_meta", consumer -> untilMetadata(consumer).metadata()),
        ofConsumer("assignment", consumer -> consumer.assignment("all_of_it")),
        ofConsumer("position", consumer -> consumer.position(vgroup)),
        ofConsumer("committed", consumer -> consumer.committed(vgroup)),
        ofConsumer("seek", consumer -> consumer.seek(vgroup, 1)),
        ofConsumer("commit", TmqConsumer::commit),
        ofConsumer("commit_offset", consumer -> consumer.commit(Map.of(vgroup, 1L))));
  }

  private static TmqMessage untilData(TmqConsumer consumer) {
    return Stream.generate(() -> consumer.poll(Duration.ofSeconds(1)))
        .flatMap(message -> message.stream())
        .filter(message -> message.kind().hasData())
        .findFirst()
        .orElseThrow();
  }

  private static TmqMessage untilMetadata(TmqConsumer consumer) {
    return Stream.generate(() -> consumer.poll(Duration.ofSeconds(1)))
        .flatMap(message -> message.stream())
        .filter(message -> message.kind().hasMetadata())
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("callsOfAConsumer")
  void closingAConsumerEndsIts(String action, Consumer<TmqConsumer> call) {
    // Given
    TmqConsumer consumer =
        TDengine.consumer(
            ConnectionOptions.parse(server.url("ws")),
            TmqOptions.ofGroup("g").with("auto.offset.reset", "earliest"));
    consumer.subscribe(List.of("all_of_it"));
    server.faults().dropReply(action, 1);
    CompletableFuture<Void> waiting = start(() -> call.accept(consumer));
    await().atMost(PATIENCE).until(() -> server.faults().pending() == 0);

    // When
    consumer.close();

    // Then
    assertEnded(waiting);
    await().atMost(PATIENCE).until(() -> server.inUse().equals(InUse.NOTHING));
  }

  private static CompletableFuture<Void> start(Runnable call) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                call.run();
                done.complete(null);
              } catch (RuntimeException e) {
                done.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return done;
  }

  private static void assertEnded(CompletableFuture<Void> waiting) {
    assertThatThrownBy(() -> waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("closed by this side");
  }
}
