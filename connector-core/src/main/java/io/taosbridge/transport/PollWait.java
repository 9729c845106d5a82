package io.taosbridge.transport;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The time that a poll may take, in pieces: short ones first, each further one twice as long.
 *
 * <p>TDengine's library does not ask a vgroup again within 10 ms of an answer without rows. If none
 * is left to ask, it sleeps until the wait is over, whatever is written meanwhile; with pieces of a
 * second, rows that came one by one were up to a second late.
 */
public final class PollWait {

  private static final Duration SHORTEST = Duration.ofMillis(5);

  private final long deadline;
  private final Duration longest;
  private Duration piece = SHORTEST;
  private boolean over;

  /**
   * @param timeout of the whole poll, from now on
   * @param longest that one piece may be
   */
  public PollWait(Duration timeout, Duration longest) {
    // A negative time must not overflow: that would be three hundred years.
    this.deadline = System.nanoTime() + Math.max(0, TimeUnit.NANOSECONDS.convert(timeout));
    this.longest = longest;
  }

  /** The next piece, which may be zero. */
  public Duration next() {
    Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    over = left.compareTo(piece) <= 0;
    Duration next = over ? left : piece;
    Duration longer = piece.multipliedBy(2);
    piece = longer.compareTo(longest) < 0 ? longer : longest;
    return next;
  }

  /** Whether the piece before was the last one. */
  public boolean isOver() {
    return over;
  }
}
