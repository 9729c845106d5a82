package io.taosbridge.sink.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.OperationalException;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.connect.Backoff;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class RetriesTest {

  private final TDengineException busy =
      new OperationalException("busy", 0x0917, 7, ErrorAction.RETRY, null);

  private final AtomicLong now = new AtomicLong(1_000);

  @Test
  void doublesThePauseUpToItsLimitAndShortensItByHalfAtMost() {
    // Given
    Retries retries = retries(-1);
    long[] longest = {100, 200, 400, 400};

    for (long limit : longest) {
      // When
      retries.failed(busy);

      // Then
      assertThat(retries.untilDue().toMillis()).isBetween(limit / 2, limit);
      now.addAndGet(limit);
    }
  }

  @Test
  void isDueAgainOnlyWhenThePauseIsOver() {
    // Given
    Retries retries = retries(-1);
    retries.failed(busy);

    // When
    boolean atOnce = retries.isDue();
    now.addAndGet(100);
    boolean later = retries.isDue();

    // Then
    assertThat(atOnce).isFalse();
    assertThat(later).isTrue();
  }

  @Test
  void givesUpWhenTheTimeIsOverAndSaysWhy() {
    // Given
    Retries retries = retries(500);
    retries.failed(busy);
    now.addAndGet(499);
    retries.failed(busy);
    now.addAndGet(1);

    // When / Then
    assertThatThrownBy(() -> retries.failed(busy))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("3 attempts")
        .hasMessageContaining("retry.timeout.ms=500")
        .hasMessageContaining("busy")
        .hasCause(busy);
  }

  @Test
  void startsTheTimeAnewAfterASuccess() {
    // Given
    Retries retries = retries(500);
    retries.failed(busy);
    now.addAndGet(400);
    retries.succeeded();
    now.addAndGet(400);

    // When
    retries.failed(busy);

    // Then
    assertThat(retries.inProgress()).isTrue();
    assertThat(retries.untilDue().toMillis()).isLessThanOrEqualTo(100);
  }

  private Retries retries(long timeout) {
    return new Retries(
        new Backoff(Duration.ofMillis(100), Duration.ofMillis(400)),
        Duration.ofMillis(timeout),
        now::get);
  }
}
