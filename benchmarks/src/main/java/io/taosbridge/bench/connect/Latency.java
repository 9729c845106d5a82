package io.taosbridge.bench.connect;

import io.taosbridge.bench.client.MeterDatabase;
import io.taosbridge.bench.client.SteadyWriter;
import io.taosbridge.bench.report.Figure;
import io.taosbridge.bench.report.Line;
import io.taosbridge.bench.report.Unit;
import io.taosbridge.bench.report.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * How long a row takes from the moment TDengine has acknowledged it until a consumer of Kafka has
 * the record, while rows are written at a steady rate by another connection.
 */
public final class Latency {

  /** What is measured. */
  public static final String STAGE = "latency: row committed to record readable";

  private static final int RATE = 1_000;
  private static final int WARM_UP_SECONDS = 10;
  private static final int SECONDS = 8;
  private static final String P50 = "p50";
  private static final String P99 = "p99";
  private static final double GOAL_P50 = 10;
  private static final double GOAL_P99 = 50;
  private static final double NANOS_PER_MILLI = 1e6;

  private final Bed bed;
  private final Worker worker;
  private final MeterDatabase database;

  public Latency(Bed bed, Worker worker, MeterDatabase database) {
    this.bed = bed;
    this.worker = worker;
    this.database = database;
  }

  /**
   * The median and the 99th percentile of each repeat.
   *
   * @param more options of our connector, beside the defaults
   */
  public List<Line> run(int repeats, Map<String, String> more, Optional<VendorConnector> vendor)
      throws IOException, InterruptedException {
    Percentiles ours =
        measure(
            worker,
            repeats,
            topic -> Configs.with(Configs.source(database, "struct", topic), more));
    List<Line> lines = new ArrayList<>();
    lines.add(ours(P50, ours.p50(), GOAL_P50));
    lines.add(ours(P99, ours.p99(), GOAL_P99));
    if (vendor.isPresent()) {
      VendorConnector connector = vendor.get();
      try (Worker theirs = bed.startWorker(connector.worker("vendor"))) {
        Percentiles peer =
            measure(
                theirs,
                repeats,
                topic -> connector.source(database, "subscription", "json", topic));
        lines.add(peer(P50, peer.p50(), ours.p50()));
        lines.add(peer(P99, peer.p99(), ours.p99()));
      }
    }
    return lines;
  }

  /** In milliseconds. */
  private record Percentiles(Figure p50, Figure p99) {}

  private Percentiles measure(
      Worker worker, int repeats, Function<String, Map<String, String>> config)
      throws IOException, InterruptedException {
    int rows = 1 + RATE * (WARM_UP_SECONDS + repeats * SECONDS);
    long[] nanos = nanos(worker, rows, config);
    double[] p50 = new double[repeats];
    double[] p99 = new double[repeats];
    for (int repeat = 0; repeat < repeats; repeat++) {
      int from = RATE * (WARM_UP_SECONDS + repeat * SECONDS);
      long[] sorted = Arrays.copyOfRange(nanos, from, from + RATE * SECONDS);
      Arrays.sort(sorted);
      p50[repeat] = sorted[sorted.length / 2] / NANOS_PER_MILLI;
      p99[repeat] = sorted[sorted.length * 99 / 100] / NANOS_PER_MILLI;
    }
    return new Percentiles(Figure.of(Unit.MILLISECONDS, p50), Figure.of(Unit.MILLISECONDS, p99));
  }

  private static Line ours(String percentile, Figure figure, double goal) {
    return Line.alone(
        STAGE, percentile, figure, Verdict.atMost(Unit.MILLISECONDS, figure.median(), goal));
  }

  private static Line peer(String percentile, Figure figure, Figure ours) {
    return new Line(
        STAGE,
        ConnectRaces.VENDOR + ", " + percentile,
        figure,
        Double.NaN,
        OptionalDouble.of(figure.median() / ours.median()),
        List.of());
  }

  /** Of each row. */
  private long[] nanos(Worker worker, int rows, Function<String, Map<String, String>> config)
      throws IOException, InterruptedException {
    String connector = VendorConnector.topic();
    database.create();
    bed.topics().create(connector, 1);
    worker.deploy(connector, config.apply(connector));
    try (Arrivals arrivals = Arrivals.start(bed.bootstrapServers(), connector, rows);
        SteadyWriter writer = new SteadyWriter(database, RATE)) {
      // Subscribing takes its time; the first row tells that it is done.
      writer.write(0, 1);
      worker.await(connector, "the first row has arrived", () -> arrivals.count() == 1);
      long[] committed = writer.write(1, rows);
      worker.await(connector, "all rows have arrived", () -> arrivals.count() >= rows);
      long[] arrived = arrivals.times();
      return IntStream.range(1, rows)
          .mapToLong(row -> Math.max(0, arrived[row] - committed[row - 1]))
          .toArray();
    } finally {
      worker.remove(connector);
      bed.topics().delete(connector);
      database.drop();
    }
  }
}
