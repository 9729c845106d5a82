package io.taosbridge.bench.client;

import io.taosbridge.bench.race.Lap;
import io.taosbridge.bench.race.ProcessCpu;
import java.time.Duration;

/**
 * Measures a subscription from its first rows on: subscribing takes a second or two, by chance. But
 * it does not wait for ever: rows that are missing will not come.
 */
final class RowClock {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final double NANOS = 1e9;

  private final double cpuBegin = ProcessCpu.seconds();
  private long last = System.nanoTime();
  private long begin;
  private long rowsAtBegin;
  private long rows;

  /**
   * To be called after every attempt to read.
   *
   * @param more how many rows it gave
   * @throws IllegalStateException if there were none for a minute
   */
  void got(long more) {
    long now = System.nanoTime();
    if (more > 0) {
      if (rows == 0) {
        begin = now;
        rowsAtBegin = more;
      }
      rows += more;
      last = now;
    } else if (now - last > PATIENCE.toNanos()) {
      throw new IllegalStateException(
          "no more than " + rows + " rows came, and none for " + PATIENCE.toSeconds() + " s");
    }
  }

  /** How many rows have come. */
  long rows() {
    return rows;
  }

  /**
   * The time that all rows would have taken at the pace of those behind the first, and the CPU time
   * that all have taken.
   */
  Lap lap() {
    double seconds = (last - begin) / NANOS;
    return new Lap(
        seconds * rows / Math.max(1, rows - rowsAtBegin), ProcessCpu.seconds() - cpuBegin);
  }
}
