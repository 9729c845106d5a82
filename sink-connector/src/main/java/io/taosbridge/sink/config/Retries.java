package io.taosbridge.sink.config;

import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.connect.Backoff;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.connect.errors.ConnectException;

/** When to try again after a failure, and when to give up. */
public final class Retries {

  private static final int MAX_REFUSALS = 10;

  private final Backoff backoff;
  private final Duration timeout;
  private final Clock clock;
  private TDengineException lastError;
  private int refusals;
  private int failures;
  private long firstFailure;
  private long due;

  /**
   * @param timeout how long after the first failure to give up; negative for never
   */
  Retries(Backoff backoff, Duration timeout, Clock clock) {
    this.backoff = backoff;
    this.timeout = timeout;
    this.clock = clock;
  }

  /** Whether the last attempt failed. */
  public boolean inProgress() {
    return lastError != null;
  }

  /** Why the last attempt failed, or null if it did not. */
  TDengineException lastError() {
    return lastError;
  }

  boolean isDue() {
    return lastError == null || clock.millis() >= due;
  }

  /** How long until the next attempt. */
  public Duration untilDue() {
    return Duration.ofMillis(Math.max(0, due - clock.millis()));
  }

  public void succeeded() {
    lastError = null;
    refusals = 0;
    failures = 0;
  }

  /**
   * @throws ConnectException if it is time to give up, or the server is there and refuses the same
   *     again and again though its tables were looked at anew each time
   */
  public void failed(TDengineException error) {
    long now = clock.millis();
    if (lastError == null) {
      firstFailure = now;
    }
    lastError = error;
    failures++;
    refusals = error.action() == ErrorAction.REFRESH ? refusals + 1 : 0;
    if (refusals == MAX_REFUSALS) {
      throw new ConnectException(
          String.format(
              "TDengine has refused %d attempts, though its tables were looked at anew before each:"
                  + " %s",
              refusals, error.getMessage()),
          error);
    }
    if (!timeout.isNegative() && now - firstFailure >= timeout.toMillis()) {
      throw new ConnectException(
          String.format(
              "Gave up after %d attempts in %d ms (%s=%d): %s",
              failures,
              now - firstFailure,
              SinkConfig.RETRY_TIMEOUT_MS,
              timeout.toMillis(),
              error.getMessage()),
          error);
    }
    due = now + backoff.pause(failures, ThreadLocalRandom.current()).toMillis();
  }
}
