package io.taosbridge.nativestub;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.taosbridge.TDengine;
import io.taosbridge.block.Block;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.TableBlock;
import io.taosbridge.client.TmqConsumer;
import io.taosbridge.client.TmqData;
import io.taosbridge.client.TmqMessage;
import io.taosbridge.client.TmqMessage.Kind;
import io.taosbridge.client.TmqOptions;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.client.VgroupAssignment;
import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.client.error.InterfaceException;
import io.taosbridge.client.error.OperationalException;
import io.taosbridge.client.error.SubscriptionException;
import io.taosbridge.embedded.EmbeddedTDengine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Subscribing through libtaos. */
@Timeout(120)
class NativeTmqConsumerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration NO_WAIT = Duration.ZERO;

  @RegisterExtension private final NativeServer library = new NativeServer();

  private EmbeddedTDengine server;

  @BeforeEach
  void fillServer() {
    server = library.embedded();
    server.execute(
        "create database power vgroups 1",
        "create stable power.meters (ts timestamp, current float, note nchar(20)) tags (place int)",
        "create topic meters as stable power.meters",
        "create topic everything with meta as database power",
        "insert into power.d1 using power.meters tags (1)"
            + " values (1700000000000, 1.5, 'é😀') (1700000000001, null, null)"
            + " power.d2 using power.meters tags (2) values (1700000000002, -3.25, '')");
  }

  @Test
  void readsTheSameRowsAsOverWebSocket() {
    // Given
    try (TmqConsumer other = consumer("ws", options("over-ws"));
        TmqConsumer consumer = consumer("taos", options("g"))) {
      other.subscribe(List.of("meters"));
      TmqMessage expected = poll(other);
      TmqData rows = expected.data();
      // When
      consumer.subscribe(List.of("meters"));
      TmqMessage message = poll(consumer);
      TmqData data = message.data();
      // Then
      assertThat(message.kind()).isEqualTo(Kind.DATA);
      assertThat(message.topic()).isEqualTo("meters");
      assertThat(message.database()).isEqualTo("power");
      assertThat(message.vgroup()).isEqualTo(expected.vgroup());
      assertThat(message.offset()).isEqualTo(data.requestOffset());
      assertThat(data.rows()).isEqualTo(3);
      assertThat(data.requestOffset()).isEqualTo(rows.requestOffset());
      assertThat(data.responseOffset())
          .isGreaterThanOrEqualTo(rows.responseOffset())
          .isEqualTo(consumer.position(vgroupOf(message)));
      assertThat(content(data)).isEqualTo(content(rows)).hasSize(3);
      assertThat(consumer.serverVersion()).isEqualTo(other.serverVersion());
    }
  }

  @Test
  void readsMetadataAndMixedMessagesAsOverWebSocket() {
    // Given
    List<String> expected = read("ws", "over-ws");
    // When
    List<String> read = read("taos", "g");
    // Then
    assertThat(read).isEqualTo(expected);
    assertThat(read)
        .anyMatch(line -> line.startsWith("METADATA "))
        .anyMatch(line -> line.startsWith("METADATA_AND_DATA "));
  }

  private List<String> read(String scheme, String group) {
    List<String> read = new ArrayList<>();
    int rows = 0;
    try (TmqConsumer consumer = consumer(scheme, options(group))) {
      consumer.subscribe(List.of("everything"));
      while (rows < 3) {
        TmqMessage message = poll(consumer);
        if (message.kind().hasMetadata()) {
          read.add(message.kind() + " " + message.offset() + " " + json(message.metadata()));
        }
        if (message.kind().hasData()) {
          rows += message.data().rows();
          read.addAll(content(message.data()));
        }
      }
    }
    return read;
  }

  @Test
  void readsAMessageAsOftenAsAsked() {
    // Given
    try (TmqConsumer consumer = subscribed("g", "everything")) {
      TmqMessage message = poll(consumer);
      while (message.kind() != Kind.METADATA_AND_DATA) {
        message = poll(consumer);
      }
      // When
      List<String> first = content(message.data());
      List<String> second = content(message.data());
      // Then
      assertThat(second).isEqualTo(first);
      assertThat(message.metadata()).isEqualTo(message.metadata());
    }
  }

  @Test
  void tellsWhereReadingStartedAndContinues() {
    // Given
    try (TmqConsumer consumer = subscribed("g", "everything")) {
      // When
      TmqMessage metadata = poll(consumer);
      TmqMessage mixed = poll(consumer);
      // Then
      assertThat(metadata.requestOffset()).isEqualTo(TmqData.NO_OFFSET);
      assertThat(metadata.responseOffset()).isEqualTo(metadata.offset());
      assertThat(mixed.requestOffset()).isEqualTo(metadata.responseOffset());
      assertThat(mixed.responseOffset()).isEqualTo(consumer.position(vgroupOf(mixed)));
      // When
      server.execute("create table power.d3 using power.meters tags (3)");
      // Then
      assertThat(poll(consumer).requestOffset()).isEqualTo(mixed.responseOffset());
    }
  }

  @Test
  void refusesToReadWhatAMessageDoesNotHold() {
    // Given
    try (TmqConsumer consumer = subscribed("g", "everything")) {
      TmqMessage metadata = poll(consumer);
      // When, Then
      assertThatThrownBy(metadata::data)
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("holds no rows");
      consumer.subscribe(List.of("meters"));
      TmqMessage data = poll(consumer);
      assertThatThrownBy(data::metadata)
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("holds no metadata");
    }
  }

  @Test
  void refusesToReadAMessageTooLate() {
    // Given
    TmqMessage first;
    TmqMessage second;
    TmqMessage third;
    try (TmqConsumer consumer = subscribed("g", "everything")) {
      first = poll(consumer);
      // When
      second = poll(consumer);
      String read = second.metadata();
      // Then
      assertThatThrownBy(first::metadata)
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("must be read before the next poll");
      consumer.unsubscribe();
      assertThatThrownBy(second::data).isInstanceOf(OperationalException.class);
      assertThat(second.metadata()).isEqualTo(read);
      consumer.subscribe(List.of("meters"));
      third = poll(consumer);
    }
    assertThatThrownBy(third::data)
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("closed by this side");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 350, -1, Long.MIN_VALUE})
  void pollsInVainNoLongerThanAsked(long milliseconds) {
    // Given
    try (TmqConsumer consumer = subscribed("g", "meters")) {
      poll(consumer);
      // When
      Optional<TmqMessage> message = consumer.poll(Duration.ofMillis(milliseconds));
      // Then
      assertThat(message).isEmpty();
    }
  }

  @Test
  void waitsForDataLongerThanOneSlice() {
    // Given
    try (TmqConsumer consumer = subscribed("g", "meters")) {
      poll(consumer);
      CompletableFuture<Optional<TmqMessage>> polled =
          CompletableFuture.supplyAsync(() -> consumer.poll(Duration.ofDays(100_000)));
      // When
      server.execute("insert into power.d1 values (1700000000009, 9, 'late')");
      // Then
      assertThat(polled)
          .succeedsWithin(PATIENCE)
          .satisfies(message -> assertThat(message.orElseThrow().data().rows()).isEqualTo(1));
    }
  }

  @Test
  void continuesAfterTheCommit() {
    // Given
    TopicVgroup vgroup;
    long position;
    try (TmqConsumer consumer = subscribed("g", "meters")) {
      vgroup = vgroupOf(poll(consumer));
      position = consumer.position(vgroup);
      assertThat(consumer.committed(vgroup)).isEmpty();
      // When
      consumer.commit();
      assertThat(consumer.committed(vgroup)).hasValue(position);
    }
    server.execute("insert into power.d1 values (1700000000009, 9, 'late')");
    // Then
    try (TmqConsumer consumer = subscribed("g", "meters")) {
      assertThat(consumer.committed(vgroup)).hasValue(position);
      TmqData data = poll(consumer).data();
      assertThat(content(data)).singleElement().asString().contains("late");
      assertThat(data.requestOffset()).isGreaterThanOrEqualTo(position);
    }
  }

  @Test
  void startsAnewWithoutACommit() {
    // Given
    try (TmqConsumer consumer = subscribed("g", "meters")) {
      poll(consumer).data();
    }
    // When
    try (TmqConsumer consumer = subscribed("g", "meters")) {
      // Then
      assertThat(poll(consumer).data().rows()).isEqualTo(3);
    }
  }

  @Test
  void commitsByItselfOnlyIfAsked() {
    // Given
    TmqOptions options =
        options("g").with("enable.auto.commit", "true").with("auto.commit.interval.ms", "1");
    try (TmqConsumer consumer = consumer("taos", options)) {
      consumer.subscribe(List.of("meters"));
      TopicVgroup vgroup = vgroupOf(poll(consumer));
      // When, Then
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(consumer.poll(NO_WAIT)).isEmpty();
                assertThat(consumer.committed(vgroup)).isPresent();
              });
    }
  }

  @Test
  void commitsByItselfOnLeavingOnlyIfAsked() {
    // Given
    TopicVgroup vgroup;
    try (TmqConsumer consumer = subscribed("g", "meters")) {
      vgroup = vgroupOf(poll(consumer));
    }
    TmqOptions committing =
        options("g").with("enable.auto.commit", "true").with("auto.commit.interval.ms", "600000");
    try (TmqConsumer consumer = consumer("taos", committing)) {
      consumer.subscribe(List.of("meters"));
      // Then
      assertThat(consumer.committed(vgroup)).isEmpty();
      poll(consumer);
    }
    // When
    try (TmqConsumer consumer = subscribed("g", "meters")) {
      // Then
      assertThat(consumer.committed(vgroup)).isPresent();
    }
  }

  @Test
  void commitsOneMessage() {
    // Given
    TmqOptions small = options("g").with("min.poll.rows", "1");
    server.execute("insert into power.d1 values (1700000000009, 9, 'late')");
    try (TmqConsumer consumer = consumer("taos", small)) {
      consumer.subscribe(List.of("meters"));
      TmqMessage first = poll(consumer);
      TopicVgroup vgroup = vgroupOf(first);
      long afterFirst = first.data().responseOffset();
      TmqMessage second = poll(consumer);
      // When
      consumer.commit(second);
      // Then
      long afterSecond = consumer.position(vgroup);
      assertThat(consumer.committed(vgroup)).hasValue(afterSecond);
      // When
      consumer.commit(first);
      // Then
      assertThat(afterFirst).isLessThan(afterSecond);
      assertThat(consumer.committed(vgroup)).hasValue(afterFirst);
    }
  }

  @Test
  void commitsWithoutWaiting() {
    // Given
    try (TmqConsumer consumer = subscribed("g", "meters")) {
      TmqMessage message = poll(consumer);
      TopicVgroup vgroup = vgroupOf(message);
      long position = consumer.position(vgroup);
      // When, Then
      assertThat(consumer.commitAsync(Map.of(vgroup, 0L))).succeedsWithin(PATIENCE);
      assertThat(consumer.committed(vgroup)).hasValue(0);
      assertThat(consumer.commitAsync()).succeedsWithin(PATIENCE);
      assertThat(consumer.committed(vgroup)).hasValue(position);
      assertThat(consumer.commitAsync(Map.of(vgroup, 0L))).succeedsWithin(PATIENCE);
      assertThat(consumer.commitAsync(message)).succeedsWithin(PATIENCE);
      assertThat(consumer.committed(vgroup)).hasValue(position);
    }
  }

  @Test
  void carriesOutCommitsInTheirOrder() {
    // Given
    try (TmqConsumer consumer = subscribed("g", "meters")) {
      TmqMessage message = poll(consumer);
      TopicVgroup vgroup = vgroupOf(message);
      // When
      List<CompletableFuture<Void>> commits = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        commits.add(consumer.commitAsync(Map.of(vgroup, i % 3L)));
      }
      consumer.commit(message);
      // Then
      assertThat(commits).allSatisfy(commit -> assertThat(commit).succeedsWithin(PATIENCE));
      assertThat(consumer.committed(vgroup)).hasValue(message.responseOffset());
    }
  }

  @Test
  void tellsWhyACommitWithoutWaitingFailed() {
    // Given
    try (TmqConsumer consumer = subscribed("g", "meters")) {
      TopicVgroup vgroup = vgroupOf(poll(consumer));
      // When
      CompletableFuture<Void> commit = consumer.commitAsync(Map.of(vgroup, 1_000_000L));
      // Then
      assertThat(commit)
          .failsWithin(PATIENCE)
          .withThrowableThat()
          .withCauseInstanceOf(SubscriptionException.class)
          .withMessageContaining("offset 1000000 of vgroup " + vgroup.vgroup());
    }
  }

  @Test
  void commitsGivenOffsets() {
    // Given
    try (TmqConsumer consumer = subscribed("g", "meters")) {
      TmqMessage message = poll(consumer);
      TopicVgroup vgroup = vgroupOf(message);
      long offset = message.data().requestOffset();
      // When
      consumer.commit(Map.of(vgroup, offset));
      // Then
      assertThat(consumer.committed(vgroup)).hasValue(offset);
      assertThatThrownBy(() -> consumer.commit(Map.of(vgroup, 1_000_000L)))
          .isInstanceOf(SubscriptionException.class)
          .hasMessageContaining("offset 1000000 of vgroup " + vgroup.vgroup());
      assertThatThrownBy(() -> consumer.commit(Map.of(vgroup, -1L)))
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("negative");
    }
  }

  @Test
  void seeksBeforeTheFirstPoll() {
    // Given
    server.execute("insert into power.d1 values (1700000000009, 9, 'late')");
    TopicVgroup vgroup;
    long target;
    try (TmqConsumer consumer = consumer("taos", options("g").with("min.poll.rows", "1"))) {
      consumer.subscribe(List.of("meters"));
      TmqMessage first = poll(consumer);
      vgroup = vgroupOf(first);
      target = first.data().responseOffset();
    }
    try (TmqConsumer consumer = subscribed("g", "meters")) {
      assertThatThrownBy(() -> consumer.seek(vgroup, target))
          .isInstanceOf(SubscriptionException.class)
          .hasMessageContaining("ask for the assignment");
      assertThat(consumer.assignment("meters")).hasSize(1);
      // When
      consumer.seek(vgroup, target);
      // Then
      assertThat(consumer.position(vgroup)).isEqualTo(target);
      TmqData data = poll(consumer).data();
      assertThat(data.requestOffset()).isEqualTo(target);
      assertThat(content(data)).singleElement().asString().contains("late");
      // When
      assertThatThrownBy(() -> consumer.seek(vgroup, 1_000_000))
          // Then
          .isInstanceOf(SubscriptionException.class)
          .hasMessageContaining("offset 1000000 of vgroup " + vgroup.vgroup());
      assertThatThrownBy(() -> consumer.seek(vgroup, -1))
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("negative");
    }
  }

  @Test
  void tellsItsVgroupsAndCommitsEach() {
    // Given
    server.execute(
        "create database wide vgroups 3",
        "create table wide.t (ts timestamp, v int)",
        "create topic wide as database wide",
        "insert into wide.t values (1700000000000, 1)");
    try (TmqConsumer consumer = subscribed("g", "wide")) {
      // When
      List<VgroupAssignment> assignment = consumer.assignment("wide");
      // Then
      assertThat(assignment).hasSize(3).allMatch(VgroupAssignment::isRangeKnown);
      assertThat(assignment).extracting(VgroupAssignment::vgroup).doesNotHaveDuplicates();
      assertThat(assignment)
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields(
              "end") // subscribing adds to it
          .containsExactlyElementsOf(assignmentOverWebSocket("wide"));
      assertThat(assignment).allMatch(vgroup -> vgroup.end() > vgroup.begin());
      // When
      Map<TopicVgroup, Long> ends =
          assignment.stream()
              .collect(toMap(it -> new TopicVgroup("wide", it.vgroup()), VgroupAssignment::end));
      assertThat(consumer.commitAsync(ends)).succeedsWithin(PATIENCE);
      // Then
      assertThat(ends)
          .allSatisfy((vgroup, end) -> assertThat(consumer.committed(vgroup)).hasValue(end));
    }
  }

  private List<VgroupAssignment> assignmentOverWebSocket(String topic) {
    try (TmqConsumer consumer = consumer("ws", options("over-ws"))) {
      consumer.subscribe(List.of(topic));
      return consumer.assignment(topic);
    }
  }

  @Test
  void subscribesToOtherTopics() {
    // Given
    try (TmqConsumer consumer = consumer("taos", options("g"))) {
      assertThat(consumer.subscription()).isEmpty();
      consumer.subscribe(List.of("meters", "everything"));
      assertThat(consumer.subscription()).containsExactlyInAnyOrder("meters", "everything");
      // When
      consumer.subscribe(List.of("everything"));
      // Then
      assertThat(consumer.subscription()).containsExactly("everything");
      assertThat(poll(consumer).topic()).isEqualTo("everything");
      // When
      consumer.unsubscribe();
      consumer.unsubscribe();
      // Then
      assertThat(consumer.subscription()).isEmpty();
      assertThatThrownBy(() -> consumer.poll(NO_WAIT))
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("call subscribe first");
      // When
      consumer.subscribe(List.of("meters"));
      // Then
      assertThat(poll(consumer).topic()).isEqualTo("meters");
    }
  }

  @Test
  void sharesVgroupsWithinAGroup() {
    // Given
    server.execute(
        "create database wide vgroups 2",
        "create table wide.t (ts timestamp, v int)",
        "create topic wide as database wide");
    TmqConsumer two = subscribed("g", "wide");
    try (TmqConsumer one = subscribed("g", "wide")) {
      // When, Then
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                one.poll(NO_WAIT);
                two.poll(NO_WAIT);
                assertThat(one.assignment("wide")).hasSize(1);
                assertThat(two.assignment("wide")).hasSize(1);
                assertThat(one.assignment("wide").get(0).vgroup())
                    .isNotEqualTo(two.assignment("wide").get(0).vgroup());
              });
      // When
      two.close();
      // Then
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                one.poll(NO_WAIT);
                assertThat(one.assignment("wide")).hasSize(2);
              });
    }
  }

  @Test
  void saysWhichTopicIsUnknown() {
    // Given
    try (TmqConsumer consumer = consumer("taos", options("g"))) {
      // When, Then
      assertThatThrownBy(() -> consumer.subscribe(List.of("nowhere")))
          .isInstanceOf(SubscriptionException.class)
          .hasMessageContaining("nowhere")
          .hasMessageContaining("0x03e1");
      // Then
      consumer.subscribe(List.of("meters"));
      assertThat(poll(consumer).topic()).isEqualTo("meters");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "no.such.setting, 1, does not know the TMQ setting no.such.setting",
    "td.connect.token, secret, does not know the TMQ setting td.connect.token",
    "heartbeat.interval.ms, 8000, refuses the value of TMQ setting heartbeat.interval.ms"
  })
  void saysWhichSettingIsWrong(String name, String value, String text) {
    // Given
    TmqOptions options = options("g").with("session.timeout.ms", "7000").with(name, value);
    // When, Then
    assertThatThrownBy(() -> consumer("taos", options))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining(text)
        .hasMessageNotContaining("secret");
  }

  @Test
  void takesItsLoginFromTheSettings() {
    // When, Then
    assertThatThrownBy(() -> consumer("taos", options("g").with("td.connect.pass", "wrong")))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("0x0357")
        .hasMessageNotContaining("wrong");
  }

  @Test
  void saysThatTheServerIsOutOfReach() {
    // Given
    ConnectionOptions nowhere =
        ConnectionOptions.parse("taos://root:taosdata@127.0.0.1:1?conn_retries=0");
    // When, Then
    assertThatThrownBy(() -> TDengine.consumer(nowhere, options("g")))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("127.0.0.1:1")
        .hasMessageContaining("0x000b");
  }

  @Test
  void saysThatATopicOrVgroupIsNotItsOwn() {
    // Given
    try (TmqConsumer consumer = subscribed("g", "meters")) {
      TopicVgroup strange = new TopicVgroup("meters", 99);
      // When, Then
      assertThatThrownBy(() -> consumer.assignment("everything"))
          .isInstanceOf(SubscriptionException.class)
          .hasMessageContaining("everything");
      assertThatThrownBy(() -> consumer.seek(strange, 0)).isInstanceOf(SubscriptionException.class);
      assertThatThrownBy(() -> consumer.position(strange))
          .isInstanceOf(SubscriptionException.class);
      assertThatThrownBy(() -> consumer.committed(strange))
          .isInstanceOf(SubscriptionException.class);
    }
  }

  @Test
  void saysWhatThePollMet() {
    // Given
    try (TmqConsumer consumer = subscribed("g", "meters")) {
      poll(consumer);
      // When
      server.faults().loseConsumers("g");
      // Then
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> consumer.poll(NO_WAIT))
                      .isInstanceOf(SubscriptionException.class)
                      .hasMessageContaining("0x03e6"));
    }
  }

  @Test
  void endsAPollInAnotherThreadWhenClosed() {
    // Given
    TmqConsumer consumer = subscribed("g", "meters");
    poll(consumer);
    CompletableFuture<Optional<TmqMessage>> polled = new CompletableFuture<>();
    Thread poller =
        new Thread(
            () -> {
              try {
                polled.complete(consumer.poll(Duration.ofDays(1)));
              } catch (RuntimeException e) {
                polled.completeExceptionally(e);
              }
            });
    poller.start();
    await().atMost(PATIENCE).until(() -> isIn(poller, "tmq_consumer_poll"));
    // When
    consumer.close();
    consumer.close();
    // Then
    assertThat(polled)
        .failsWithin(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(ConnectionException.class)
        .withMessageContaining("closed by this side");
  }

  @Test
  void endsAPollWhenItsThreadIsInterrupted() {
    // Given
    try (TmqConsumer consumer = subscribed("g", "meters")) {
      poll(consumer);
      Thread.currentThread().interrupt();
      // When, Then
      assertThatThrownBy(() -> consumer.poll(Duration.ofDays(1)))
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("interrupted");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void refusesEveryCallWhenClosed() {
    // Given
    TmqConsumer consumer = subscribed("g", "meters");
    TmqMessage message = poll(consumer);
    TopicVgroup vgroup = vgroupOf(message);
    // When
    consumer.close();
    // Then
    List<Runnable> calls =
        List.of(
            () -> consumer.poll(NO_WAIT),
            () -> consumer.subscribe(List.of("meters")),
            consumer::unsubscribe,
            consumer::subscription,
            () -> consumer.assignment("meters"),
            () -> consumer.seek(vgroup, 0),
            () -> consumer.position(vgroup),
            () -> consumer.committed(vgroup),
            consumer::commit,
            () -> consumer.commit(message),
            () -> consumer.commit(Map.of(vgroup, 0L)),
            () -> consumer.commitAsync().join(),
            () -> consumer.commitAsync(Map.of(vgroup, 0L)).join());
    for (Runnable call : calls) {
      assertThatThrownBy(call::run).isInstanceOf(ConnectionException.class);
    }
  }

  private static boolean isIn(Thread thread, String method) {
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(frame -> frame.getMethodName().equals(method));
  }

  private TmqConsumer subscribed(String group, String topic) {
    TmqConsumer consumer = consumer("taos", options(group));
    consumer.subscribe(List.of(topic));
    return consumer;
  }

  private TmqConsumer consumer(String scheme, TmqOptions options) {
    return TDengine.consumer(ConnectionOptions.parse(server.url(scheme)), options);
  }

  private static TmqOptions options(String group) {
    return TmqOptions.ofGroup(group)
        .with("auto.offset.reset", "earliest")
        .with("msg.enable.batchmeta", "1");
  }

  private static TmqMessage poll(TmqConsumer consumer) {
    return consumer.poll(PATIENCE).orElseThrow();
  }

  private static TopicVgroup vgroupOf(TmqMessage message) {
    return new TopicVgroup(message.topic(), message.vgroup());
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  /** Every row with all that is known of it; subscribing moves the offsets of the next ones. */
  private static List<String> content(TmqData data) {
    List<String> rows = new ArrayList<>();
    for (TableBlock table : data.blocks()) {
      Block block = table.block();
      for (int row = 0; row < block.rows(); row++) {
        List<Object> cells = new ArrayList<>();
        for (int i = 0; i < block.columnCount(); i++) {
          cells.add(block.column(i).getObject(row));
        }
        rows.add(
            String.join(
                " ",
                table.table() + "@" + table.schemaVersion(),
                table.precision().toString(),
                table.fields().toString(),
                cells.toString()));
      }
    }
    return rows;
  }
}
