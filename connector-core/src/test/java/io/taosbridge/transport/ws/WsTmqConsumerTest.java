package io.taosbridge.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.taosbridge.TDengine;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.TmqConsumer;
import io.taosbridge.client.TmqMessage;
import io.taosbridge.client.TmqOptions;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.InterfaceException;
import io.taosbridge.client.error.OperationalException;
import io.taosbridge.client.error.ResultException;
import io.taosbridge.client.error.SubscriptionException;
import io.taosbridge.client.error.TDengineException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the consumer sends, and what it does when things go wrong. */
@Timeout(120)
class WsTmqConsumerTest {

  private static final Duration WAIT = Duration.ofMillis(200);
  private static final TopicVgroup VGROUP = new TopicVgroup("t", 3);

  private ScriptedServer server;

  @BeforeEach
  void startServer() throws InterruptedException {
    server = ScriptedServer.begin();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void sendsEverySettingInItsPlace() {
    // Given
    TmqOptions options =
        TmqOptions.ofGroup("g")
            .with("client.id", "c")
            .with("auto.offset.reset", "earliest")
            .with("session.timeout.ms", "7000")
            .with("max.poll.interval.ms", "8000")
            .with("msg.enable.batchmeta", "1")
            .with("min.poll.rows", "100")
            .with("td.connect.user", "u")
            .with("td.connect.pass", "p");
    try (TmqConsumer consumer = TDengine.consumer(options("&timezone=UTC"), options)) {
      // When
      consumer.subscribe(List.of("t1", "t2"));
    }
    // Then
    JsonNode sent = server.requests("subscribe").get(0);
    assertThat(sent.path("req_id").asLong()).isPositive();
    ((ObjectNode) sent).remove("req_id");
    assertThat(sent)
        .isEqualTo(
            ScriptedServer.parse(
                """
                {"user":"u","password":"p","db":"","tz":"UTC","app":"taosbridge",
                 "topics":["t1","t2"],"auto_commit":"false","group_id":"g","client_id":"c",
                 "offset_rest":"earliest","session_timeout_ms":"7000",
                 "max_poll_interval_ms":"8000","enable_batch_meta":"1",
                 "config":{"min.poll.rows":"100"}}
                """));
  }

  @Test
  void leavesTheGroupBeforeItSubscribesToOtherTopics() {
    // Given
    try (TmqConsumer consumer = subscribed()) {
      // When
      consumer.subscribe(List.of("t2"));
    }
    // Then
    assertThat(server.actions())
        .containsExactly("version", "subscribe", "unsubscribe", "subscribe");
  }

  @Test
  void asksForTheMessageAfterTheLastOneReceived() {
    // Given
    answerPolls(1, 0, 2);
    try (TmqConsumer consumer = subscribed()) {
      // When
      for (int i = 0; i < 4; i++) {
        consumer.poll(WAIT);
      }
    }
    // Then
    assertThat(server.requests("poll"))
        .extracting(poll -> poll.path("message_id").asInt(-1))
        .startsWith(0, 1, 1, 2)
        .endsWith(2);
  }

  @Test
  void handsOutWhatWasAskedForAhead() {
    // Given
    answerPolls(1, 2, 0, 3);
    try (TmqConsumer consumer = subscribed()) {
      consumer.poll(WAIT);

      // When
      consumer.pollAhead();
      consumer.pollAhead();

      // Then
      await().until(() -> server.requests("poll").size() == 2);
      assertThat(consumer.poll(WAIT).orElseThrow()).asString().contains("message 2");
      consumer.pollAhead();
      assertThat(consumer.poll(WAIT).orElseThrow()).asString().contains("message 3");
    }
    assertThat(server.requests("poll"))
        .extracting(poll -> poll.path("message_id").asInt(-1))
        .containsExactly(0, 1, 2, 2);
  }

  @Test
  void pollsAgainWhenTheAnswerToAPollAheadGotLost() {
    // Given
    AtomicInteger polls = new AtomicInteger();
    server.on(
        "poll",
        exchange -> {
          int poll = polls.incrementAndGet();
          if (poll != 2) {
            message(exchange, Math.min(poll, 2));
          }
        });
    try (TmqConsumer consumer = subscribed("&read_timeout=5")) {
      consumer.poll(WAIT);

      // When
      consumer.pollAhead();

      // Then
      assertThat(consumer.poll(WAIT).orElseThrow()).asString().contains("message 2");
      assertThat(server.requests("poll"))
          .extracting(poll -> poll.path("message_id").asInt(-1))
          .containsExactly(0, 1, 1);
    }
  }

  @Test
  void refusesWhatTheServerWouldTellOfAMessageUnderWay() {
    // Given
    answerPolls(1, 2);
    server.on("commit", exchange -> exchange.ok("{}"));
    try (TmqConsumer consumer = subscribed()) {
      TmqMessage first = consumer.poll(WAIT).orElseThrow();
      consumer.pollAhead();

      // When, Then
      for (ThrowingCallable call :
          List.<ThrowingCallable>of(
              consumer::commit,
              consumer::commitAsync,
              () -> consumer.position(VGROUP),
              () -> consumer.seek(VGROUP, 1))) {
        assertThatThrownBy(call)
            .isInstanceOf(OperationalException.class)
            .hasMessageContaining("a message is under way, poll first");
      }
      assertThatThrownBy(first::data).hasMessageContaining("is gone");
      consumer.poll(WAIT);
      consumer.commit();
    }
    assertThat(server.actions())
        .filteredOn(action -> !action.equals("fetch_raw_data"))
        .containsExactly("version", "subscribe", "poll", "poll", "commit");
  }

  @Test
  void leavesTheGroupWithAPollUnderWay() {
    // Given
    answerPolls(1, 2, 3);
    try (TmqConsumer consumer = subscribed()) {
      consumer.poll(WAIT);
      consumer.pollAhead();

      // When
      consumer.subscribe(List.of("t"));

      // Then
      assertThat(consumer.poll(WAIT).orElseThrow()).asString().contains("message 3");
    }
  }

  @Test
  void doesNotAskAheadWhereThatWouldCommitTooEarly() {
    // Given
    answerPolls(1, 2);
    TmqOptions options = TmqOptions.ofGroup("g").with("enable.auto.commit", "true");
    try (TmqConsumer consumer = TDengine.consumer(options(""), options)) {
      consumer.subscribe(List.of("t"));
      consumer.poll(WAIT);

      // When
      consumer.pollAhead();

      // Then
      assertThat(consumer.poll(WAIT)).isPresent();
    }
    assertThat(server.requests("poll")).hasSize(2);
  }

  @Test
  void pollsAgainWhenAnAnswerGotLostAndReceivesTheSameMessage() {
    // Given
    AtomicInteger polls = new AtomicInteger();
    server.on(
        "poll",
        exchange -> {
          if (polls.incrementAndGet() > 1) {
            message(exchange, 1);
          }
        });
    try (TmqConsumer consumer = subscribed("&read_timeout=5")) {
      // When
      Optional<TmqMessage> message = consumer.poll(WAIT);
      // Then
      assertThat(message).hasValueSatisfying(m -> assertThat(m.vgroup()).isEqualTo(3));
      assertThat(server.requests("poll"))
          .extracting(poll -> poll.path("message_id").asInt(-1))
          .containsExactly(0, 0);
    }
  }

  @Test
  void givesUpPollingWhenNoAnswerEverComes() {
    // Given
    try (TmqConsumer consumer = subscribed("&read_timeout=5")) {
      // When, Then
      assertThatThrownBy(() -> consumer.poll(WAIT))
          .isInstanceOfSatisfying(
              ConnectionException.class,
              error -> assertThat(error.action()).isEqualTo(ErrorAction.RECONNECT))
          .hasMessageContaining("no reply to poll");
    }
  }

  @Test
  void waitsLongerThanTheReadTimeoutInPiecesOfASecond() {
    // Given
    answerPolls();
    try (TmqConsumer consumer = subscribed("&read_timeout=5")) {
      // When
      Optional<TmqMessage> message = consumer.poll(Duration.ofMillis(6_200));
      // Then
      assertThat(message).isEmpty();
      assertThat(server.requests("poll"))
          .hasSizeGreaterThanOrEqualTo(6)
          .allSatisfy(
              poll -> assertThat(poll.path("blocking_time").asLong()).isBetween(0L, 1_000L));
    }
  }

  @Test
  void aPollEndsWhenAnotherThreadCloses() {
    // Given
    TmqConsumer consumer = subscribed();
    CompletableFuture<Void> closing =
        CompletableFuture.runAsync(
            () -> {
              await().until(() -> !server.requests("poll").isEmpty());
              consumer.close();
            });
    // When, Then
    assertThatThrownBy(() -> consumer.poll(Duration.ofMinutes(10)))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("closed by this side");
    assertThat(closing).succeedsWithin(Duration.ofMinutes(1));
  }

  @Test
  void aPollEndsWhenTheSocketBreaks() {
    // Given
    server.on("poll", exchange -> exchange.socket().closeConnection(1006, "broken"));
    try (TmqConsumer consumer = subscribed()) {
      // When, Then
      assertThatThrownBy(() -> consumer.poll(Duration.ofMinutes(10)))
          .isInstanceOfSatisfying(
              ConnectionException.class,
              error -> assertThat(error.action()).isEqualTo(ErrorAction.RECONNECT))
          .hasMessageContaining("127.0.0.1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"binary", "text"})
  void aFrameThatMakesNoSenseEndsThePoll(String kind) {
    // Given
    server.on(
        "poll",
        exchange -> {
          if (kind.equals("binary")) {
            exchange.socket().send(new byte[] {1, 2, 3});
          } else {
            exchange.socket().send("{garbage");
          }
        });
    try (TmqConsumer consumer = subscribed()) {
      // When, Then
      assertThatThrownBy(() -> consumer.poll(Duration.ofMinutes(10)))
          .isInstanceOf(TDengineException.class)
          .hasMessageContaining(kind + " frame");
    }
  }

  @Test
  void sendsACommitOnlyWhenTheOneBeforeHasEnded() {
    // Given
    List<ScriptedServer.Exchange> held = new CopyOnWriteArrayList<>();
    server.on("commit_offset", held::add);
    TopicVgroup vgroup = new TopicVgroup("t", 3);
    try (TmqConsumer consumer = subscribed()) {
      // When
      CompletableFuture<Void> first = consumer.commitAsync(Map.of(vgroup, 5L));
      CompletableFuture<Void> second = consumer.commitAsync(Map.of(vgroup, 6L));
      await().until(() -> held.size() == 1);
      held.get(0).error(0x4005, "refused");

      // Then
      assertThat(first).failsWithin(Duration.ofMinutes(1));
      await().until(() -> held.size() == 2);
      held.get(1).ok("{}");
      assertThat(second).succeedsWithin(Duration.ofMinutes(1));
      assertThat(held)
          .extracting(commit -> commit.arguments().path("offset").asLong())
          .containsExactly(5L, 6L);
    }
  }

  @Test
  void anUnansweredRequestTimesOut() {
    // Given
    try (TmqConsumer consumer = subscribed("&read_timeout=5")) {
      // When, Then
      assertThatThrownBy(() -> consumer.assignment("t"))
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("no reply to assignment");
    }
  }

  @Test
  void ownsNothingWhereTheServerSaysNull() {
    // Given
    server.on("assignment", exchange -> exchange.ok("{\"assignment\":null}"));
    try (TmqConsumer consumer = subscribed()) {
      // When, Then
      assertThat(consumer.assignment("t")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[{\"vgroup_id\":3,\"offset\":1,\"end\":2}]", "[7]", "{}", "\"x\""})
  void doesNotGuessAnAssignmentThatItCannotRead(String assignment) {
    // Given
    server.on("assignment", exchange -> exchange.ok("{\"assignment\":" + assignment + "}"));
    try (TmqConsumer consumer = subscribed()) {
      // When, Then
      assertThatThrownBy(() -> consumer.assignment("t")).isInstanceOf(ResultException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[1,2]", "[null]", "5"})
  void doesNotGuessAPositionThatItCannotRead(String position) {
    // Given
    server.on("position", exchange -> exchange.ok("{\"position\":" + position + "}"));
    try (TmqConsumer consumer = subscribed()) {
      // When, Then
      assertThatThrownBy(() -> consumer.position(VGROUP)).isInstanceOf(ResultException.class);
    }
  }

  @Test
  void aMessageIsGoneOnceTheNextOneCame() {
    // Given
    answerPolls(1, 2);
    server.on("commit", exchange -> exchange.ok("{}"));
    try (TmqConsumer consumer = subscribed()) {
      TmqMessage first = consumer.poll(WAIT).orElseThrow();
      // When
      Optional<TmqMessage> second = consumer.poll(WAIT);
      // Then
      assertThat(second).isPresent();
      assertThatThrownBy(first::data)
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("must be read before the next poll");
      assertThat(server.requests("fetch_raw_data")).isEmpty();
    }
  }

  @Test
  void aMessageOfRowsHasNoMetadata() {
    // Given
    answerPolls(1);
    try (TmqConsumer consumer = subscribed()) {
      TmqMessage message = consumer.poll(WAIT).orElseThrow();
      // When, Then
      assertThatThrownBy(message::metadata)
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("DATA message 1 of vgroup 3 of topic t holds no metadata");
    }
  }

  @Test
  void refusesAMessageOfAKindThatItDoesNotKnow() {
    // Given
    server.on(
        "poll",
        exchange -> exchange.ok("{\"have_message\":true,\"message_type\":4,\"message_id\":1}"));
    try (TmqConsumer consumer = subscribed()) {
      // When, Then
      assertThatThrownBy(() -> consumer.poll(WAIT))
          .isInstanceOf(ResultException.class)
          .hasMessageContaining("unknown type 4");
    }
  }

  @Test
  void saysToSubscribeAnewWhenTheServerHasGivenTheConsumerUp() {
    // Given
    server.on("poll", exchange -> exchange.error(0x03e6, "Consumer not exist"));
    try (TmqConsumer consumer = subscribed()) {
      // When, Then
      assertThatThrownBy(() -> consumer.poll(WAIT))
          .isInstanceOfSatisfying(
              SubscriptionException.class,
              error -> assertThat(error.action()).isEqualTo(ErrorAction.RECONNECT))
          .hasMessageContaining("subscribe again on a new connection");
    }
  }

  @Test
  void tellsAWrongPasswordFromAServerOutOfReach() {
    // Given
    server.on("subscribe", exchange -> exchange.error(65535, "init tscObj failed"));
    server.on("conn", exchange -> exchange.error(0x0357, "Authentication failure"));
    try (TmqConsumer consumer = consumer("")) {
      // When, Then
      assertThatThrownBy(() -> consumer.subscribe(List.of("t")))
          .isInstanceOfSatisfying(
              ConnectionException.class,
              error -> {
                assertThat(error.code()).isEqualTo(0x0357);
                assertThat(error.action()).isEqualTo(ErrorAction.FATAL);
              })
          .hasMessageContaining("127.0.0.1:" + server.getPort())
          .hasMessageContaining("\"root\"")
          .hasMessageContaining("check user and password")
          .hasMessageNotContaining("taosdata");
    }
  }

  @Test
  void triesAgainWhereTheLoginItselfWorks() {
    // Given
    server.on("subscribe", exchange -> exchange.error(65535, "init tscObj failed"));
    server.on("conn", exchange -> exchange.ok("{}"));
    try (TmqConsumer consumer = consumer("")) {
      // When, Then
      assertThatThrownBy(() -> consumer.subscribe(List.of("t")))
          .isInstanceOfSatisfying(
              ConnectionException.class,
              error -> assertThat(error.action()).isEqualTo(ErrorAction.RECONNECT))
          .hasMessageContaining("as \"root\" at 127.0.0.1")
          .hasMessageContaining("the login itself works");
    }
  }

  @Test
  void refusesAServerThatIsTooOld() {
    // Given
    server.on("version", exchange -> exchange.ok("{\"version\":\"3.3.5.8\"}"));
    // When, Then
    assertThatThrownBy(() -> consumer(""))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("version 3.3.5.8, at least 3.3.6 is needed");
  }

  @Test
  void refusesCallsBeforeSubscribing() {
    // Given
    try (TmqConsumer consumer = consumer("")) {
      // When, Then
      assertThatThrownBy(() -> consumer.poll(WAIT))
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("call subscribe first");
      assertThatThrownBy(consumer::commit).isInstanceOf(OperationalException.class);
      assertThat(consumer.subscription()).isEmpty();
      assertThat(server.actions()).containsExactly("version");
    }
  }

  @Test
  void neverSendsANegativeOffset() {
    // Given
    try (TmqConsumer consumer = subscribed()) {
      // When, Then
      assertThatThrownBy(() -> consumer.seek(VGROUP, -1))
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("cannot be negative: -1");
      assertThatThrownBy(() -> consumer.commit(Map.of(VGROUP, -1L)))
          .isInstanceOf(OperationalException.class);
      assertThat(server.actions()).containsExactly("version", "subscribe");
    }
  }

  @Test
  void closingTwiceDoesNothingMore() {
    // Given
    TmqConsumer consumer = subscribed();
    consumer.close();
    // When
    consumer.close();
    // Then
    assertThatThrownBy(() -> consumer.poll(WAIT)).isInstanceOf(ConnectionException.class);
  }

  @Test
  void saysWhichTransportsCanSubscribeWhereRestCannot() {
    assertThatThrownBy(
            () -> TDengine.consumer(ConnectionOptions.parse("http://h"), TmqOptions.ofGroup("g")))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("WebSocket (ws://, wss://) or native (taos://)");
  }

  /** Answers polls with messages of these ids, or with none for 0 and at the end. */
  private void answerPolls(int... ids) {
    AtomicInteger next = new AtomicInteger();
    server.on(
        "poll",
        exchange -> {
          int index = next.getAndIncrement();
          if (index < ids.length && ids[index] > 0) {
            message(exchange, ids[index]);
          } else {
            delayed(exchange).execute(() -> exchange.ok("{\"have_message\":false}"));
          }
        });
  }

  private static Executor delayed(ScriptedServer.Exchange exchange) {
    long wait = exchange.arguments().path("blocking_time").asLong();
    return CompletableFuture.delayedExecutor(wait, TimeUnit.MILLISECONDS);
  }

  private static void message(ScriptedServer.Exchange exchange, int id) {
    exchange.ok(
        "{\"have_message\":true,\"topic\":\"t\",\"database\":\"d\",\"vgroup_id\":3,"
            + "\"message_type\":1,\"offset\":5,\"message_id\":"
            + id
            + "}");
  }

  private TmqConsumer subscribed() {
    return subscribed("");
  }

  private TmqConsumer subscribed(String parameters) {
    TmqConsumer consumer = consumer(parameters);
    consumer.subscribe(List.of("t"));
    return consumer;
  }

  private TmqConsumer consumer(String parameters) {
    return TDengine.consumer(options(parameters), TmqOptions.ofGroup("g"));
  }

  private ConnectionOptions options(String parameters) {
    return ConnectionOptions.parse(server.url() + parameters);
  }
}
