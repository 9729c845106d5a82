package io.taosbridge.bench.connect;

import io.taosbridge.bench.race.Lap;
import io.taosbridge.bench.race.Run;
import io.taosbridge.bench.race.Runner;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;

/**
 * A source connector that fills a topic.
 *
 * <p>A lap's time is that from the first record in Kafka to the last one; its CPU time is the
 * worker's from the deployment on, since some work comes before the first record.
 *
 * @param rows how many records it writes
 * @param sum of their counters
 * @param config by the topic it is to write to
 */
public record SourceRunner(
    String name,
    Bed bed,
    Worker worker,
    long rows,
    long sum,
    Function<String, Map<String, String>> config)
    implements Runner {

  @Override
  public Run run() throws IOException, InterruptedException {
    String connector = VendorConnector.topic();
    Topics topics = bed.topics();
    topics.create(connector, 1);
    Lap lap;
    try {
      lap = lap(connector);
    } finally {
      worker.remove(connector);
    }
    Tally tally = new Tally();
    topics.read(connector, record -> tally.add(record.value()));
    topics.delete(connector);
    if (tally.records() != rows || tally.sum() != sum) {
      throw new IllegalStateException(
          String.format(
              "%s wrote %d records with a sum of %d, not %d with %d",
              name, tally.records(), tally.sum(), rows, sum));
    }
    return new Run(lap, rows);
  }

  private Lap lap(String connector) throws IOException, InterruptedException {
    Topics topics = bed.topics();
    Stopwatch stopwatch = Stopwatch.start(worker);
    worker.deploy(connector, config.apply(connector));
    worker.await(connector, "it writes", () -> stopwatch.began(topics.end(connector)));
    worker.await(connector, "it has written all", () -> hasAll(connector));
    return stopwatch.stop(rows);
  }

  /** The ends of transactions take offsets too, so offsets alone do not tell. */
  private boolean hasAll(String connector) throws InterruptedException {
    long end = bed.topics().end(connector);
    return end >= rows
        && worker.written(connector) >= rows
        && bed.topics().committedEnd(connector) >= end;
  }
}
