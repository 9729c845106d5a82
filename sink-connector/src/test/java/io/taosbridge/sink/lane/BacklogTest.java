package io.taosbridge.sink.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.sink.config.SinkConfig;
import io.taosbridge.sink.insert.Session;
import io.taosbridge.sink.metrics.SinkMetrics;
import io.taosbridge.sink.pending.PendingRecord;
import io.taosbridge.sink.pending.Route;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BacklogTest {

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final SinkConfig config =
      new SinkConfig(
          Map.of(
              "connection.url", "ws://h:6041",
              "database", "d",
              "stable", "s",
              "batch.max.rows", "2"));
  private final LaneQueue queue =
      new LaneQueue(
          config.writing(),
          new Session(
              () -> {
                throw new AssertionError("nobody connects");
              }),
          config.retries(() -> 0),
          () -> 0);
  private final Backlog backlog = new Backlog(Long.MAX_VALUE, List.of(queue), SinkMetrics.hidden());

  private static List<PendingRecord> records(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new SinkRecord("t", 0, null, null, null, "v", i))
        .map(record -> new PendingRecord(record, 1, new Route(0, false), 0))
        .toList();
  }

  @Test
  void hasRoomWhenABatchIsTaken() throws InterruptedException {
    // Given
    backlog.add(records(3));
    Thread waiting = new Thread(() -> backlog.awaitRoom(1, PATIENCE));
    waiting.start();
    await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);

    // When
    backlog.take(queue);

    // Then
    waiting.join();
  }

  @Test
  void hasRoomWhileLessThanABatchWaits() {
    // Given
    backlog.add(records(1));

    // When
    backlog.awaitRoom(1, PATIENCE);

    // Then
    assertThat(queue.waiting()).isEqualTo(1);
  }

  @Test
  void hasRoomForWhatIsDeliveredAtOnce() throws InterruptedException {
    // Given
    backlog.add(records(7));
    backlog.take(queue);

    // When
    backlog.awaitRoom(6, PATIENCE);

    // Then
    assertThat(queue.waiting()).isEqualTo(5);
  }

  @Test
  void doesNotWaitForAServerThatIsAway() throws InterruptedException {
    // Given
    backlog.add(records(7));
    backlog.take(queue);

    // When
    backlog.failed(queue, new TDengineException("away", 0xB, 1, ErrorAction.RETRY, null));
    backlog.awaitRoom(1, PATIENCE);

    // Then
    assertThat(queue.waiting()).isEqualTo(7);
  }

  @Test
  void doesNotWaitForConnectionsThatHaveFailed() throws InterruptedException {
    // Given
    backlog.add(records(7));
    backlog.take(queue);

    // When
    backlog.broken(queue, new IllegalStateException("broken"));
    backlog.awaitRoom(1, PATIENCE);

    // Then
    assertThat(queue.waiting()).isEqualTo(7);
  }
}
