package io.taosbridge.bench.tasks;

import io.taosbridge.bench.race.Lap;
import io.taosbridge.bench.race.ProcessCpu;

/** Time and this process's CPU time since it was made. */
final class Stopwatch {

  private static final double NANOS = 1e9;

  private final long begin = System.nanoTime();
  private final double cpuBegin = ProcessCpu.seconds();

  Lap lap() {
    return new Lap((System.nanoTime() - begin) / NANOS, ProcessCpu.seconds() - cpuBegin);
  }
}
