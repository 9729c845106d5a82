package io.taosbridge.bench.report;

import java.util.OptionalDouble;

/**
 * What one runner of one stage did.
 *
 * @param rate rows per second, the median of the repeats
 * @param slowest rows per second
 * @param fastest rows per second
 * @param cpuPerMillion CPU seconds of the process per million rows; NaN if not measured
 * @param oursToThis how many times as fast as this one ours is; empty for ours
 * @param goal what that should be at least; empty if nothing is asked for
 */
public record Line(
    String stage,
    String runner,
    double rate,
    double slowest,
    double fastest,
    double cpuPerMillion,
    OptionalDouble oursToThis,
    OptionalDouble goal) {

  /** Whether there is a goal and it was missed. */
  public boolean isMissed() {
    return goal.isPresent() && oursToThis.orElseThrow() < goal.getAsDouble();
  }
}
