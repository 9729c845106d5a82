package io.taosbridge.bench.race;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What one run came to.
 *
 * @param checksum of the work that was done, the same for all in a race
 */
public record Run(Lap lap, long checksum) {

  private static final double NANOS = 1e9;

  /** Measures work that this process does. */
  static Run of(Runner.Work work) throws Exception {
    long begin = System.nanoTime();
    long cpuBegin = cpuNanos();
    long checksum = work.run();
    return new Run(
        new Lap((System.nanoTime() - begin) / NANOS, (cpuNanos() - cpuBegin) / NANOS), checksum);
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
