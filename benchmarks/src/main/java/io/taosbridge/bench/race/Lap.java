package io.taosbridge.bench.race;

import java.util.List;

/**
 * How long one run took.
 *
 * @param cpuSeconds of all threads of the process that is measured
 * @param serverCpuSeconds of each process of the server meanwhile, with what it does to make the
 *     tables and to be asked for them; empty if not known
 */
public record Lap(double seconds, double cpuSeconds, List<Double> serverCpuSeconds) {

  public Lap {
    serverCpuSeconds = List.copyOf(serverCpuSeconds);
  }

  /** Without the server's CPU time. */
  public Lap(double seconds, double cpuSeconds) {
    this(seconds, cpuSeconds, List.of());
  }
}
