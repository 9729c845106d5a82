package io.taosbridge.source.snapshot;

import io.taosbridge.source.offset.TimeRange;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Divides times into stretches of about as many rows each. A stretch can be larger if many rows
 * have the same time, which is never divided.
 */
final class Chunks {

  /** A stretch is cut shorter only if it has so many times the rows it should have. */
  private static final int TOLERANCE = 2;

  /** How much longer or shorter than the last one a stretch may become: rows may come in bursts. */
  private static final double LARGEST_CHANGE = 8;

  private final long last;
  private final long target;
  private final ToLongFunction<TimeRange> counter;
  private long next;
  private long rowsLeft;
  private double length;
  private boolean ended;

  /**
   * @param rows about how many there are in these times
   * @param target how many a stretch should have
   * @param counter tells the number of rows in a stretch
   */
  Chunks(TimeRange times, long rows, long target, ToLongFunction<TimeRange> counter) {
    this.next = times.first();
    this.last = times.last();
    this.rowsLeft = rows;
    this.target = target;
    this.counter = counter;
    this.length = times.length() * target / Math.max(rows, 1);
  }

  /** The next stretch, with rows in it unless it is the last one; empty at the end. */
  Optional<TimeRange> next() {
    while (!ended) {
      if (rowsLeft <= TOLERANCE * target) {
        ended = true;
        return Optional.of(new TimeRange(next, last));
      }
      TimeRange chunk = ahead();
      long rows = counter.applyAsLong(chunk);
      if (rows > TOLERANCE * target && chunk.first() < chunk.last()) {
        length = chunk.length() * target / rows;
        continue;
      }
      double change = rows == 0 ? LARGEST_CHANGE : (double) target / rows;
      length = chunk.length() * Math.max(1 / LARGEST_CHANGE, Math.min(change, LARGEST_CHANGE));
      ended = chunk.last() == last;
      next = ended ? last : chunk.last() + 1;
      rowsLeft -= rows;
      if (rows > 0 || ended) {
        return Optional.of(chunk);
      }
    }
    return Optional.empty();
  }

  private TimeRange ahead() {
    long more = (long) Math.max(length, 1) - 1;
    // All times there are can be more than a long holds, but not more than one without a sign.
    boolean reachesEnd = Long.compareUnsigned(more, last - next) >= 0;
    return new TimeRange(next, reachesEnd ? last : next + more);
  }
}
