package io.taosbridge.bench.race;

/** One of those who do the same work. */
public interface Runner {

  /** As the report names it. */
  String name();

  /**
   * Does the work once.
   *
   * @return a checksum of what was done, which must be the same for all in a race
   */
  long run() throws Exception;

  /**
   * @param work returns the checksum
   */
  static Runner of(String name, Work work) {
    return new Runner() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public long run() throws Exception {
        return work.run();
      }
    };
  }

  /** What a runner does. */
  @FunctionalInterface
  interface Work {
    long run() throws Exception;
  }
}
