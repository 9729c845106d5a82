package io.taosbridge.bench.race;

/** One of those who do the same work. */
public interface Runner {

  /** As the report names it. */
  String name();

  /** Does the work once. */
  Run run() throws Exception;

  /**
   * One whose work this process does, all of it measured.
   *
   * @param work returns the checksum
   */
  static Runner of(String name, Work work) {
    return new Runner() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Run run() throws Exception {
        return Run.of(work);
      }
    };
  }

  /** What a runner does. */
  @FunctionalInterface
  interface Work {
    long run() throws Exception;
  }
}
