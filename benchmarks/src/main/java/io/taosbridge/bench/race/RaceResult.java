package io.taosbridge.bench.race;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What came out of a race.
 *
 * @param laps by the runner's name, in the order they were run
 */
public record RaceResult(Race race, Map<String, List<Lap>> laps) {

  private static final double MILLION = 1e6;

  /** Rows per second in the median lap. */
  public double rate(String runner) {
    return race.rows() / median(runner, Lap::seconds);
  }

  /** The slowest and the fastest lap, in rows per second. */
  public double[] spread(String runner) {
    List<Lap> own = laps.get(runner);
    double slowest = own.stream().mapToDouble(Lap::seconds).max().orElseThrow();
    double fastest = own.stream().mapToDouble(Lap::seconds).min().orElseThrow();
    return new double[] {race.rows() / slowest, race.rows() / fastest};
  }

  /** The median of the CPU seconds per million rows. */
  public double cpuPerMillion(String runner) {
    return median(runner, Lap::cpuSeconds) * MILLION / race.rows();
  }

  /** The same of each process of the server; empty if it is not known. */
  public List<Double> serverCpuPerMillion(String runner) {
    int processes = laps.get(runner).get(0).serverCpuSeconds().size();
    return IntStream.range(0, processes)
        .mapToObj(process -> median(runner, lap -> lap.serverCpuSeconds().get(process)))
        .map(seconds -> seconds * MILLION / race.rows())
        .toList();
  }

  /** How many times as fast as another the first runner is. */
  public double ratio(String peer) {
    return rate(race.runners().get(0).name()) / rate(peer);
  }

  /** What became of a goal, in its measure. */
  public double outcome(Goal goal) {
    double own = cpuPerMillion(race.runners().get(0).name());
    double other = cpuPerMillion(goal.peer());
    return switch (goal.measure()) {
      case TIMES_AS_FAST -> ratio(goal.peer());
      case CPU_RATIO -> own / other;
      case CPU_EXCESS -> own - other;
      case CPU -> own;
    };
  }

  private double median(String runner, ToDoubleFunction<Lap> figure) {
    double[] sorted = laps.get(runner).stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
