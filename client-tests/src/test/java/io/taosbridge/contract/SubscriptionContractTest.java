package io.taosbridge.contract;

import static io.taosbridge.client.ConnectionOptions.Transport.NATIVE;
import static io.taosbridge.client.ConnectionOptions.Transport.WEBSOCKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.taosbridge.TDengine;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.TableBlock;
import io.taosbridge.client.TmqConsumer;
import io.taosbridge.client.TmqMessage;
import io.taosbridge.client.TmqOptions;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.client.VgroupAssignment;
import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.client.error.InterfaceException;
import io.taosbridge.client.error.OperationalException;
import io.taosbridge.client.error.SubscriptionException;
import io.taosbridge.client.error.TDengineException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Topics and their consumers. */
@Covers(Area.SUBSCRIPTION)
@AvailableOn({WEBSOCKET, NATIVE})
class SubscriptionContractTest extends ContractTest {

  private static final long START = 1_767_225_600_000L;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(100);

  private Connection connection;
  private String database;
  private String stable;
  private String topic;
  private int written;

  @BeforeEach
  void makeTopic() {
    connection = target.connect();
    database = target.database(Precision.MILLISECONDS);
    stable = target.unique("meters");
    connection.execute(
        "create stable " + stable + " (ts timestamp, v int, note varchar(20)) tags (site int)");
    topic = target.topic("as stable " + database + "." + stable);
  }

  /** Writes rows by one statement, so that they are one entry of the log. */
  private void write(String child, int rows) {
    StringBuilder sql =
        new StringBuilder("insert into " + child + " using " + stable + " tags (1) values");
    for (int i = 0; i < rows; i++) {
      sql.append(" (").append(START + written).append(',').append(written).append(", 'n')");
      written++;
    }
    connection.execute(sql.toString());
  }

  private TmqOptions options() {
    return TmqOptions.ofGroup(target.unique("group")).with("auto.offset.reset", "earliest");
  }

  private TmqConsumer subscribed(TmqOptions options, String... topics) {
    TmqConsumer consumer = target.consumer(options);
    consumer.subscribe(List.of(topics));
    return consumer;
  }

  /** The values of column v of the next rows. */
  private static List<Integer> values(TmqConsumer consumer, int rows) {
    List<Integer> values = new ArrayList<>();
    for (TableBlock block : new Subscriber(consumer).blocks(rows)) {
      for (int row = 0; row < block.block().rows(); row++) {
        values.add((int) block.block().column(1).getLong(row));
      }
    }
    return values;
  }

  private TopicVgroup vgroup(TmqConsumer consumer) {
    return new TopicVgroup(topic, assignment(consumer).vgroup());
  }

  private VgroupAssignment assignment(TmqConsumer consumer) {
    return await()
        .atMost(PATIENCE)
        .until(() -> consumer.assignment(topic), assignment -> assignment.size() == 1)
        .get(0);
  }

  @Test
  void deliversRowsWithWhereTheyCameFrom() {
    // Given
    TmqConsumer consumer = subscribed(options(), topic);
    write(stable + "_a", 3);

    // When
    TmqMessage message = new Subscriber(consumer).message();
    List<TableBlock> blocks = message.data().blocks();

    // Then
    assertThat(message.kind()).isEqualTo(TmqMessage.Kind.DATA);
    assertThat(message.topic()).isEqualTo(topic);
    assertThat(message.database()).isEqualTo(database);
    assertThat(message.vgroup()).isEqualTo(assignment(consumer).vgroup());
    assertThat(message.data().requestOffset()).isLessThan(message.data().responseOffset());
    assertThat(message.data().responseOffset()).isEqualTo(consumer.position(vgroup(consumer)));
    assertThat(message.data().rows()).isEqualTo(3);
    assertThat(blocks).extracting(TableBlock::table).containsOnly(stable + "_a");
    assertThat(blocks.get(0).fields())
        .extracting(field -> field.name())
        .containsExactly("ts", "v", "note");
    assertThat(blocks.get(0).precision()).isEqualTo(Precision.MILLISECONDS);
  }

  @Test
  void deliversInTheOrderOfTheLog() {
    // Given
    TmqConsumer consumer = subscribed(options(), topic);

    // When
    for (int i = 0; i < 50; i++) {
      write(stable + "_" + i % 3, 2);
    }

    // Then
    assertThat(values(consumer, 100)).hasSize(100).isSorted();
  }

  @Test
  void deliversTheColumnsOfAQuery() {
    // Given
    String query =
        target.topic(
            "as select ts, v * 2 as twice, site from " + database + "." + stable + " where v > 0");
    TmqConsumer consumer = subscribed(options(), query);
    write(stable + "_q", 3);

    // When
    List<TableBlock> blocks = new Subscriber(consumer).blocks(2);

    // Then
    assertThat(blocks.get(0).fields())
        .extracting(field -> field.name())
        .containsExactly("ts", "twice", "site");
    assertThat(blocks.get(0).block().rows()).isEqualTo(2);
    assertThat(blocks.get(0).block().column(1).getObject(1)).isIn(4.0, 4L);
    assertThat(blocks.get(0).block().column(2).getObject(0)).isEqualTo(1);
  }

  @Test
  void deliversMetadataWhereTheTopicHasIt() {
    // Given
    String withMeta = target.topic("with meta as stable " + database + "." + stable);
    TmqConsumer consumer = subscribed(options(), withMeta);
    Subscriber subscriber = new Subscriber(consumer);

    // When
    write(stable + "_m", 1);
    List<TmqMessage.Kind> kinds = new ArrayList<>();
    StringBuilder metadata = new StringBuilder();
    int rows = 0;
    while (rows < 1) {
      TmqMessage message = subscriber.message();
      kinds.add(message.kind());
      if (message.kind().hasMetadata()) {
        metadata.append(message.metadata());
      }
      if (message.kind().hasData()) {
        rows += message.data().rows();
      }
    }

    // Then
    assertThat(kinds).anyMatch(TmqMessage.Kind::hasMetadata);
    assertThat(metadata.toString()).contains(stable).contains("create");
  }

  @Test
  void tellsWhichTablesADeleteFromASupertableHit() {
    // Given
    String withMeta = target.topic("with meta as stable " + database + "." + stable);
    TmqConsumer consumer = subscribed(options(), withMeta);
    Subscriber subscriber = new Subscriber(consumer);
    write(stable + "_hit", 1);
    connection.execute(
        "insert into "
            + stable
            + "_spared using "
            + stable
            + " tags (2) values ("
            + START
            + ", 1, '')");

    // When
    connection.execute("delete from " + stable + " where ts >= " + START + " and site = 1");
    List<Long> hit = new ArrayList<>();
    while (hit.isEmpty()) {
      TmqMessage message = subscriber.message();
      if (message.kind() == TmqMessage.Kind.METADATA && message.metadata().contains("delete")) {
        hit.addAll(message.deletion().tableUids());
      }
    }

    // Then
    String sql = "select table_name from information_schema.ins_tables where uid = " + hit.get(0);
    try (QueryResult result = connection.query(sql)) {
      assertThat(result.fetchAll().get(0).getString(0)).isEqualTo(stable + "_hit");
    }
    assertThat(hit).hasSize(1);
  }

  @Test
  void deliversADatabase() {
    // Given
    String all = target.topic("as database " + database);
    TmqConsumer consumer = subscribed(options().with("auto.offset.reset", "latest"), all);
    String plain = target.unique("plain");
    connection.execute("create table " + plain + " (ts timestamp, v int)");

    // When
    List<String> tables = new ArrayList<>();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              // Where "latest" is depends on when the server sees the consumer: write until it
              // does.
              connection.execute("insert into " + plain + " values (now, 1)");
              Optional<TmqMessage> message = consumer.poll(SHORT);
              message.ifPresent(
                  each -> each.data().blocks().forEach(block -> tables.add(block.table())));
              return tables.contains(plain);
            });

    // Then
    assertThat(tables).containsOnly(plain);
  }

  @Test
  void comesBackEmptyWhenNothingIsThere() {
    // Given
    TmqConsumer consumer = subscribed(options(), topic);

    // When
    Optional<TmqMessage> message = consumer.poll(SHORT);

    // Then
    assertThat(message).isEmpty();
  }

  @Test
  void continuesFromTheCommit() {
    // Given
    TmqOptions options = options();
    write(stable + "_a", 2);
    try (TmqConsumer first = TDengine.consumer(target.options(), options)) {
      first.subscribe(List.of(topic));
      assertThat(values(first, 2)).containsExactly(0, 1);

      // When
      first.commit();
      TopicVgroup vgroup = vgroup(first);
      assertThat(first.committed(vgroup)).hasValue(first.position(vgroup));
      first.unsubscribe();
    }
    write(stable + "_a", 1);

    // Then
    assertThat(values(subscribed(options, topic), 1)).containsExactly(2);
  }

  @Test
  void readsAgainWhatWasNotCommitted() {
    // Given
    TmqOptions options = options();
    write(stable + "_a", 2);
    try (TmqConsumer first = TDengine.consumer(target.options(), options)) {
      first.subscribe(List.of(topic));
      assertThat(values(first, 2)).containsExactly(0, 1);
      assertThat(first.committed(vgroup(first))).isEmpty();
      first.unsubscribe();
    }

    // When, Then
    assertThat(values(subscribed(options, topic), 2)).containsExactly(0, 1);
  }

  @Test
  void commitsTheOffsetsGiven() {
    // Given
    TmqOptions options = options();
    write(stable + "_a", 1);
    try (TmqConsumer first = TDengine.consumer(target.options(), options)) {
      first.subscribe(List.of(topic));
      values(first, 1);
      TopicVgroup vgroup = vgroup(first);
      long afterFirst = first.position(vgroup);
      write(stable + "_a", 1);
      assertThat(values(first, 1)).containsExactly(1);

      // When
      first.commit(Map.of(vgroup, afterFirst));
      assertThat(first.committed(vgroup)).hasValue(afterFirst);
      first.unsubscribe();
    }

    // Then
    assertThat(values(subscribed(options, topic), 1)).containsExactly(1);
  }

  @Test
  void commitsOneMessage() {
    // Given
    TmqConsumer consumer = subscribed(options(), topic);
    write(stable + "_a", 1);
    TmqMessage message = new Subscriber(consumer).message();
    assertThat(message.data().rows()).isEqualTo(1); // where it ends is told with its rows
    write(stable + "_a", 1);
    new Subscriber(consumer).message();

    // When
    consumer.commit(message);

    // Then
    assertThat(consumer.committed(vgroup(consumer))).hasValue(message.responseOffset());
  }

  @Test
  void commitsWithoutWaiting() {
    // Given
    TmqConsumer consumer = subscribed(options(), topic);
    write(stable + "_a", 1);
    TmqMessage message = new Subscriber(consumer).message();
    TopicVgroup vgroup = vgroup(consumer);

    // When, Then
    assertThat(consumer.commitAsync()).succeedsWithin(PATIENCE);
    assertThat(consumer.committed(vgroup)).hasValue(message.responseOffset());
    assertThat(consumer.commitAsync(Map.of(vgroup, message.requestOffset())))
        .succeedsWithin(PATIENCE);
    assertThat(consumer.committed(vgroup)).hasValue(message.requestOffset());
    assertThat(consumer.commitAsync(message)).succeedsWithin(PATIENCE);
    assertThat(consumer.committed(vgroup)).hasValue(message.responseOffset());
  }

  @Test
  void startsWhereItWasSeekedTo() {
    // Given
    write(stable + "_a", 1);
    write(stable + "_a", 1);
    TmqConsumer first = subscribed(options(), topic);
    TmqMessage message = new Subscriber(first).message();
    long begin = message.data().requestOffset();
    TmqConsumer second = subscribed(options(), topic);
    assertThat(values(second, 2)).containsExactly(0, 1);

    // When
    TmqConsumer third = subscribed(options().with("auto.offset.reset", "latest"), topic);
    third.seek(vgroup(third), begin);

    // Then
    assertThat(values(third, 2)).containsExactly(0, 1);
  }

  @Test
  void tellsTheRangeOfTheLog() {
    // Given
    write(stable + "_a", 1);
    TmqConsumer consumer = subscribed(options(), topic);
    values(consumer, 1);

    // When
    VgroupAssignment assignment =
        await().atMost(PATIENCE).until(() -> assignment(consumer), VgroupAssignment::isRangeKnown);

    // Then
    assertThat(assignment.begin()).isNotNegative().isLessThan(assignment.end());
    assertThat(consumer.position(vgroup(consumer))).isBetween(assignment.begin(), assignment.end());
  }

  @Test
  void changesItsSubscription() {
    // Given
    String other = target.unique("other");
    connection.execute("create table " + other + " (ts timestamp, v int)");
    connection.execute("insert into " + other + " values (" + START + ", 77)");
    String second = target.topic("as select ts, v from " + database + "." + other);
    write(stable + "_a", 1);
    TmqConsumer consumer = subscribed(options(), topic);
    assertThat(values(consumer, 1)).containsExactly(0);

    // When
    consumer.unsubscribe();
    assertThat(consumer.subscription()).isEmpty();
    consumer.subscribe(List.of(second));

    // Then
    assertThat(consumer.subscription()).containsExactly(second);
    assertThat(values(consumer, 1)).containsExactly(77);
  }

  @Test
  void subscribesToSeveralTopics() {
    // Given
    String second = target.topic("as select ts, v from " + database + "." + stable);
    TmqConsumer consumer = subscribed(options(), topic, second);
    write(stable + "_a", 1);

    // When
    List<String> topics = new ArrayList<>();
    while (topics.size() < 2) {
      TmqMessage message = new Subscriber(consumer).message();
      topics.add(message.topic());
      assertThat(message.data().rows()).isEqualTo(1);
    }

    // Then
    assertThat(topics).containsExactlyInAnyOrder(topic, second);
    assertThat(consumer.subscription()).containsExactlyInAnyOrder(topic, second);
  }

  @Test
  void commitsByItselfWhenAskedTo() {
    // Given
    TmqConsumer consumer =
        subscribed(
            options().with("enable.auto.commit", "true").with("auto.commit.interval.ms", "100"),
            topic);
    write(stable + "_a", 1);
    values(consumer, 1);
    TopicVgroup vgroup = vgroup(consumer);
    long position = consumer.position(vgroup);

    // When, Then
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              consumer.poll(SHORT); // commits happen on polls
              return consumer.committed(vgroup);
            },
            committed -> committed.isPresent() && committed.getAsLong() >= position);
  }

  @ParameterizedTest
  @CsvSource({
    "client.id, reader",
    "session.timeout.ms, 12000",
    "max.poll.interval.ms, 300000",
    "auto.commit.interval.ms, 5000",
    "msg.with.table.name, true",
    "min.poll.rows, 1",
    "fetch.max.wait.ms, 100"
  })
  void takesEverySetting(String name, String value) {
    // Given
    write(stable + "_a", 1);

    // When
    TmqConsumer consumer = subscribed(options().with(name, value), topic);

    // Then
    assertThat(values(consumer, 1)).containsExactly(0);
  }

  @Test
  void prefersTheLoginOfTheSettings() {
    // Given
    TmqConsumer consumer =
        target.closeLater(
            TDengine.consumer(
                target.options(Map.of("password", "wrong")),
                options().with("td.connect.user", "root").with("td.connect.pass", "taosdata")));
    write(stable + "_a", 1);

    // When
    consumer.subscribe(List.of(topic));

    // Then
    assertThat(values(consumer, 1)).containsExactly(0);
  }

  @Test
  void refusesAWrongPassword() {
    // Given
    target.consumer(options());
    TmqOptions wrong = options().with("td.connect.pass", "s3cret");

    // When, Then
    assertThatThrownBy(() -> target.consumer(wrong).subscribe(List.of(topic)))
        .isInstanceOf(ConnectionException.class)
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void tellsAnUnknownTopic() {
    // Given
    TmqConsumer consumer = target.consumer(options());

    // When, Then
    assertThatThrownBy(() -> consumer.subscribe(List.of("no_such_topic")))
        .isInstanceOf(SubscriptionException.class)
        .hasMessageContaining("no_such_topic")
        .satisfies(e -> assertThat(((TDengineException) e).code()).isEqualTo(0x03E1));
  }

  @Test
  void tellsCallsBeforeASubscription() {
    // Given
    TmqConsumer consumer = target.consumer(options());

    // When, Then
    assertThat(consumer.subscription()).isEmpty();
    assertThatThrownBy(() -> consumer.poll(SHORT))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("subscribe");
    assertThatThrownBy(() -> consumer.subscribe(List.of()))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("no topic");
    assertThatThrownBy(() -> consumer.assignment(topic)).isInstanceOf(OperationalException.class);
  }

  @Test
  void refusesANegativeOffset() {
    // Given
    TmqConsumer consumer = subscribed(options(), topic);
    TopicVgroup vgroup = vgroup(consumer);

    // When, Then
    assertThatThrownBy(() -> consumer.seek(vgroup, -1))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("negative");
    assertThatThrownBy(() -> consumer.commit(Map.of(vgroup, -2L)))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("negative");
  }

  @Test
  void refusesToReadAMessageAfterTheNextPoll() {
    // Given
    TmqConsumer consumer = subscribed(options(), topic);
    write(stable + "_a", 1);
    TmqMessage first = new Subscriber(consumer).message();
    write(stable + "_a", 1);

    // When
    new Subscriber(consumer).message();

    // Then
    assertThatThrownBy(first::data)
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("next poll");
  }

  @Test
  void tellsWhatAMessageDoesNotHold() {
    // Given
    TmqConsumer consumer = subscribed(options(), topic);
    write(stable + "_a", 1);

    // When
    TmqMessage message = new Subscriber(consumer).message();

    // Then
    assertThatThrownBy(message::metadata)
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("no metadata");
    assertThat(message.data().rows()).isEqualTo(1);
  }

  @Test
  void endsAPollOnClose() throws Exception {
    // Given
    TmqConsumer consumer = subscribed(options(), topic);
    CountDownLatch polling = new CountDownLatch(1);
    CompletableFuture<Optional<TmqMessage>> poll =
        CompletableFuture.supplyAsync(
            () -> {
              polling.countDown();
              return consumer.poll(Duration.ofHours(1));
            });
    polling.await();

    // When
    consumer.close();

    // Then
    assertThat(poll)
        .failsWithin(60, TimeUnit.SECONDS)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(TDengineException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a:b"})
  void refusesABadGroup(String group) {
    // Given
    target.consumer(options());

    // When, Then
    assertThatThrownBy(() -> TmqOptions.ofGroup(group))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("group.id");
  }

  @ParameterizedTest
  @CsvSource({
    "auto.offset.reset, sometimes",
    "enable.auto.commit, maybe",
    "session.timeout.ms, soon",
    "max.poll.interval.ms, -1",
    "auto.commit.interval.ms, 1.5"
  })
  void refusesASettingThatCannotBe(String name, String value) {
    // Given
    TmqOptions options = options();
    target.consumer(options);

    // When, Then
    assertThatThrownBy(() -> options.with(name, value))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(value);
  }

  @Test
  void hidesSecrets() {
    // Given
    target.consumer(options());

    // When
    TmqOptions options = options().with("td.connect.pass", "s3cret");

    // Then
    assertThat(options.toString()).contains("td.connect.pass").doesNotContain("s3cret");
  }
}
