package io.taosbridge.bench.connect;

import io.taosbridge.bench.client.Connections;
import io.taosbridge.bench.client.MeterDatabase;
import io.taosbridge.bench.report.Line;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is measured of the connectors on a worker against limits instead of peers. */
public final class WorkerStages {

  /** A stage by its name. */
  private record Stage(String name, Measurement measurement) {}

  private interface Measurement {
    List<Line> run(Bed bed, Worker worker) throws IOException, InterruptedException;
  }

  /** The names of all stages. */
  public static final List<String> NAMES = List.of(Latency.STAGE, Memory.SOURCE, Memory.SINK);

  private final MeterDatabase database;
  private final long memoryRows;
  private final int repeats;

  /**
   * @param memoryRows how many rows each connector gets while its memory is watched
   */
  public WorkerStages(Connections server, long memoryRows, int repeats) {
    this.database = new MeterDatabase(server, "bench_worker");
    this.memoryRows = memoryRows;
    this.repeats = repeats;
  }

  /** The lines of the stages whose names contain this. */
  public List<Line> run(String only) throws IOException, InterruptedException {
    List<Stage> wanted =
        List.of(
                new Stage(
                    Latency.STAGE,
                    (bed, worker) -> new Latency(bed, worker, database).run(repeats, Map.of())),
                new Stage(Memory.SOURCE, (bed, worker) -> memory(bed, worker).source()),
                new Stage(Memory.SINK, (bed, worker) -> memory(bed, worker).sink()))
            .stream()
            .filter(stage -> stage.name().contains(only))
            .toList();
    if (wanted.isEmpty()) {
      return List.of();
    }
    List<Line> lines = new ArrayList<>();
    try (Bed bed = Bed.start()) {
      Worker worker = bed.startWorker(WorkerSetup.of("steady"));
      for (Stage stage : wanted) {
        lines.addAll(stage.measurement().run(bed, worker));
      }
    }
    return lines;
  }

  private Memory memory(Bed bed, Worker worker) {
    return new Memory(bed, worker, database, memoryRows);
  }
}
