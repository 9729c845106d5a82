package io.taosbridge.bench.connect;

import io.taosbridge.bench.client.Connections;
import io.taosbridge.bench.client.MeterDatabase;
import io.taosbridge.bench.client.MeterRow;
import io.taosbridge.bench.client.RawRunners;
import io.taosbridge.bench.race.Goal;
import io.taosbridge.bench.race.Race;
import io.taosbridge.bench.race.Runner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The connectors end to end: our own, the fastest that the framework allows, and the vendor's if
 * there is one.
 */
public final class ConnectRaces implements AutoCloseable {

  private static final String OURS = "TaosBridge";
  private static final String CEILING = "prepared records";
  private static final String NOOP = "no-op sink";
  private static final String AT_LEAST_ONCE = OURS + ", at least once";
  static final String VENDOR = "vendor's connector";
  private static final String VENDOR_TUNED = VENDOR + ", batches of 10,000";

  private static final double SOURCE_CPU_RATIO = 1.3;
  private static final double SINK_CPU_EXCESS = 0.8;
  private static final double EXACTLY_ONCE_RATIO = 0.8;
  private static final double SUBSCRIPTION_RATIO = 2.5;
  private static final double SNAPSHOT_RATIO = 1.5;
  private static final double SINK_RATIO = 8;
  private static final double SINK_TUNED_RATIO = 3;

  /** A race that is to be made ready when its turn comes. */
  public record Stage(String name, Preparation preparation) {

    /** Makes a race ready, which may take a while. */
    @FunctionalInterface
    public interface Preparation {
      Race prepare() throws IOException, InterruptedException;
    }

    public Race prepare() throws IOException, InterruptedException {
      return preparation.prepare();
    }
  }

  private final MeterDatabase source;
  private final MeterDatabase target;
  private final long rows;
  private final List<String> workerOptions;
  private final WorkerSetup plain;
  private final Optional<VendorConnector> vendor;
  private final Map<String, Worker> workers = new HashMap<>();
  private final Set<String> warm = new HashSet<>();
  private Bed bed;
  private boolean sourceFilled;

  /**
   * @param workerOptions of the JVM of each worker but that with the vendor's connector
   */
  public ConnectRaces(
      Connections server, long rows, List<String> workerOptions, Optional<VendorConnector> vendor) {
    this.source = new MeterDatabase(server, "bench_source");
    this.target = new MeterDatabase(server, "bench_sink");
    this.rows = rows;
    this.workerOptions = List.copyOf(workerOptions);
    this.plain = setup("plain");
    this.vendor = vendor;
  }

  private WorkerSetup setup(String group) {
    return WorkerSetup.of(group).withJvmOptions(workerOptions);
  }

  /** All of them; what they need is started by the first. */
  public List<Stage> all() {
    List<Stage> stages = new ArrayList<>();
    String tuned = ", large batches";
    // The faster one first, since it is the first that has to warm up.
    stages.add(source("source to Kafka, Struct to JSON" + tuned, "struct", true));
    stages.add(source("source to Kafka, Struct to JSON, producer's defaults", "struct", false));
    stages.add(source("source to Kafka, line text" + tuned, "line", true));
    stages.add(exactlyOnce("source to Kafka, Struct to JSON, exactly once"));
    stages.add(snapshot("source to Kafka, snapshot, line text" + tuned));
    stages.add(sink("sink from Kafka, JSON", "json"));
    stages.add(sink("sink from Kafka, Struct", "struct"));
    stages.add(sink("sink from Kafka, line text by STMT2", "line"));
    return stages;
  }

  private Stage source(String name, String format, boolean tuned) {
    return new Stage(
        name,
        () -> {
          fillSource();
          List<Goal> goals = new ArrayList<>();
          List<Runner> runners = new ArrayList<>();
          runners.add(ours(OURS, worker(plain), format, tuned));
          goals.add(Goal.cpuRatio(CEILING, SOURCE_CPU_RATIO));
          runners.add(prepared(format, tuned));
          if (vendor.isPresent()) {
            goals.add(new Goal(VENDOR, SUBSCRIPTION_RATIO));
            runners.add(vendorSource("subscription", format, tuned));
          }
          runners.add(new RawRunners(source, rows).subscription());
          return new Race(name, rows, warmUps("source", format), goals, runners);
        });
  }

  private Runner ours(String name, Worker worker, String format, boolean tuned) {
    return new SourceRunner(
        name,
        bed,
        worker,
        rows,
        MeterRow.checksum(rows),
        topic -> produced(Configs.source(source, format, topic), tuned));
  }

  private Runner prepared(String format, boolean tuned) throws IOException, InterruptedException {
    return new SourceRunner(
        CEILING,
        bed,
        worker(plain),
        rows,
        PreparedSourceTask.checksum(rows),
        topic -> produced(Configs.prepared(rows, format, topic), tuned));
  }

  private Runner vendorSource(String method, String format, boolean tuned)
      throws IOException, InterruptedException {
    String theirs = format.equals("line") ? "line" : "json";
    return new SourceRunner(
        VENDOR,
        bed,
        worker(vendor.orElseThrow().worker("vendor")),
        rows,
        MeterRow.checksum(rows),
        topic -> {
          source.dropTopics(VendorConnector::isTopic);
          return produced(vendor.orElseThrow().source(source, method, theirs, topic), tuned);
        });
  }

  private static Map<String, String> produced(Map<String, String> config, boolean tuned) {
    return tuned ? Configs.tunedProducer(config) : config;
  }

  private Stage exactlyOnce(String name) {
    return new Stage(
        name,
        () -> {
          fillSource();
          return new Race(
              name,
              rows,
              warmUps("exactly once", "struct"),
              List.of(new Goal(AT_LEAST_ONCE, EXACTLY_ONCE_RATIO)),
              List.of(
                  new SourceRunner(
                      OURS,
                      bed,
                      worker(setup("exactly-once").exactlyOnce()),
                      rows,
                      MeterRow.checksum(rows),
                      topic ->
                          Configs.exactlyOnce(
                              produced(Configs.source(source, "struct", topic), true))),
                  // On a worker that is as old: the JVM compiles for minutes.
                  ours(AT_LEAST_ONCE, worker(setup("at-least-once")), "struct", true)));
        });
  }

  private Stage snapshot(String name) {
    return new Stage(
        name,
        () -> {
          fillSource();
          List<Goal> goals = new ArrayList<>();
          List<Runner> runners = new ArrayList<>();
          runners.add(
              new SourceRunner(
                  OURS,
                  bed,
                  worker(plain),
                  rows,
                  MeterRow.checksum(rows),
                  topic ->
                      Configs.snapshot(produced(Configs.source(source, "line", topic), true))));
          if (vendor.isPresent()) {
            goals.add(new Goal(VENDOR, SNAPSHOT_RATIO));
            runners.add(vendorSource("query", "line", true));
          }
          runners.add(new RawRunners(source, rows).query());
          return new Race(name, rows, warmUps("source", "line"), goals, runners);
        });
  }

  private Stage sink(String name, String format) {
    return new Stage(
        name,
        () -> {
          String topic = "bench-" + format;
          start();
          fillTopic(topic, format);
          Worker worker = worker(plain);
          // Lines make their own supertable: the protocol's tags are all text.
          MeterTarget meters = new MeterTarget(target, rows, !format.equals("line"));
          MeterTarget stored = new MeterTarget(target, rows, true);
          List<Goal> goals = new ArrayList<>();
          List<Runner> runners = new ArrayList<>();
          runners.add(
              new SinkRunner(OURS, worker, rows, Configs.sink(target, format, topic), meters));
          goals.add(Goal.cpuExcess(NOOP, SINK_CPU_EXCESS));
          runners.add(
              new SinkRunner(
                  NOOP, worker, rows, Configs.noop(format, topic), SinkRunner.Target.none(rows)));
          if (vendor.isPresent() && format.equals("line")) {
            goals.add(new Goal(VENDOR, SINK_RATIO));
            runners.add(vendorSink(VENDOR, topic, Map.of(), meters));
            goals.add(new Goal(VENDOR_TUNED, SINK_TUNED_RATIO));
            runners.add(
                vendorSink(
                    VENDOR_TUNED,
                    topic,
                    Map.of("batch.size", "10000", "consumer.override.max.poll.records", "10000"),
                    meters));
          }
          runners.add(new RawRunners(target, rows).insert(stored::clear, stored::verify));
          return new Race(name, rows, warmUps("sink", format), goals, runners);
        });
  }

  private Runner vendorSink(
      String name, String topic, Map<String, String> tuning, SinkRunner.Target meters)
      throws IOException, InterruptedException {
    VendorConnector connector = vendor.orElseThrow();
    return new SinkRunner(
        name,
        worker(connector.worker("vendor")),
        rows,
        connector.sink(target, topic, tuning),
        meters);
  }

  /**
   * One lap, and one more for each part of what will run that is new to its worker: the JVM's
   * compiler takes ten CPU seconds for a worker, most of them during the first million records.
   */
  private int warmUps(String connector, String format) {
    return 1 + (warm.add(connector) ? 1 : 0) + (warm.add(connector + " " + format) ? 1 : 0);
  }

  private void fillTopic(String topic, String format) throws IOException, InterruptedException {
    SinkTopics topics = new SinkTopics(bed, rows);
    switch (format) {
      case "json" -> topics.fillWithTexts(topic, MeterText::json);
      case "line" -> topics.fillWithTexts(topic, MeterText::line);
      default -> topics.fill(topic, MeterConverter::bytes);
    }
  }

  private void start() throws IOException {
    if (bed == null) {
      bed = Bed.start();
    }
  }

  private void fillSource() throws IOException {
    start();
    if (!sourceFilled) {
      source.create();
      source.fill(rows);
      sourceFilled = true;
    }
  }

  /** One for each group. */
  private Worker worker(WorkerSetup setup) throws IOException, InterruptedException {
    Worker worker = workers.get(setup.group());
    if (worker == null) {
      worker = bed.startWorker(setup);
      workers.put(setup.group(), worker);
    }
    return worker;
  }

  @Override
  public void close() {
    if (bed != null) {
      bed.close();
      source.drop();
      target.drop();
    }
  }
}
