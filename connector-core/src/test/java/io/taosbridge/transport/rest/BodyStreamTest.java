package io.taosbridge.transport.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.OperationalException;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BodyStreamTest {

  private long demand;
  private boolean cancelled;
  private int over;
  private final Flow.Subscription subscription =
      new Flow.Subscription() {
        @Override
        public void request(long more) {
          demand += more;
        }

        @Override
        public void cancel() {
          cancelled = true;
        }
      };

  private BodyStream stream(Duration timeout) {
    BodyStream stream = new BodyStream("host:1", 9, timeout, () -> over++);
    stream.onSubscribe(subscription);
    return stream;
  }

  private BodyStream stream() {
    return stream(Duration.ofSeconds(60));
  }

  private static List<ByteBuffer> bytes(String... texts) {
    return java.util.Arrays.stream(texts)
        .map(text -> ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  @Test
  void asksForAFewBuffersAheadAndNoMoreUntilTheyAreRead() throws Exception {
    // Given
    BodyStream stream = stream();
    assertThat(demand).isEqualTo(4);

    for (int i = 0; i < 100; i++) {
      // When
      stream.onNext(bytes("a", "", "b"));
      byte[] read = stream.readNBytes(2);

      // Then
      assertThat(read).asString(StandardCharsets.UTF_8).isEqualTo("ab");
      assertThat(demand).isEqualTo(5 + i);
    }
  }

  @Test
  void readsToTheEnd() throws Exception {
    // Given
    BodyStream stream = stream();
    stream.onNext(bytes("ab", "c"));
    stream.onNext(bytes("d"));
    stream.onComplete();

    // When
    byte[] all = stream.readAllBytes();

    // Then
    assertThat(all).asString(StandardCharsets.UTF_8).isEqualTo("abcd");
    assertThat(stream.read()).isEqualTo(-1);
    assertThat(over).isEqualTo(1);
    stream.close();
    assertThat(cancelled).isFalse();
  }

  @Test
  void waitsNoLongerThanTold() {
    // Given
    BodyStream stream = stream(Duration.ofMillis(10));

    // When
    assertThatThrownBy(stream::read)

        // Then
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("the reply of host:1 stopped coming for 10 ms")
        .hasMessageContaining("(request 9)");
    assertThat(cancelled).isTrue();
    assertThat(over).isPositive();
  }

  @Test
  void tellsWhyItBroke() {
    // Given
    BodyStream stream = stream();
    stream.onNext(bytes("ab"));
    stream.onError(new java.io.IOException(new EOFException("EOF reached")));

    // When, Then
    assertThatThrownBy(stream::readAllBytes)
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("the reply of host:1 broke off")
        .hasMessageContaining("EOF reached");
  }

  @Test
  void theFirstReasonToEndCounts() {
    // Given
    BodyStream stream = stream();
    stream.abort(Errors.misuse("the query was cancelled"));
    stream.abort(Errors.lost("closed", null));

    // When, Then
    assertThatThrownBy(stream::read)
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("cancelled");
  }

  @Test
  void anotherThreadEndsTheWaiting() throws Exception {
    // Given
    BodyStream stream = stream();
    CompletableFuture<Integer> reading = CompletableFuture.supplyAsync(stream::read);

    // When
    stream.abort(Errors.lost("closed", null));

    // Then
    assertThatThrownBy(() -> reading.get(60, TimeUnit.SECONDS))
        .hasCauseInstanceOf(ConnectionException.class);
  }

  @Test
  void anInterruptEndsTheWaiting() {
    // Given
    BodyStream stream = stream();
    Thread.currentThread().interrupt();

    // When
    assertThatThrownBy(stream::read)

        // Then
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(cancelled).isTrue();
  }

  @Test
  void givesUpWhatWasNotRead() {
    // Given
    BodyStream stream = stream();
    stream.onNext(bytes("ab"));

    // When
    stream.close();

    // Then
    assertThat(cancelled).isTrue();
    assertThat(over).isPositive();
  }

  @Test
  void cancelsAReplyThatComesAfterItWasGivenUp() {
    // Given
    BodyStream stream = new BodyStream("host:1", 9, Duration.ofSeconds(60), () -> {});
    stream.close();

    // When
    stream.onSubscribe(subscription);

    // Then
    assertThat(cancelled).isTrue();
    assertThat(demand).isZero();
  }
}
