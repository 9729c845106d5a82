package io.taosbridge.bench.tasks;

import com.sun.management.OperatingSystemMXBean;
import io.taosbridge.bench.race.Lap;
import java.lang.management.ManagementFactory;

/** Time and this process's CPU time since it was made. */
final class Stopwatch {

  private static final double NANOS = 1e9;

  private final long begin = System.nanoTime();
  private final long cpuBegin = cpuNanos();

  Lap lap() {
    return new Lap((System.nanoTime() - begin) / NANOS, (cpuNanos() - cpuBegin) / NANOS);
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
