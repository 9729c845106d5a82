package io.taosbridge.source.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RecordBufferTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final RecordBuffer buffer = new RecordBuffer(100);

  private static List<SourceRecord> message(String value) {
    return List.of(new SourceRecord(Map.of(), Map.of(), "t", null, null, null, null, value));
  }

  private CompletableFuture<Void> putting(List<SourceRecord> message, long size) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                buffer.put(message, size);
                done.complete(null);
              } catch (InterruptedException e) {
                done.completeExceptionally(e);
              }
            });
    thread.start();
    Awaitility.await().until(() -> done.isDone() || thread.getState() == Thread.State.WAITING);
    return done;
  }

  @Test
  void letsAMessageWaitForRoom() throws InterruptedException {
    // Given
    buffer.put(message("a"), 60);
    CompletableFuture<Void> second = putting(message("b"), 60);
    assertThat(second).isNotDone();
    assertThat(buffer.bytes()).isEqualTo(60);

    // When
    List<SourceRecord> first = buffer.take(PATIENCE);

    // Then
    assertThat(first.get(0).value()).isEqualTo("a");
    second.orTimeout(60, TimeUnit.SECONDS).join();
    assertThat(buffer.take(PATIENCE).get(0).value()).isEqualTo("b");
    assertThat(buffer.bytes()).isZero();
  }

  @Test
  void takesAMessageThatIsLargerThanAllRoom() throws InterruptedException {
    // When
    buffer.put(message("large"), 1_000);

    // Then
    assertThat(buffer.take(PATIENCE)).hasSize(1);
  }

  @Test
  void fillsUpToTheLastByte() throws InterruptedException {
    // When
    buffer.put(message("a"), 50);
    CompletableFuture<Void> second = putting(message("b"), 50);

    // Then
    assertThat(second).isDone();
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
    buffer.put(message("a"), 60);
    CompletableFuture<Void> second = putting(message("b"), 60);

    // When
    buffer.close();

    // Then
    second.orTimeout(60, TimeUnit.SECONDS).join();
    assertThat(buffer.take(PATIENCE)).isEmpty();
    assertThat(buffer.bytes()).isZero();
  }

  @Test
  void returnsWithNothingWhenNothingComes() throws InterruptedException {
    assertThat(buffer.take(Duration.ofMillis(1))).isEmpty();
  }
}
