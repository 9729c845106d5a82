package io.taosbridge.bench.connect;

import io.taosbridge.bench.client.Connections;
import io.taosbridge.bench.client.MeterDatabase;
import io.taosbridge.bench.report.Line;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is measured of the connectors on a worker against limits instead of peers. */
public final class WorkerStages {

  /** The names of all stages. */
  public static final List<String> NAMES = List.of(Latency.STAGE, Memory.SOURCE, Memory.SINK);

  private final MeterDatabase database;
  private final long memoryRows;
  private final int repeats;
  private final Optional<VendorConnector> vendor;

  /**
   * @param memoryRows how many rows each connector gets while its memory is watched
   */
  public WorkerStages(
      Connections server, long memoryRows, int repeats, Optional<VendorConnector> vendor) {
    this.database = new MeterDatabase(server, "bench_worker");
    this.memoryRows = memoryRows;
    this.repeats = repeats;
    this.vendor = vendor;
  }

  /** The lines of one stage. */
  public List<Line> run(String stage) throws IOException, InterruptedException {
    try (Bed bed = Bed.start()) {
      Worker worker = bed.startWorker(WorkerSetup.of("steady"));
      return switch (stage) {
        case Latency.STAGE -> new Latency(bed, worker, database).run(repeats, Map.of(), vendor);
        case Memory.SOURCE -> memory(bed, worker).source();
        case Memory.SINK -> memory(bed, worker).sink();
        default -> throw new IllegalArgumentException("there is no stage " + stage);
      };
    }
  }

  private Memory memory(Bed bed, Worker worker) {
    return new Memory(bed, worker, database, memoryRows);
  }
}
