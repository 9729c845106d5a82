package io.taosbridge.source.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.client.TopicVgroup;
import io.taosbridge.source.offset.AckTracker;
import io.taosbridge.source.record.TrackedRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RecordBufferTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final TopicVgroup VGROUP = new TopicVgroup("t", 2);

  private final RecordBuffer buffer = new RecordBuffer(100, true);
  private final AckTracker acknowledgements = new AckTracker();

  private static List<SourceRecord> message(String value) {
    return List.of(new SourceRecord(Map.of(), Map.of(), "t", null, null, null, null, value));
  }

  private List<SourceRecord> tracked(String... values) {
    AckTracker.Message message = acknowledgements.add(VGROUP, 1, values.length);
    return Stream.of(values)
        .<SourceRecord>map(
            value ->
                new TrackedRecord(
                    message,
                    Map.of(),
                    Map.of(),
                    "t",
                    null,
                    null,
                    null,
                    null,
                    value,
                    null,
                    new ConnectHeaders()))
        .toList();
  }

  private static void acknowledge(SourceRecord record) {
    ((TrackedRecord) record).message().acknowledge();
  }

  /** Waits for so much room on a thread of its own; returns when that has room or waits. */
  private CompletableFuture<Void> awaitingRoom(long size) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                buffer.awaitRoom(size);
                done.complete(null);
              } catch (InterruptedException e) {
                done.completeExceptionally(e);
              }
            });
    thread.start();
    Awaitility.await().until(() -> done.isDone() || thread.getState() == Thread.State.WAITING);
    return done;
  }

  private static void awaitDone(CompletableFuture<Void> future) {
    future.orTimeout(60, TimeUnit.SECONDS).join();
  }

  @Test
  void hasRoomAgainWhenAllRecordsOfAMessageAreInKafka() throws InterruptedException {
    // Given
    buffer.put(tracked("a", "b"), 60);
    CompletableFuture<Void> room = awaitingRoom(60);

    // When
    List<SourceRecord> first = buffer.take(PATIENCE);
    acknowledge(first.get(0));

    // Then
    assertThat(first).extracting(SourceRecord::value).containsExactly("a", "b");
    assertThat(room).isNotDone();
    assertThat(buffer.bytes()).isEqualTo(60);

    // When
    acknowledge(first.get(1));

    // Then
    awaitDone(room);
    assertThat(buffer.bytes()).isZero();
  }

  @Test
  void hasRoomAgainWhenRecordsAreTakenThatNobodyAcknowledges() throws InterruptedException {
    // Given
    buffer.put(message("heartbeat"), 60);
    CompletableFuture<Void> room = awaitingRoom(60);

    // When
    buffer.take(PATIENCE);

    // Then
    awaitDone(room);
    assertThat(buffer.bytes()).isZero();
  }

  @Test
  void countsRecordsUntilTheyAreTakenWhereTheyAreAcknowledgedLate() throws InterruptedException {
    // Given
    RecordBuffer late = new RecordBuffer(100, false);
    late.put(tracked("a"), 60);

    // When
    List<SourceRecord> taken = late.take(PATIENCE);

    // Then
    assertThat(late.bytes()).isZero();
    acknowledge(taken.get(0));
    assertThat(late.bytes()).isZero();
  }

  @Test
  void hasRoomForAMessageThatIsLargerThanAllRoom() throws InterruptedException {
    // When
    buffer.awaitRoom(1_000);
    buffer.put(message("large"), 1_000);

    // Then
    assertThat(buffer.take(PATIENCE)).hasSize(1);
  }

  @Test
  void fillsUpToTheLastByte() {
    // When
    buffer.put(message("a"), 50);

    // Then
    assertThat(awaitingRoom(50)).isDone();
  }

  @Test
  void handsOverWhatWasReadBeforeAFailure() throws InterruptedException {
    // Given
    buffer.put(message("a"), 1);
    buffer.fail(new ConnectException("gone"));

    // Then
    assertThat(buffer.take(PATIENCE)).hasSize(1);
    assertThatThrownBy(() -> buffer.take(PATIENCE)).hasMessage("gone");
  }

  @Test
  void letsNobodyWaitOnceItIsClosed() throws InterruptedException {
    // Given
    List<SourceRecord> message = tracked("a");
    buffer.put(message, 60);
    CompletableFuture<Void> room = awaitingRoom(60);

    // When
    buffer.close();

    // Then
    awaitDone(room);
    acknowledge(message.get(0));
    assertThat(buffer.take(PATIENCE)).isEmpty();
    assertThat(buffer.bytes()).isZero();
  }

  @Test
  void returnsWithNothingWhenNothingComes() throws InterruptedException {
    assertThat(buffer.take(Duration.ofMillis(1))).isEmpty();
  }
}
