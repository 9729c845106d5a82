package io.taosbridge.source.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.client.TopicVgroup;
import io.taosbridge.client.error.TDengineException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class StallWatchTest {

  private static final TopicVgroup VGROUP = new TopicVgroup("t", 2);

  private final AtomicLong now = new AtomicLong();
  private StallWatch watch = watch(Duration.ofSeconds(100));

  private StallWatch watch(Duration timeout) {
    return new StallWatch(timeout, Duration.ofSeconds(10), now::get);
  }

  /** Looks every five seconds; true if the vgroup should be nudged any time. */
  private boolean look(int seconds, long position, long end) {
    boolean nudge = false;
    for (int i = 0; i < seconds; i += 5) {
      nudge |= watch.look(VGROUP, position, end);
      now.addAndGet(Duration.ofSeconds(5).toNanos());
    }
    return nudge;
  }

  @Test
  void subscribesAgainAndThenFailsWhenTheLogGoesOnAndThePositionDoesNot() {
    // Given
    look(50, 7, 9);

    // Then
    assertThatThrownBy(() -> look(10, 7, 9))
        .isInstanceOf(TDengineException.class)
        .hasMessageContaining("stands at 7");

    // When
    look(45, 7, 12);

    // Then
    assertThatThrownBy(() -> look(10, 7, 12))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("vgroup 2 of topic t has stood at version 7 for 100 s")
        .hasMessageContaining("goes on to 12")
        .hasMessageContaining("stall.timeout.ms");
  }

  @Test
  void saysNothingWhileThePositionMoves() {
    for (int position = 0; position < 100; position++) {
      assertThat(look(20, position, 1_000)).isFalse();
    }
  }

  @Test
  void nudgesAVgroupThatIsQuietOnce() {
    assertThat(look(25, 7, 7)).isFalse();
    assertThat(look(10, 7, 7)).isTrue();
    assertThat(look(10, 7, 7)).isFalse();
  }

  @Test
  void asksAVgroupThatDidNotMoveAfterANudgeForItsEndAndFailsIfThatHasGrown() {
    // Given
    assertThat(look(50, 7, 7)).isTrue();

    // Then
    assertThatThrownBy(() -> look(10, 7, 7)).isInstanceOf(TDengineException.class);
    assertThatThrownBy(() -> look(60, 7, 8)).isInstanceOf(ConnectException.class);
  }

  @Test
  void letsAVgroupBeIdleWhoseEndIsItsPositionForANewSubscriptionToo() {
    // Given
    look(50, 7, 7);
    assertThatThrownBy(() -> look(10, 7, 7)).isInstanceOf(TDengineException.class);

    // Then
    assertThat(look(60, 7, 7)).isFalse();
  }

  @Test
  void doesNotCountTimeInWhichNobodyRead() {
    // Given
    look(20, 7, 9);

    // When
    now.addAndGet(Duration.ofHours(1).toNanos());

    // Then
    assertThat(look(10, 7, 9)).isFalse();
  }

  @Test
  void canBeSwitchedOff() {
    // Given
    watch = watch(Duration.ZERO);

    // Then
    assertThat(look(10_000, 7, 9)).isFalse();
  }
}
