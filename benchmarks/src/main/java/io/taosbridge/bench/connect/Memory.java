package io.taosbridge.bench.connect;

import io.taosbridge.bench.client.MeterDatabase;
import io.taosbridge.bench.report.Figure;
import io.taosbridge.bench.report.Line;
import io.taosbridge.bench.report.Unit;
import io.taosbridge.bench.report.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * How much live heap a connector at full speed adds to that of its worker, by collections at
 * intervals: what a connector may hold is its buffer and a little more, however long it runs.
 */
public final class Memory {

  /** What is measured of the source. */
  public static final String SOURCE = "memory: source at full speed";

  /** What is measured of the sink. */
  public static final String SINK = "memory: sink at full speed";

  private static final long MEBIBYTE = 1L << 20;
  private static final long SOURCE_BUFFER = 32;
  private static final long SINK_BUFFER = 64;
  private static final long REST = 64;

  /** What the last third of samples may hold more than the first: noise, but no leak. */
  private static final long GROWTH = 16;

  private static final Duration INTERVAL = Duration.ofMillis(500);

  private final Bed bed;
  private final Worker worker;
  private final MeterDatabase database;
  private final long rows;

  public Memory(Bed bed, Worker worker, MeterDatabase database, long rows) {
    this.bed = bed;
    this.worker = worker;
    this.database = database;
    this.rows = rows;
  }

  /** Reads all rows into Kafka as Structs in JSON. */
  public List<Line> source() throws IOException, InterruptedException {
    String connector = "bench-" + UUID.randomUUID();
    database.create();
    database.fill(rows);
    bed.topics().create(connector, 1);
    Map<String, String> config = Configs.source(database, "struct", connector);
    String buffer = Long.toString(SOURCE_BUFFER * MEBIBYTE);
    double[] samples =
        samples(
            connector,
            Configs.with(config, Map.of("max.buffered.bytes", buffer)),
            () -> worker.written(connector) >= rows);
    long written = bed.topics().end(connector);
    bed.topics().delete(connector);
    database.drop();
    requireAll(written);
    return lines(SOURCE, samples, SOURCE_BUFFER + REST);
  }

  /** Writes as many records in JSON to TDengine. */
  public List<Line> sink() throws IOException, InterruptedException {
    String connector = "bench-" + UUID.randomUUID();
    new SinkTopics(bed, rows).fillWithTexts(connector, MeterText::json);
    database.create();
    Map<String, String> config = Configs.sink(database, "json", connector);
    String buffer = Long.toString(SINK_BUFFER * MEBIBYTE);
    double[] samples =
        samples(
            connector,
            Configs.with(config, Map.of("buffer.max.bytes", buffer)),
            () -> worker.taken(connector) >= rows && database.count() >= rows);
    requireAll(database.count());
    bed.topics().delete(connector);
    database.drop();
    return lines(SINK, samples, SINK_BUFFER + REST);
  }

  private void requireAll(long count) {
    if (count != rows) {
      throw new IllegalStateException(count + " of " + rows + " rows came through");
    }
  }

  /** Live heap above that of the worker without the connector, in MiB. */
  private double[] samples(String connector, Map<String, String> config, Waiting.Condition isDone)
      throws IOException, InterruptedException {
    long idle = worker.beans().liveHeapBytes();
    List<Double> samples = new ArrayList<>();
    worker.deploy(connector, config);
    try {
      worker.await(
          connector,
          "all rows are through",
          () -> {
            Thread.sleep(INTERVAL.toMillis());
            samples.add((double) (worker.beans().liveHeapBytes() - idle) / MEBIBYTE);
            return isDone.holds();
          });
    } finally {
      worker.remove(connector);
    }
    return samples.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static List<Line> lines(String stage, double[] samples, long allowed) {
    Figure heap = Figure.of(Unit.MEBIBYTES, samples);
    int third = Math.max(1, samples.length / 3);
    double first = median(Arrays.copyOfRange(samples, 0, third));
    double last = median(Arrays.copyOfRange(samples, samples.length - third, samples.length));
    return List.of(
        Line.alone(
            stage,
            "live heap",
            heap,
            Verdict.atMost(Unit.MEBIBYTES, heap.highest(), (double) allowed)),
        Line.alone(
            stage,
            "growth from first to last third",
            Figure.of(Unit.MEBIBYTES, last - first),
            Verdict.atMost(Unit.MEBIBYTES, last - first, GROWTH)));
  }

  private static double median(double[] values) {
    return Figure.of(Unit.MEBIBYTES, values).median();
  }
}
