package io.taosbridge.bench.race;

/**
 * What a race should show of its first runner, beside another.
 *
 * @param peer name of the other
 * @param measure what is compared
 * @param limit what it should be at least or at most, as the measure says
 */
public record Goal(String peer, Measure measure, double limit) {

  /** What can be asked for. */
  public enum Measure {
    /** The first runner's rate by the other's, at least. */
    TIMES_AS_FAST,
    /** The first runner's CPU time for the same rows by the other's, at most. */
    CPU_RATIO,
    /** The first runner's CPU seconds per million rows above the other's, at most. */
    CPU_EXCESS,
    /** The first runner's CPU seconds per million rows, at most; it is its own peer. */
    CPU
  }

  /** To be so many times as fast as another. */
  public Goal(String peer, double ratio) {
    this(peer, Measure.TIMES_AS_FAST, ratio);
  }

  /** To take at most so many times the CPU time of another. */
  public static Goal cpuRatio(String peer, double ratio) {
    return new Goal(peer, Measure.CPU_RATIO, ratio);
  }

  /** To take at most so many CPU seconds per million rows more than another. */
  public static Goal cpuExcess(String peer, double seconds) {
    return new Goal(peer, Measure.CPU_EXCESS, seconds);
  }

  /** To take at most so many CPU seconds per million rows. */
  public static Goal cpu(String own, double seconds) {
    return new Goal(own, Measure.CPU, seconds);
  }
}
