package io.taosbridge.bench.race;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    Map<String, List<Lap>> laps = new LinkedHashMap<>();
    Long expected = null;
    for (int repeat = -warmUps; repeat < repeats; repeat++) {
      for (Runner runner : runners) {
        Run run = runner.run();
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
          laps.computeIfAbsent(runner.name(), name -> new ArrayList<>()).add(run.lap());
        }
      }
    }
    return new RaceResult(this, laps);
  }
}
