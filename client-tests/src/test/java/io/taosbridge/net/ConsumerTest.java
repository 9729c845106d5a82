package io.taosbridge.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.taosbridge.TDengine;
import io.taosbridge.client.TmqConsumer;
import io.taosbridge.client.TmqData;
import io.taosbridge.client.TmqMessage;
import io.taosbridge.client.TmqMessage.Kind;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.client.error.OperationalException;
import io.taosbridge.client.error.SubscriptionException;
import io.taosbridge.embedded.EmbeddedTDengine;
import io.taosbridge.embedded.EmbeddedTDengine.InUse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Consumers built from properties alone, and every way to commit. */
@Timeout(120)
class ConsumerTest {

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
        "create user reader pass 'R3ader#pass'");
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private TmqConsumer consumer(Map<String, String> more) {
    Map<String, String> properties = new HashMap<>();
    properties.put("td.connect.ip", "127.0.0.1");
    properties.put("td.connect.port", String.valueOf(server.port()));
    properties.put("group.id", "g");
    properties.put("auto.offset.reset", "earliest");
    properties.putAll(more);
    return TDengine.consumer(properties);
  }

  private TmqConsumer subscribed(String topic, Map<String, String> more) {
    TmqConsumer consumer = consumer(more);
    consumer.subscribe(List.of(topic));
    return consumer;
  }

  /** One message by row, in log entries of their own. */
  private void insert(int... values) {
    for (int value : values) {
      server.execute(
          "insert into db.c using db.st tags (1) (ts, v) values (now + " + value + "s, 1)");
    }
  }

  private static TmqMessage next(TmqConsumer consumer) {
    return await()
        .atMost(PATIENCE)
        .until(() -> consumer.poll(Duration.ofSeconds(1)), Optional::isPresent)
        .orElseThrow();
  }

  private static TopicVgroup source(TmqMessage message) {
    return new TopicVgroup(message.topic(), message.vgroup());
  }

  @Test
  void takesEveryPropertyOfTDenginesOtherClients() {
    // Given
    Map<String, String> all =
        Map.ofEntries(
            Map.entry("td.connect.websocket.scheme", "taos+ws"),
            Map.entry("host", "127.0.0.1"),
            Map.entry("port", String.valueOf(server.port())),
            Map.entry("td.connect.user", "reader"),
            Map.entry("td.connect.pass", "R3ader#pass"),
            Map.entry("group.id", "g"),
            Map.entry("client.id", "c"),
            Map.entry("auto.offset.reset", "earliest"),
            Map.entry("enable.auto.commit", "true"),
            Map.entry("auto.commit.interval.ms", "1000"),
            Map.entry("session.timeout.ms", "12000"),
            Map.entry("max.poll.interval.ms", "300000"),
            Map.entry("msg.with.table.name", "true"),
            Map.entry("min.poll.rows", "1"));
    insert(1);

    // When
    try (TmqConsumer consumer = TDengine.consumer(all)) {
      consumer.subscribe(List.of("rows_only"));

      // Then
      assertThat(next(consumer).data().rows()).isOne();
    }
  }

  @Test
  void sendsAnyOtherPropertyToTheServer() {
    try (TmqConsumer consumer = consumer(Map.of("no.such.key", "1"))) {
      assertThatThrownBy(() -> consumer.subscribe(List.of("rows_only")))
          .isInstanceOf(SubscriptionException.class)
          .hasMessageContaining("no.such.key");
    }
  }

  @Test
  void commitsASingleMessage() throws Exception {
    // Given
    insert(1, 2, 3);
    Map<String, String> small = Map.of("min.poll.rows", "1");
    try (TmqConsumer consumer = subscribed("rows_only", small)) {
      TmqMessage first = next(consumer);
      TmqData data = first.data();
      TmqMessage second = next(consumer);

      // When: the first is committed after the second was polled
      consumer.commit(first);

      // Then
      assertThat(first.requestOffset()).isEqualTo(data.requestOffset());
      assertThat(first.responseOffset()).isEqualTo(data.responseOffset());
      assertThat(consumer.committed(source(first))).hasValue(first.responseOffset());
      assertThat(second.requestOffset()).isGreaterThanOrEqualTo(first.responseOffset());

      // When
      consumer.commitAsync(second).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

      // Then
      assertThat(consumer.committed(source(second))).hasValue(second.responseOffset());
    }
    try (TmqConsumer after = subscribed("rows_only", small)) {
      assertThat(after.committed(new TopicVgroup("rows_only", next(after).vgroup()))).isPresent();
    }
  }

  @Test
  void commitsWithoutWaiting() throws Exception {
    // Given
    insert(1);
    try (TmqConsumer consumer = subscribed("rows_only", Map.of())) {
      TopicVgroup vgroup = source(next(consumer));

      // When
      get(consumer.commitAsync());

      // Then
      long position = consumer.position(vgroup);
      assertThat(consumer.committed(vgroup)).hasValue(position);

      // When
      get(consumer.commitAsync(Map.of(vgroup, position - 1)));

      // Then
      assertThat(consumer.committed(vgroup)).hasValue(position - 1);
      assertThatThrownBy(() -> get(consumer.commitAsync(Map.of(vgroup, 1_000_000L))))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(SubscriptionException.class);
      assertThatThrownBy(() -> consumer.commitAsync(Map.of(vgroup, -1L)))
          .isInstanceOf(OperationalException.class);
    }
  }

  private static void get(CompletableFuture<Void> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void aCommitInFlightFailsWhenTheConsumerIsClosed() {
    // Given
    insert(1);
    TmqConsumer consumer = subscribed("rows_only", Map.of());
    next(consumer);
    server.faults().dropReply("commit", 1);
    CompletableFuture<Void> commit = consumer.commitAsync();

    // When
    consumer.close();

    // Then
    assertThatThrownBy(() -> get(commit))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(ConnectionException.class);
  }

  @Test
  void commitsByItselfWhatEarlierPollsReturned() {
    // Given
    insert(1, 2);
    Map<String, String> automatic =
        Map.of("enable.auto.commit", "true", "auto.commit.interval.ms", "1", "min.poll.rows", "1");
    try (TmqConsumer consumer = subscribed("rows_only", automatic)) {
      TmqMessage first = next(consumer);
      first.data();

      // When
      next(consumer);

      // Then
      assertThat(consumer.committed(source(first)).orElseThrow())
          .isGreaterThanOrEqualTo(first.responseOffset());
    }
  }

  @Test
  void commitsByItselfOnLeaving() {
    // Given
    insert(1);
    Map<String, String> automatic =
        Map.of("enable.auto.commit", "true", "auto.commit.interval.ms", "3600000");
    TmqMessage last;
    try (TmqConsumer consumer = subscribed("rows_only", automatic)) {
      last = next(consumer);
      last.data();
    }

    // When
    try (TmqConsumer after = subscribed("rows_only", Map.of())) {
      after.poll(Duration.ZERO);

      // Then
      assertThat(after.committed(source(last)).orElseThrow())
          .isGreaterThanOrEqualTo(last.responseOffset());
    }
  }

  @Test
  void commitsNothingByItselfUnlessTold() {
    // Given
    insert(1);
    TmqMessage last;
    try (TmqConsumer consumer = subscribed("rows_only", Map.of())) {
      last = next(consumer);
    }

    // When
    try (TmqConsumer after = subscribed("rows_only", Map.of())) {
      after.poll(Duration.ZERO);

      // Then
      assertThat(after.committed(source(last))).isEmpty();
    }
  }

  @Test
  void knowsTheOffsetsOfMetadataToo() {
    // Given
    insert(1);
    server.execute("alter stable db.st add column w int");
    insert(2);
    List<TmqMessage> messages = new ArrayList<>();
    try (TmqConsumer consumer = subscribed("all_of_it", Map.of("min.poll.rows", "1"))) {

      // When
      while (messages.stream().filter(message -> message.kind().hasData()).count() < 2) {
        TmqMessage message = next(consumer);
        messages.add(message);
        message.responseOffset(); // fetched before the next poll
      }

      // Then
      assertThat(messages)
          .extracting(TmqMessage::kind)
          .contains(Kind.METADATA, Kind.METADATA_AND_DATA);
      assertThat(messages.get(0).requestOffset())
          .isEqualTo(messages.get(0).kind().hasData() ? 0L : TmqData.NO_OFFSET);
      for (int i = 1; i < messages.size(); i++) {
        TmqMessage message = messages.get(i);
        assertThat(message.requestOffset())
            .as(message.toString())
            .isGreaterThanOrEqualTo(messages.get(i - 1).responseOffset());
        assertThat(message.responseOffset()).isGreaterThan(message.requestOffset());
      }
      consumer.commit(messages.get(0));
      assertThat(consumer.committed(source(messages.get(0))))
          .hasValue(messages.get(0).responseOffset());
    }
  }

  @Test
  void subscribesAnewToOtherTopics() {
    // Given
    insert(1);
    try (TmqConsumer consumer = subscribed("rows_only", Map.of())) {
      next(consumer);

      // When
      consumer.subscribe(List.of("all_of_it"));

      // Then
      assertThat(consumer.subscription()).containsExactly("all_of_it");
      assertThat(next(consumer).topic()).isEqualTo("all_of_it");

      // When
      consumer.unsubscribe();

      // Then
      assertThat(consumer.subscription()).isEmpty();
      assertThat(server.inUse().consumers()).isZero();
      consumer.subscribe(List.of("rows_only"));
      assertThat(next(consumer).topic()).isEqualTo("rows_only");
    }
    await().atMost(PATIENCE).until(() -> server.inUse().equals(InUse.NOTHING));
  }
}
