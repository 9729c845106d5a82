package io.taosbridge.bench.connect;

import io.taosbridge.bench.race.Run;
import io.taosbridge.bench.race.Runner;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;

/**
 * A sink connector that reads a topic from its begin.
 *
 * <p>A lap's time is that from the first records it took to the last row in its table; its CPU time
 * is the worker's from the deployment on.
 *
 * @param rows how many records there are
 */
public record SinkRunner(
    String name, Worker worker, long rows, Map<String, String> config, Target target)
    implements Runner {

  /** Where it writes to. */
  public interface Target {

    /** Makes it empty. */
    void clear();

    /** How many rows are there. */
    long count();

    /**
     * @throws IllegalStateException if it does not hold the right rows
     */
    void verify();

    /** That of a sink which stores nothing. */
    static Target none(long rows) {
      return new Target() {
        @Override
        public void clear() {}

        @Override
        public long count() {
          return rows;
        }

        @Override
        public void verify() {}
      };
    }
  }

  @Override
  public Run run() throws IOException, InterruptedException {
    target.clear();
    String connector = "bench-" + UUID.randomUUID();
    Stopwatch stopwatch = Stopwatch.start(worker);
    worker.deploy(connector, config);
    try {
      worker.await(connector, "it takes records", () -> stopwatch.began(worker.taken(connector)));
      // Counting costs the server time, so that waits until the worker has no more to give.
      worker.await(connector, "it has taken all", () -> worker.taken(connector) >= rows);
      worker.await(connector, "it has stored all", () -> target.count() >= rows);
      Run run = new Run(stopwatch.stop(rows), rows);
      target.verify();
      return run;
    } finally {
      worker.remove(connector);
    }
  }
}
