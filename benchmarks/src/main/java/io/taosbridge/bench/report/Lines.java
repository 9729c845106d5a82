package io.taosbridge.bench.report;

import io.taosbridge.bench.race.Goal;
import io.taosbridge.bench.race.RaceResult;
import io.taosbridge.bench.race.Runner;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Makes lines of results. */
public final class Lines {

  private Lines() {}

  /** One for each runner. */
  public static List<Line> of(RaceResult result) {
    List<Line> lines = new ArrayList<>();
    for (Runner runner : result.race().runners()) {
      String name = runner.name();
      double[] spread = result.spread(name);
      lines.add(
          new Line(
              result.race().stage(),
              name,
              new Figure(
                  Unit.ROWS_PER_SECOND,
                  result.rate(name),
                  spread[0],
                  spread[1],
                  result.laps().get(name).size()),
              result.cpuPerMillion(name),
              result.serverCpuPerMillion(name),
              lines.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(result.ratio(name)),
              verdicts(result, name)));
    }
    return lines;
  }

  private static List<Verdict> verdicts(RaceResult result, String peer) {
    return result.race().goals().stream()
        .filter(goal -> goal.peer().equals(peer))
        .map(goal -> verdict(goal, result.outcome(goal)))
        .toList();
  }

  private static Verdict verdict(Goal goal, double outcome) {
    return switch (goal.measure()) {
      case TIMES_AS_FAST -> Verdict.atLeast(Unit.TIMES, outcome, goal.limit());
      case CPU_RATIO -> Verdict.atMost(Unit.TIMES_THE_CPU, outcome, goal.limit());
      case CPU -> Verdict.atMost(Unit.CPU_SECONDS, outcome, goal.limit());
      case CPU_EXCESS -> Verdict.atMost(Unit.CPU_SECONDS_MORE, outcome, goal.limit());
    };
  }
}
