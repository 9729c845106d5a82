package io.taosbridge.bench.tasks;

import io.taosbridge.bench.client.Connections;
import io.taosbridge.bench.client.Fleet;
import io.taosbridge.bench.race.Lap;
import io.taosbridge.bench.report.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What a row costs with more child tables, more vgroups, and more tasks. */
public final class ScalingStages {

  private static final int MOST_TABLES = 100_000;
  private static final List<Integer> TABLES = List.of(10, 1_000, MOST_TABLES);
  private static final List<Integer> VGROUPS = List.of(1, 4, 16);
  private static final List<Integer> TASKS = List.of(1, 2, 4);
  private static final int SOME_TABLES = 1_000;
  private static final int SOME_VGROUPS = 4;
  private static final String TASKS_OF_SOURCE = "scaling: source, tasks";
  private static final String TASKS_OF_SINK = "scaling: sink, tasks";
  private static final String VGROUPS_OF_SOURCE = "scaling: source, vgroups";
  private static final String TABLES_OF_SOURCE = "scaling: source, child tables";
  private static final String TABLES_OF_SINK = "scaling: sink, child tables";

  /** The cost of a row may rise by a fifth. */
  private static final double FLAT = 1.2;

  /** Rounds of all sizes before those that count: the JVM compiles most during these. */
  private static final int WARM_UPS = 2;

  /** So that what is written together has as many tables with 1,000 of them as with 100,000. */
  private static final int ROWS_AT_ONCE = 10;

  /** A source is done with so many times the rows of the other stages in their time. */
  private static final int SOURCE_TIMES = 4;

  private final Connections server;
  private final long rows;

  /**
   * @param rows that are measured, after one round of all tables; as many are held in memory
   */
  public ScalingStages(Connections server, long rows) {
    this.server = server;
    this.rows = rows;
  }

  /** All lines of all stages if the name of one contains this. */
  public List<Line> run(String only, int repeats) throws InterruptedException {
    List<Line> lines = new ArrayList<>();
    if (TABLES_OF_SOURCE.contains(only)) {
      lines.addAll(tablesOfSource(repeats));
    }
    if (TABLES_OF_SINK.contains(only)) {
      lines.addAll(tablesOfSink(repeats));
    }
    if (VGROUPS_OF_SOURCE.contains(only)) {
      lines.addAll(vgroups(repeats));
    }
    if (Stream.of(TASKS_OF_SOURCE, TASKS_OF_SINK).anyMatch(name -> name.contains(only))) {
      lines.addAll(tasks(repeats));
    }
    return lines;
  }

  /**
   * Before the sink, whose records of all sizes are alive while it is measured: with a heap full of
   * these, collecting garbage and the caches' misses cost the source up to half as much again.
   */
  private List<Line> tablesOfSource(int repeats) throws InterruptedException {
    Sizes source = new Sizes(TABLES_OF_SOURCE);
    List<Fleet> fleets =
        TABLES.stream().map(tables -> filled(tables, 2, SOURCE_TIMES * rows)).toList();
    for (int repeat = -WARM_UPS; repeat < repeats; repeat++) {
      for (Fleet fleet : fleets) {
        Lap reading = read(fleet, 1, SOURCE_TIMES * rows);
        if (repeat >= 0) {
          source.add(nameOf(fleet), reading);
        }
      }
    }
    fleets.forEach(Fleet::drop);
    return source.lines(FLAT);
  }

  private List<Line> tablesOfSink(int repeats) throws InterruptedException {
    Sizes sink = new Sizes(TABLES_OF_SINK);
    List<Fleet> fleets = TABLES.stream().map(tables -> filled(tables, 2, rows)).toList();
    List<Copying> copies = new ArrayList<>();
    for (Fleet fleet : fleets) {
      copies.add(copying(fleet, 1));
    }
    for (int repeat = -WARM_UPS; repeat < repeats; repeat++) {
      for (int i = 0; i < fleets.size(); i++) {
        Lap writing = copies.get(i).run(SinkTasks.POLLED, Map.of());
        if (repeat >= 0) {
          sink.add(nameOf(fleets.get(i)), writing);
        }
      }
    }
    fleets.forEach(Fleet::drop);
    return sink.lines(FLAT);
  }

  private static String nameOf(Fleet fleet) {
    return String.format(Locale.ROOT, "%,d child tables", fleet.tables());
  }

  private List<Line> vgroups(int repeats) throws InterruptedException {
    Sizes source = new Sizes(VGROUPS_OF_SOURCE);
    List<Fleet> fleets =
        VGROUPS.stream().map(vgroups -> filled(SOME_TABLES, vgroups, rows)).toList();
    for (int repeat = -WARM_UPS; repeat < repeats; repeat++) {
      for (Fleet fleet : fleets) {
        Lap reading = read(fleet, 1, rows);
        if (repeat >= 0) {
          source.add(fleet.vgroups() + " vgroups", reading);
        }
      }
    }
    fleets.forEach(Fleet::drop);
    return source.lines();
  }

  private List<Line> tasks(int repeats) throws InterruptedException {
    Sizes source = new Sizes(TASKS_OF_SOURCE);
    Sizes sink = new Sizes(TASKS_OF_SINK);
    Fleet fleet = filled(SOME_TABLES, SOME_VGROUPS, rows);
    List<Copying> copies = new ArrayList<>();
    for (int tasks : TASKS) {
      copies.add(copying(fleet, tasks));
    }
    for (int repeat = -WARM_UPS; repeat < repeats; repeat++) {
      for (int i = 0; i < TASKS.size(); i++) {
        String name = TASKS.get(i) + " tasks";
        Lap reading = read(fleet, TASKS.get(i), rows);
        Lap writing = copies.get(i).run(SinkTasks.POLLED, Map.of());
        if (repeat >= 0) {
          source.add(name, reading);
          sink.add(name, writing);
        }
      }
    }
    fleet.drop();
    return Stream.of(source.lines(), sink.lines()).flatMap(List::stream).toList();
  }

  private Fleet filled(int tables, int vgroups, long measured) {
    Fleet fleet =
        new Fleet(server, "bench_t" + tables + "_v" + vgroups, tables, vgroups, ROWS_AT_ONCE);
    fleet.create();
    fleet.fill(warmUp(fleet) + measured);
    return fleet;
  }

  /** At least one round. */
  private long warmUp(Fleet fleet) {
    return Math.max(rows / 2, (long) fleet.tables() * ROWS_AT_ONCE);
  }

  private Lap read(Fleet fleet, int tasks, long measured) throws InterruptedException {
    return new SourceTasks(server.ours(""), fleet, tasks, Map.of())
        .read(warmUp(fleet), warmUp(fleet) + measured, record -> {});
  }

  private Copying copying(Fleet fleet, int tasks) throws InterruptedException {
    return Copying.of(server.ours(""), fleet, tasks, warmUp(fleet), rows);
  }
}
