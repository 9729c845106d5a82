package io.taosbridge.source.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.taosbridge.client.TmqData;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.client.error.Errors;
import io.taosbridge.connect.Backoff;
import io.taosbridge.source.testing.FakeConsumer;
import io.taosbridge.source.testing.FakeTDengine;
import io.taosbridge.source.testing.FakeTiming;
import io.taosbridge.source.testing.Harness;
import io.taosbridge.source.topic.TopicInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

public class SourceEngineTest {

  private static final Map<String, String> TOPIC_T = Map.of("topics", "t");

  private final FakeTDengine server =
      new FakeTDengine(7, 3)
          .topic("t", TopicInfo.Kind.STABLE)
          .table("a", 1, "x")
          .table("b", 2, null);
  private final Map<Map<String, ?>, Map<String, ?>> stored = new HashMap<>();
  private Harness harness;

  private Harness start(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(TOPIC_T);
    settings.putAll(more);
    if (harness != null) {
      harness.close();
    }
    harness = Harness.on(server, settings, stored);
    return harness;
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  @Test
  void readsAllVgroupsFromTheBeginOfTheirLogs() throws InterruptedException {
    // Given
    server.internal(3, 5).write(3, "a", 1, 2).write(7, "b", 3);

    // When
    List<SourceRecord> records = start(Map.of()).receive(3);

    // Then
    assertThat(records)
        .extracting(SourceRecord::key, SourceEngineTest::value, SourceRecord::sourcePartition)
        .containsExactlyInAnyOrder(
            tuple("a", 1, partition(3)), tuple("a", 2, partition(3)), tuple("b", 3, partition(7)));
  }

  @Test
  void storesTheOffsetAfterAMessageWithItsLastRecordOnly() throws InterruptedException {
    // Given
    server.internal(3, 5).write(3, "a", 1, 2, 3);

    // When
    List<SourceRecord> records = start(Map.of()).receive(3);

    // Then
    assertThat(records)
        .extracting(record -> (Object) record.sourceOffset().get("offset"))
        .containsExactly(0L, 0L, 6L);
  }

  @Test
  void goesOnWhereItStopped() throws InterruptedException {
    // Given
    server.write(3, "a", 1).write(7, "b", 2);
    start(Map.of()).receive(2);
    server.write(3, "a", 3).write(7, "b", 4);

    // When
    List<SourceRecord> records = start(Map.of()).receive(2);

    // Then
    assertThat(records).extracting(SourceEngineTest::value).containsExactlyInAnyOrder(3, 4);
    assertThat(server.consumerNow().seeks).isEqualTo(Map.of(3, 1L, 7, 1L));
  }

  @Test
  void repeatsAMessageOfWhichKafkaHasOnlyAPart() throws InterruptedException {
    // Given
    server.write(3, "a", 1, 2, 3);
    Harness first = start(Map.of());
    List<SourceRecord> polled = List.of();
    while (polled.isEmpty()) {
      polled = first.engine().poll();
    }
    first.deliver(polled.get(0));
    first.deliver(polled.get(1));

    // When
    List<SourceRecord> records = start(Map.of()).receive(3);

    // Then
    assertThat(records).extracting(SourceEngineTest::value).containsExactly(1, 2, 3);
  }

  @Test
  void startsWithNewRowsIfTold() throws InterruptedException {
    // Given
    server.write(3, "a", 1).write(7, "b", 2);
    Harness started = start(Map.of("auto.offset.reset", "latest"));
    started.pollUntil(harness -> seeks().size() == 2);

    // When
    server.write(3, "a", 3);
    List<SourceRecord> records = started.receive(1);

    // Then
    assertThat(records).extracting(SourceEngineTest::value).containsExactly(3);
  }

  @Test
  void readsOnlyTheVgroupsThatAreItsOwn() throws InterruptedException {
    // Given
    server.write(7, "b", 1).write(3, "a", 2);
    Harness started = start(Map.of("task.vgroups", "t=3"));
    started.receive(1);

    // When
    server.write(7, "b", 3).write(3, "a", 4);
    List<SourceRecord> records = started.receive(2);

    // Then
    assertThat(records).extracting(SourceEngineTest::value).containsExactly(2, 4);
    assertThat(started.engine().positions().all()).containsOnlyKeys(new TopicVgroup("t", 3));
  }

  @Test
  void doesNotFetchWhatAnotherTaskReads() throws InterruptedException {
    // Given
    server.write(7, "b", 1);
    Harness started = start(Map.of("task.vgroups", "t=3"));
    server.stale.add(new FakeConsumer.Message(new TopicVgroup("t", 7), null, 0, null));

    // When
    server.write(3, "a", 2);
    started.receive(1);

    // Then
    assertThat(server.stale).isEmpty();
    assertThat(server.consumerNow().seeks).isEqualTo(Map.of(3, 0L, 7, 1L));
  }

  @Test
  void keepsTheKafkaPartitionOfAVgroupWhoeverReadsIt() throws InterruptedException {
    // Given
    server.write(7, "b", 1);

    // When
    List<SourceRecord> records =
        start(Map.of("task.vgroups", "t=7", "kafka.partitions", "4")).receive(1);

    // Then
    assertThat(records).extracting(SourceRecord::kafkaPartition).containsExactly(1);
  }

  @Test
  void startsAtTheFirstRowOfAVgroupThatCameLaterWhateverItIsTold() throws InterruptedException {
    // Given
    server.write(3, "a", 1).write(7, "b", 2);

    // When
    List<SourceRecord> records =
        start(Map.of("auto.offset.reset", "latest", "task.vgroups", "t=3+7*")).receive(1);

    // Then
    assertThat(records).extracting(SourceEngineTest::value).containsExactly(2);
  }

  @Test
  void waitsUntilAllVgroupsAndTheirRangesAreKnown() throws InterruptedException {
    // Given
    server.write(3, "a", 1);
    server.assignmentsToCome.set(6);

    // When
    List<SourceRecord> records = start(Map.of()).receive(1);

    // Then
    assertThat(records).hasSize(1);
    assertThat(server.assignmentsToCome).hasValue(0);
    assertThat(server.consumerNow().seeks).containsOnlyKeys(3, 7);
  }

  @Test
  void dropsAMessageThatWasDeliveredBefore() throws InterruptedException {
    // Given
    server.write(3, "a", 1).write(3, "a", 2);
    Harness started = start(Map.of());
    started.receive(2);
    TmqData again = new TmqData(0, 1, server.logs.get(3).entries.get(0L).blocks());
    server.stale.add(new FakeConsumer.Message(new TopicVgroup("t", 3), again, 0, null));

    // When
    server.write(3, "a", 3);
    List<SourceRecord> records = started.receive(3);

    // Then
    assertThat(server.stale).isEmpty();
    assertThat(records).extracting(SourceEngineTest::value).containsExactly(1, 2, 3);
  }

  @Test
  void failsIfTheLogWasRecycledBelowTheStoredOffset() throws InterruptedException {
    // Given
    server.write(3, "a", 1);
    start(Map.of()).receive(1);
    server.write(3, "a", 2).internal(3, 10).write(3, "a", 3);
    server.recycle(3, 10);

    // Then
    assertThatThrownBy(() -> start(Map.of()).receive(1))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("vgroup 3 of topic t")
        .hasMessageContaining("next version to read is 1")
        .hasMessageContaining("begins at 10")
        .hasMessageContaining("offset.out.of.range=earliest");
  }

  @Test
  void goesOnAtTheBeginOfARecycledLogIfTold() throws InterruptedException {
    // Given
    server.write(3, "a", 1);
    start(Map.of()).receive(1);
    server.write(3, "a", 2).internal(3, 10).write(3, "a", 3);
    server.recycle(3, 10);

    // When
    List<SourceRecord> records = start(Map.of("offset.out.of.range", "earliest")).receive(1);

    // Then
    assertThat(records).extracting(SourceEngineTest::value).containsExactly(3);
    assertThat(server.consumerNow().seeks).containsEntry(3, 10L);
  }

  @Test
  void failsIfTheLogIsRecycledWhileItIsRead() throws InterruptedException {
    // Given
    server.write(3, "a", 1);
    Harness started = start(Map.of());
    started.receive(1);
    server.write(3, "a", 2).internal(3, 10).write(3, "a", 3);
    server.recycle(3, 10);

    // Then
    assertThatThrownBy(() -> started.receive(2))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("next version to read is 1")
        .hasMessageContaining("begins at 10");
    assertThat(started.received()).hasSize(1);
  }

  @Test
  void deliversWhatIsLeftOfALogRecycledWhileItIsReadIfTold() throws InterruptedException {
    // Given
    server.write(3, "a", 1);
    Harness started = start(Map.of("offset.out.of.range", "earliest"));
    started.receive(1);
    server.write(3, "a", 2).internal(3, 10).write(3, "a", 3);
    server.recycle(3, 10);

    // When
    List<SourceRecord> records = started.receive(2);

    // Then
    assertThat(records).extracting(SourceEngineTest::value).containsExactly(1, 3);
  }

  @Test
  void doesNotTakeARecycledStretchThatItHasReadForALoss() throws InterruptedException {
    // Given
    server.write(3, "a", 1);
    Harness started = start(Map.of());
    started.receive(1);
    server.internal(3, 20);
    started.pollUntil(harness -> positionOf(started, 3) == 21);

    // When
    server.recycle(3, 15);
    server.write(3, "a", 2);
    List<SourceRecord> records = started.receive(2);

    // Then
    assertThat(records).extracting(SourceEngineTest::value).containsExactly(1, 2);
  }

  @Test
  void noticesALogRecycledBeforeAnAnswerWithoutRows() throws InterruptedException {
    // Given
    server.write(3, "a", 1);
    Harness started = start(Map.of());
    started.receive(1);
    server.write(3, "a", 2).internal(3, 20).write(3, "a", 3);
    server.recycle(3, 10);
    TmqData behind = new TmqData(15, 23, server.logs.get(3).entries.get(22L).blocks());
    server.stale.add(new FakeConsumer.Message(new TopicVgroup("t", 3), behind, 15, null));

    // Then
    assertThatThrownBy(() -> started.receive(2))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("next version to read is 1")
        .hasMessageContaining("begins at 10");
  }

  @Test
  void doesNotTakeTheRecycledLogOfAVgroupWithoutTablesForALoss() throws InterruptedException {
    // Given
    server.bystanders.add(7);
    stored.put(partition(7), Map.of("offset", 1L));
    server.write(3, "a", 1).internal(7, 20);
    server.recycle(7, 15);

    // When
    List<SourceRecord> records = start(Map.of()).receive(1);

    // Then
    assertThat(records).extracting(SourceEngineTest::value).containsExactly(1);
    assertThat(server.consumerNow().seeks).containsEntry(7, 15L);
  }

  @Test
  void doesNotTakeItForALossWhileItReadsEither() throws InterruptedException {
    // Given
    server.bystanders.add(7);
    server.write(3, "a", 1);
    Harness started = start(Map.of());
    started.receive(1);

    // When
    server.internal(7, 20);
    server.recycle(7, 15);
    server.write(3, "a", 2);

    // Then
    assertThat(started.receive(2)).extracting(SourceEngineTest::value).containsExactly(1, 2);
    started.pollUntil(harness -> positionOf(started, 7) == 20);
  }

  @Test
  void readsAgainWhatItCannotCheckForGaps() throws InterruptedException {
    // Given
    server.write(3, "a", 1);
    Harness started = start(Map.of());
    started.receive(1);
    FakeConsumer first = server.consumerNow();
    server.internal(3, 5).write(3, "a", 2);

    // When
    server.assignmentsToCome.set(2); // of which one has neither begin nor end
    List<SourceRecord> records = started.receive(2);

    // Then
    assertThat(records).extracting(SourceEngineTest::value).containsExactly(1, 2);
    assertThat(server.consumerNow()).isNotSameAs(first);
  }

  @Test
  void noticesARecycledLogBeforeAMessageWithoutRows() throws InterruptedException {
    // Given
    server.write(3, "a", 1);
    Harness started = start(Map.of());
    started.receive(1);
    server.write(3, "a", 2).internal(3, 10);
    server.recycle(3, 10);
    server.stale.add(new FakeConsumer.Message(new TopicVgroup("t", 3), null, 12, "{}"));

    // Then
    assertThatThrownBy(() -> started.pollUntil(harness -> server.stale.isEmpty()))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("next version to read is 1")
        .hasMessageContaining("begins at 10");
  }

  @Test
  void noticesARecycledLogOfAQueryTopic() throws InterruptedException {
    // Given
    server.topic("t", TopicInfo.Kind.QUERY).write(3, null, 1);
    Harness started = start(Map.of());
    started.receive(1);
    server.write(3, null, 2).internal(3, 10).write(3, null, 3);
    server.recycle(3, 10);

    // Then
    assertThatThrownBy(() -> started.receive(2))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("next version to read is 1")
        .hasMessageContaining("begins at 10");
  }

  @Test
  void failsIfTheDatabaseWasMadeAnew() throws InterruptedException {
    // Given
    server.write(3, "a", 1).internal(3, 50).write(3, "a", 2);
    start(Map.of()).receive(2);
    server.logs.put(3, new FakeTDengine.Log());
    server.write(3, "a", 3);

    // Then
    assertThatThrownBy(() -> start(Map.of()).receive(1))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("vgroup 3 of topic t")
        .hasMessageContaining("next version to read is 52")
        .hasMessageContaining("made anew");
  }

  @Test
  void readsADatabaseThatIsMadeAnewFromItsFirstRow() throws InterruptedException {
    // Given
    server.write(3, "a", 1, 2).write(7, "b", 3);
    Harness started = start(Map.of());
    started.receive(3);

    // When
    server.logs.clear();
    server.logs.put(21, new FakeTDengine.Log());
    server.write(21, "a", 4);
    server.loseConsumers();
    List<SourceRecord> records = started.receive(4);

    // Then
    assertThat(records.get(3)).extracting(SourceEngineTest::value).isEqualTo(4);
    assertThat(server.consumerNow().seeks).isEqualTo(Map.of(21, 0L));
  }

  @Test
  void goesOnWithANewConsumerWhenTheOldOneIsLost() throws InterruptedException {
    // Given
    server.write(3, "a", 1).write(7, "b", 2);
    Harness started = start(Map.of());
    started.receive(2);
    server.loseConsumers();
    FakeConsumer lost = server.consumerNow();

    // When
    server.write(3, "a", 3);
    List<SourceRecord> records = started.receive(3);

    // Then
    assertThat(records).extracting(SourceEngineTest::value).containsExactlyInAnyOrder(1, 2, 3);
    assertThat(server.consumerNow()).isNotSameAs(lost);
    assertThat(lost.isClosed()).isTrue();
  }

  @Test
  void goesOnFromWhatItHandedOverEvenIfNothingIsStored() throws InterruptedException {
    // Given
    server.write(3, "a", 1, 2);
    Harness started = start(Map.of());
    List<SourceRecord> handedOver = List.of();
    while (handedOver.isEmpty()) {
      handedOver = started.engine().poll();
    }
    server.pollFailures.add(Errors.lost("socket closed", null));

    // When
    server.write(3, "a", 3);
    List<SourceRecord> records = started.receive(1);

    // Then
    assertThat(handedOver).extracting(SourceEngineTest::value).containsExactly(1, 2);
    assertThat(records).extracting(SourceEngineTest::value).containsExactly(3);
    assertThat(stored).containsKey(partition(3)).hasSize(1);
  }

  @Test
  void triesAgainWhileTheServerIsOutOfReach() throws InterruptedException {
    // Given
    server.write(3, "a", 1);
    for (int i = 0; i < 4; i++) {
      server.connectFailures.add(Errors.lost("connection refused", null));
    }

    // When
    List<SourceRecord> records = start(Map.of()).receive(1);

    // Then
    assertThat(records).hasSize(1);
    assertThat(server.connectFailures).isEmpty();
  }

  @Test
  void failsAtOnceIfTheLoginIsRefused() {
    // Given
    server.connectFailures.add(FakeTDengine.error(0x0357));

    // Then
    assertThatThrownBy(() -> start(Map.of()).receive(1))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("check user and password");
  }

  @Test
  void saysWhichTopicWasDropped() throws InterruptedException {
    // Given
    server.write(3, "a", 1);
    Harness started = start(Map.of());
    started.receive(1);

    // When
    server.topics.clear();
    server.loseConsumers();

    // Then
    assertThatThrownBy(() -> started.receive(2))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("no topic t")
        .hasMessageContaining("dropped");
  }

  @Test
  void subscribesAgainWhenAVgroupIsAdded() throws InterruptedException {
    // Given
    server.write(3, "a", 1);
    Harness started = start(Map.of());
    started.receive(1);
    FakeTDengine.Log added = new FakeTDengine.Log();
    server.logs.put(9, added);
    server.write(9, "b", 2);

    // When
    TmqData data = new TmqData(0, 1, added.entries.get(0L).blocks());
    server.stale.add(new FakeConsumer.Message(new TopicVgroup("t", 9), data, 0, null));
    List<SourceRecord> records = started.receive(2);

    // Then
    assertThat(records).extracting(SourceEngineTest::value).containsExactly(1, 2);
    assertThat(server.consumerNow().seeks).containsOnlyKeys(3, 7, 9);
  }

  @Test
  void tellsTDengineOnlyWhatKafkaHas() throws InterruptedException {
    // Given
    server.write(3, "a", 1, 2).write(7, "b", 3);
    Harness started = start(Map.of());
    List<SourceRecord> all = new ArrayList<>();
    while (all.size() < 3) {
      all.addAll(started.engine().poll());
    }
    all.stream().filter(record -> !value(record).equals(1)).forEach(started.engine()::acknowledge);

    // When
    started.engine().commit();
    started.engine().poll();

    // Then
    assertThat(server.committed).isEqualTo(Map.of(new TopicVgroup("t", 7), 1L));
  }

  @Test
  void tellsTDengineWhenTheLastRecordOfAMessageArrives() throws InterruptedException {
    // Given
    server.write(3, "a", 1, 2);
    Harness started = start(Map.of());
    started.receive(2);

    // When
    boolean toldBefore = !server.committed.isEmpty();
    started.engine().commit();
    started.engine().poll();

    // Then
    assertThat(toldBefore).isFalse();
    assertThat(server.committed).isEqualTo(Map.of(new TopicVgroup("t", 3), 1L));
  }

  @Test
  void keepsReadingWhenTDengineDoesNotTakeACommit() throws InterruptedException {
    // Given
    server.write(3, "a", 1);
    Harness started = start(Map.of());
    started.receive(1);
    server.loseConsumers();

    // When
    started.engine().commit();
    server.write(3, "a", 2);

    // Then
    assertThat(started.receive(2)).extracting(SourceEngineTest::value).containsExactly(1, 2);
  }

  @Test
  void endsAPollWhenItIsStopped() {
    // Given
    Timing patient = withPollWait(Duration.ofMinutes(5));
    SourceEngine engine = engine(patient);
    CompletableFuture<List<SourceRecord>> poll = CompletableFuture.supplyAsync(() -> poll(engine));
    Awaitility.await().until(() -> !server.consumers.isEmpty() && seeks().size() == 2);

    // When
    engine.stop();

    // Then
    assertThat(poll.orTimeout(60, TimeUnit.SECONDS).join()).isEmpty();
    Awaitility.await().until(() -> server.consumerNow().isClosed());
  }

  @Test
  void endsAPollThatWaitsToTryAgainWhenItIsStopped() {
    // Given
    server.connectFailures.add(Errors.lost("connection refused", null));
    Timing patient =
        new Timing(
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            new Backoff(Duration.ofMinutes(5), Duration.ofMinutes(5)));
    SourceEngine engine = engine(patient);
    poll(engine);
    CompletableFuture<List<SourceRecord>> poll = CompletableFuture.supplyAsync(() -> poll(engine));

    // When
    engine.stop();

    // Then
    assertThat(poll.orTimeout(60, TimeUnit.SECONDS).join()).isEmpty();
  }

  @Test
  void givesUpWaitingForVgroupsWithAClearError() {
    // Given
    server.assignmentsToCome.set(Integer.MAX_VALUE);
    Timing impatient =
        new Timing(
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            Duration.ofMillis(10),
            Duration.ofMillis(50),
            FakeTiming.quick().backoff());
    SourceEngine engine = engine(impatient);

    // Then
    assertThatThrownBy(() -> Awaitility.await().until(() -> !engine.poll().isEmpty()))
        .hasStackTraceContaining("did not assign vgroups [3, 7] of topic t")
        .hasStackTraceContaining("group.id");
  }

  @Test
  void makesTopicsForSupertables() throws InterruptedException {
    // Given
    server.topics.clear();
    server.write(3, "a", 1);
    harness = Harness.on(server, Map.of("database", "db", "stables", "st"), stored);

    // When
    List<SourceRecord> records = harness.receive(1);

    // Then
    assertThat(server.topics).containsOnlyKeys("taosbridge_db_st");
    assertThat(records).extracting(SourceRecord::topic).containsExactly("taosbridge_db_st");
  }

  @Test
  void refusesATopicOfThatNameOfAnotherSupertable() {
    // Given
    server.topics.put(
        "taosbridge_db_st",
        new TopicInfo("taosbridge_db_st", TopicInfo.Kind.STABLE, "db", "other"));
    harness = Harness.on(server, Map.of("database", "db", "stables", "st"), stored);

    // Then
    assertThatThrownBy(() -> harness.receive(1))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("taosbridge_db_st exists, but is not of supertable db.st");
  }

  @Test
  void saysThatASupertableDoesNotExist() {
    // Given
    harness = Harness.on(server, Map.of("database", "db", "stables", "nope"), stored);

    // Then
    assertThatThrownBy(() -> harness.receive(1))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("no supertable db.nope");
  }

  private SourceEngine engine(Timing timing) {
    harness = Harness.on(server, TOPIC_T, stored, timing);
    return harness.engine();
  }

  private static Timing withPollWait(Duration wait) {
    Timing quick = FakeTiming.quick();
    return new Timing(
        wait, quick.assignment(), quick.assignmentPause(), quick.logCheck(), quick.backoff());
  }

  private static List<SourceRecord> poll(SourceEngine engine) {
    try {
      return engine.poll();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Map<Integer, Long> seeks() {
    return server.consumers.isEmpty() ? Map.of() : server.consumerNow().seeks;
  }

  private static long positionOf(Harness harness, int vgroup) {
    return harness.engine().positions().next(new TopicVgroup("t", vgroup)).orElseThrow();
  }

  private static Map<String, String> partition(int vgroup) {
    return Map.of("server", "fake:6041", "topic", "t", "vgroup", Integer.toString(vgroup));
  }

  private static Object value(SourceRecord record) {
    return ((Struct) record.value()).get("v");
  }
}
