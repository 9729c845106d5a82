package io.taosbridge.bench.report;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What one runner of one stage did.
 *
 * @param figure what was measured of it
 * @param cpuPerMillion CPU seconds of the process per million rows; NaN if not measured
 * @param serverCpuPerMillion the same of each process of the server; empty if not measured
 * @param oursToThis how many times as fast as this one ours is; empty for ours
 * @param verdicts the goals that this runner is the peer of, or that are its own if it has no peer
 */
public record Line(
    String stage,
    String runner,
    Figure figure,
    double cpuPerMillion,
    List<Double> serverCpuPerMillion,
    OptionalDouble oursToThis,
    List<Verdict> verdicts) {

  public Line {
    serverCpuPerMillion = List.copyOf(serverCpuPerMillion);
    verdicts = List.copyOf(verdicts);
  }

  /** Without the server's CPU time. */
  public Line(
      String stage,
      String runner,
      Figure figure,
      double cpuPerMillion,
      OptionalDouble oursToThis,
      List<Verdict> verdicts) {
    this(stage, runner, figure, cpuPerMillion, List.of(), oursToThis, verdicts);
  }

  /** Of something that is measured without a peer. */
  public static Line alone(String stage, String what, Figure figure, Verdict... verdicts) {
    return new Line(stage, what, figure, Double.NaN, OptionalDouble.empty(), List.of(verdicts));
  }
}
