package io.taosbridge.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollWaitTest {

  private static final Duration LONGEST = Duration.ofMillis(35);

  @Test
  void waitsShortPiecesFirst() {
    // Given
    PollWait wait = new PollWait(Duration.ofHours(1), LONGEST);

    // When, Then
    assertThat(wait.next()).isEqualTo(Duration.ofMillis(5));
    assertThat(wait.next()).isEqualTo(Duration.ofMillis(10));
    assertThat(wait.next()).isEqualTo(Duration.ofMillis(20));
    assertThat(wait.next()).isEqualTo(LONGEST);
    assertThat(wait.next()).isEqualTo(LONGEST);
    assertThat(wait.isOver()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void ofNoTimeThereIsOnePiece(long millis) {
    // Given
    PollWait wait = new PollWait(Duration.ofMillis(millis), LONGEST);

    // When
    Duration piece = wait.next();

    // Then
    assertThat(piece).isZero();
    assertThat(wait.isOver()).isTrue();
  }

  @Test
  void theLastPieceIsNoLongerThanTheRest() {
    // Given
    PollWait wait = new PollWait(Duration.ofMillis(4), LONGEST);

    // When
    Duration piece = wait.next();

    // Then
    assertThat(piece).isLessThanOrEqualTo(Duration.ofMillis(4));
    assertThat(wait.isOver()).isTrue();
  }
}
