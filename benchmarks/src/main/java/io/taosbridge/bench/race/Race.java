package io.taosbridge.bench.race;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The same work done by several in turns, so that what else the machine does falls on all of them.
 *
 * @param stage what is measured
 * @param rows of one run
 * @param warmUps laps that do not count: the JVM compiles most during the first
 * @param runners ours first
 */
public record Race(String stage, long rows, int warmUps, List<Goal> goals, List<Runner> runners) {

  public Race {
    goals = List.copyOf(goals);
    runners = List.copyOf(runners);
  }

  /**
   * Runs everybody to warm up, and then as often as said.
   *
   * @throws IllegalStateException if one's checksum is not that of the first
   */
  public RaceResult run(int repeats) throws Exception {
    return run(repeats, List::of);
  }

  /**
   * The same, with the server's CPU time.
   *
   * @param serverCpu seconds of each of its processes since it was started
   */
  public RaceResult run(int repeats, Supplier<List<Double>> serverCpu) throws Exception {
    Map<String, List<Lap>> laps = new LinkedHashMap<>();
    Long expected = null;
    for (int repeat = -warmUps; repeat < repeats; repeat++) {
      for (Runner runner : runners) {
        List<Double> before = serverCpu.get();
        Run run = runner.run();
        List<Double> after = serverCpu.get();
        long checksum = run.checksum();
        if (expected == null) {
          expected = checksum;
        } else if (checksum != expected) {
          throw new IllegalStateException(
              String.format(
                  "%s: %s did other work than %s (checksum %d, not %d)",
                  stage, runner.name(), runners.get(0).name(), checksum, expected));
        }
        if (repeat >= 0) {
          laps.computeIfAbsent(runner.name(), name -> new ArrayList<>())
              .add(new Lap(run.lap().seconds(), run.lap().cpuSeconds(), between(before, after)));
        }
      }
    }
    return new RaceResult(this, laps);
  }

  private static List<Double> between(List<Double> before, List<Double> after) {
    return IntStream.range(0, before.size())
        .mapToObj(process -> after.get(process) - before.get(process))
        .toList();
  }
}
