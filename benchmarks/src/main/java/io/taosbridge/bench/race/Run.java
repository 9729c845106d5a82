package io.taosbridge.bench.race;

/**
 * What one run came to.
 *
 * @param checksum of the work that was done, the same for all in a race
 */
public record Run(Lap lap, long checksum) {

  private static final double NANOS = 1e9;

  /** Measures work that this process does. */
  public static Run of(Runner.Work work) throws Exception {
    long begin = System.nanoTime();
    double cpuBegin = ProcessCpu.seconds();
    long checksum = work.run();
    return new Run(
        new Lap((System.nanoTime() - begin) / NANOS, ProcessCpu.seconds() - cpuBegin), checksum);
  }
}
