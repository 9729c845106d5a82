package io.taosbridge.bench.tasks;

import io.taosbridge.bench.client.Connections;
import io.taosbridge.bench.client.Fleet;
import io.taosbridge.bench.report.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What each of the connectors' own options does to speed; on a server as it is used. */
public final class TuningStages {

  private static final String DATABASE = "bench_tuning";
  private static final int TABLES = 100;

  /** Small writes, of which a message of the default size holds hundreds. */
  private static final int ROWS_AT_ONCE = 1;

  private final String url;
  private final Fleet fleet;
  private final long rows;

  /**
   * @param rows that are measured, after as many to warm up
   */
  public TuningStages(Connections server, long rows) {
    this.url = server.ours("");
    this.fleet = new Fleet(server, DATABASE, TABLES, 2, ROWS_AT_ONCE);
    this.rows = rows;
  }

  /** A line for each value of each option. */
  public List<Line> run(int repeats) throws InterruptedException {
    fleet.create();
    fleet.fill(2 * rows);
    List<Line> lines = new ArrayList<>();
    lines.addAll(source("min.poll.rows", repeats, "512", "4096", "65536"));
    lines.addAll(source("max.buffered.bytes", repeats, "4194304", "33554432", "134217728"));
    Copying copying = Copying.of(url, fleet, 1, rows, rows);
    copying.run(SinkTasks.POLLED, Map.of());
    lines.addAll(sink(copying, "batch.max.rows", repeats, "500", "2000", "10000", "50000"));
    lines.addAll(sink(copying, "connections", repeats, "1", "2", "4"));
    lines.addAll(polled(copying, repeats, 500, 2_000, 10_000));
    fleet.drop();
    return lines;
  }

  private List<Line> source(String option, int repeats, String... values)
      throws InterruptedException {
    Sizes sizes = new Sizes("tuning: source, " + option);
    for (int repeat = 0; repeat < repeats; repeat++) {
      for (String value : values) {
        SourceTasks tasks = new SourceTasks(url, fleet, 1, Map.of(option, value));
        sizes.add(value, tasks.read(rows, 2 * rows, record -> {}));
      }
    }
    return sizes.lines();
  }

  private static List<Line> sink(Copying copying, String option, int repeats, String... values)
      throws InterruptedException {
    Sizes sizes = new Sizes("tuning: sink, " + option);
    for (int repeat = 0; repeat < repeats; repeat++) {
      for (String value : values) {
        sizes.add(value, copying.run(SinkTasks.POLLED, Map.of(option, value)));
      }
    }
    return sizes.lines();
  }

  /** With batches as large, since a batch is not held back for more than its time. */
  private static List<Line> polled(Copying copying, int repeats, int... values)
      throws InterruptedException {
    Sizes sizes = new Sizes("tuning: sink, consumer's max.poll.records");
    for (int repeat = 0; repeat < repeats; repeat++) {
      for (int value : values) {
        sizes.add(Integer.toString(value), copying.run(value, Map.of()));
      }
    }
    return sizes.lines();
  }
}
