package io.taosbridge.bench.micro;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Counts operations per CPU second of the process, garbage collection included. With one thread and
 * nothing to wait for this is their rate, but for what else the machine does.
 */
public final class CpuRate implements InternalProfiler {

  /** The label of the result. */
  static final String LABEL = "cpu";

  private static final double NANOS = 1e9;

  private long begin;

  @Override
  public String getDescription() {
    return "operations per CPU second";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    begin = cpuNanos();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double rate = result.getMetadata().getAllOps() * NANOS / (cpuNanos() - begin);
    return List.of(new ScalarResult(LABEL, rate, "ops/cpu s", AggregationPolicy.AVG));
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
