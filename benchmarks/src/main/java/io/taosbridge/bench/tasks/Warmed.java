package io.taosbridge.bench.tasks;

import io.taosbridge.bench.race.Lap;

/**
 * Measures some work from the moment when all tables are known and the code is compiled.
 * Thread-safe.
 */
final class Warmed {

  private static final double MILLION = 1e6;

  private final long warmUp;
  private final long rows;
  private long done;
  private long doneBefore;
  private Stopwatch watch;
  private Lap lap;

  /**
   * @param warmUp how many rows come before those that are measured
   * @param rows of both together
   */
  Warmed(long warmUp, long rows) {
    this.warmUp = warmUp;
    this.rows = rows;
  }

  /** So many more rows are done. */
  synchronized void add(long count) {
    done += count;
    if (watch == null && done >= warmUp) {
      doneBefore = done;
      watch = new Stopwatch();
    }
    if (done >= rows && lap == null) {
      lap = watch.lap();
    }
  }

  synchronized boolean isOver() {
    return lap != null;
  }

  /** What a million of the measured rows take, after their end. */
  synchronized Lap perMillion() {
    double millions = (rows - doneBefore) / MILLION;
    return new Lap(lap.seconds() / millions, lap.cpuSeconds() / millions);
  }
}
