package io.taosbridge.bench.race;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The CPU time of this process. */
public final class ProcessCpu {

  private static final double NANOS = 1e9;

  private ProcessCpu() {}

  /** Of all its threads, since it was started. */
  public static double seconds() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / NANOS;
  }
}
