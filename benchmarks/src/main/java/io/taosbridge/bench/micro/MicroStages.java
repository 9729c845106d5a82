package io.taosbridge.bench.micro;

import io.taosbridge.bench.report.Figure;
import io.taosbridge.bench.report.Line;
import io.taosbridge.bench.report.Unit;
import io.taosbridge.bench.report.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;

/**
 * Runs the stages that need no server, by JMH, each in a fresh JVM. Their rates are per CPU second.
 */
public final class MicroStages {

  private static final String OURS = "ours";
  private static final double MILLION = 1e6;
  private static final int WARM_UPS = 4;
  private static final int ITERATION_MILLIS = 500;

  /** A stage's goals by the benchmark method of the peer. */
  private record Stage(Class<?> benchmark, String title, long rows, Map<String, Double> goals) {}

  private static final List<Stage> STAGES =
      List.of(
          new Stage(
              BlockDecode.class,
              "block decode to typed columns, 4,096 rows × 12 columns",
              Meters.ROWS,
              Map.of("vendor", 5.0)),
          new Stage(
              StringDecode.class, "the same with strings made of texts", Meters.ROWS, Map.of()),
          new Stage(
              StructDecode.class,
              "block to Connect Struct records",
              Meters.ROWS,
              Map.of("vendor", 2.0, "bound", 0.6)),
          new Stage(
              TablesDecode.class,
              "messages of ten rows of each table to Structs not made yet",
              TablesDecode.ROWS,
              Map.of()),
          new Stage(LineDecode.class, "block to line text records", Meters.ROWS, Map.of()),
          new Stage(
              FrameEncode.class,
              "Structs to STMT2 frame, 10,000 rows × 12 columns, 100 tables",
              Readings.ROWS,
              Map.of("vendor", 3.0, "copy", 0.5)),
          new Stage(
              MapEncode.class,
              "JSON maps to STMT2 frame, 10,000 rows × 12 columns, 100 tables",
              Readings.ROWS,
              Map.of()),
          new Stage(
              LineEncode.class,
              "lines to STMT2 frame, 10,000 rows × 12 columns, 100 tables",
              Readings.ROWS,
              Map.of()));

  private MicroStages() {}

  /**
   * @param only a part of the names of those to run
   * @param iterations of half a second each, after some to warm up
   * @throws RunnerException if one of them fails
   */
  public static List<Line> run(String only, int iterations) throws RunnerException {
    List<Line> lines = new ArrayList<>();
    for (Stage stage : STAGES) {
      if (stage.title().contains(only)) {
        lines.addAll(run(stage, iterations));
      }
    }
    return lines;
  }

  private static List<Line> run(Stage stage, int iterations) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include(stage.benchmark().getName() + "\\.")
            .forks(1)
            .warmupIterations(WARM_UPS)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(iterations)
            .measurementTime(TimeValue.milliseconds(ITERATION_MILLIS))
            .shouldFailOnError(true)
            .addProfiler(CpuRate.class)
            .build();
    Collection<RunResult> results = new Runner(options).run();
    // Ours first, the others by name.
    Map<String, Statistics> byMethod =
        new TreeMap<>(
            Comparator.comparing((String name) -> !name.equals(OURS))
                .thenComparing(Comparator.naturalOrder()));
    for (RunResult result : results) {
      byMethod.put(
          result.getPrimaryResult().getLabel(),
          result.getSecondaryResults().get(CpuRate.LABEL).getStatistics());
    }
    double ours = median(byMethod.get(OURS));
    List<Line> lines = new ArrayList<>();
    byMethod.forEach(
        (method, statistics) ->
            lines.add(
                new Line(
                    stage.title(),
                    method,
                    new Figure(
                        Unit.ROWS_PER_SECOND,
                        median(statistics) * stage.rows(),
                        statistics.getMin() * stage.rows(),
                        statistics.getMax() * stage.rows(),
                        (int) statistics.getN()),
                    MILLION / (median(statistics) * stage.rows()),
                    method.equals(OURS)
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(ours / median(statistics)),
                    verdicts(stage, method, ours / median(statistics)))));
    return lines;
  }

  private static List<Verdict> verdicts(Stage stage, String method, double ratio) {
    return Optional.ofNullable(stage.goals().get(method))
        .map(goal -> Verdict.atLeast(Unit.TIMES, ratio, goal))
        .stream()
        .toList();
  }

  private static double median(Statistics statistics) {
    return statistics.getPercentile(50);
  }
}
