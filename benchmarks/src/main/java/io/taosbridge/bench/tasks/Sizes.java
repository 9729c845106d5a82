package io.taosbridge.bench.tasks;

import io.taosbridge.bench.race.Lap;
import io.taosbridge.bench.report.Figure;
import io.taosbridge.bench.report.Line;
import io.taosbridge.bench.report.Unit;
import io.taosbridge.bench.report.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** The same work with more and more of something, smallest first. */
final class Sizes {

  private static final double MILLION = 1e6;

  private final String stage;
  private final Map<String, List<Lap>> laps = new LinkedHashMap<>();

  Sizes(String stage) {
    this.stage = stage;
  }

  /**
   * @param perMillion what a million rows took
   */
  void add(String size, Lap perMillion) {
    laps.computeIfAbsent(size, name -> new ArrayList<>()).add(perMillion);
  }

  /** One for each size, without a goal. */
  List<Line> lines() {
    return lines(Double.POSITIVE_INFINITY);
  }

  /**
   * One for each size.
   *
   * @param most how many times the CPU time of the smallest one the others may take
   */
  List<Line> lines(double most) {
    List<Line> lines = new ArrayList<>();
    double smallest = Double.NaN;
    for (Map.Entry<String, List<Lap>> each : laps.entrySet()) {
      double cpu = median(each.getValue(), Lap::cpuSeconds);
      boolean hasGoal = !lines.isEmpty() && Double.isFinite(most);
      lines.add(
          new Line(
              stage,
              each.getKey(),
              Figure.of(
                  Unit.ROWS_PER_SECOND, values(each.getValue(), lap -> MILLION / lap.seconds())),
              cpu,
              OptionalDouble.empty(),
              hasGoal
                  ? List.of(Verdict.atMost(Unit.TIMES_THE_CPU, cpu / smallest, most))
                  : List.of()));
      smallest = lines.size() == 1 ? cpu : smallest;
    }
    return lines;
  }

  private static double[] values(List<Lap> laps, ToDoubleFunction<Lap> value) {
    return laps.stream().mapToDouble(value).toArray();
  }

  private static double median(List<Lap> laps, ToDoubleFunction<Lap> value) {
    double[] sorted = values(laps, value);
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
