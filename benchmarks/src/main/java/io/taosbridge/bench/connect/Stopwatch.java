package io.taosbridge.bench.connect;

import io.taosbridge.bench.race.Lap;

/** Measures a connector's lap. */
final class Stopwatch {

  private static final double NANOS = 1e9;

  private final Worker worker;
  private final double cpuBegin;
  private long begin;
  private long doneAtBegin;

  private Stopwatch(Worker worker) {
    this.worker = worker;
    this.cpuBegin = worker.cpuSeconds();
  }

  /** To be started before the connector is deployed. */
  static Stopwatch start(Worker worker) {
    return new Stopwatch(worker);
  }

  /**
   * To be called until it is true: then the time begins.
   *
   * @param done how many records are through
   */
  boolean began(long done) {
    begin = System.nanoTime();
    doneAtBegin = done;
    return done > 0;
  }

  /** The time that all rows would have taken at the pace of those since the begin. */
  Lap stop(long rows) {
    double seconds = (System.nanoTime() - begin) / NANOS;
    double cpuSeconds = worker.cpuSeconds() - cpuBegin;
    return new Lap(seconds * rows / Math.max(1, rows - doneAtBegin), cpuSeconds);
  }
}
