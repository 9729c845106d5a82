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
              result.rate(name),
              spread[0],
              spread[1],
              result.cpuPerMillion(name),
              lines.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(result.ratio(name)),
              goal(result.race().goals(), name)));
    }
    return lines;
  }

  private static OptionalDouble goal(List<Goal> goals, String runner) {
    return goals.stream()
        .filter(goal -> goal.peer().equals(runner))
        .mapToDouble(Goal::ratio)
        .findFirst();
  }
}
