package io.taosbridge.bench;

import io.taosbridge.TDengine;
import io.taosbridge.bench.client.ClientRaces;
import io.taosbridge.bench.client.Connections;
import io.taosbridge.bench.client.ServerProcess;
import io.taosbridge.bench.connect.ConnectRaces;
import io.taosbridge.bench.connect.VendorConnector;
import io.taosbridge.bench.connect.WorkerStages;
import io.taosbridge.bench.micro.MicroStages;
import io.taosbridge.bench.process.ServerCpu;
import io.taosbridge.bench.race.Race;
import io.taosbridge.bench.report.Chart;
import io.taosbridge.bench.report.Environment;
import io.taosbridge.bench.report.JsonReport;
import io.taosbridge.bench.report.Line;
import io.taosbridge.bench.report.Lines;
import io.taosbridge.bench.report.MarkdownReport;
import io.taosbridge.bench.report.Report;
import io.taosbridge.bench.tasks.ScalingStages;
import io.taosbridge.bench.tasks.TuningStages;
import io.taosbridge.client.Connection;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What {@code bin/bench} runs. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures each stage beside what a user would pick instead.")
public final class Bench implements Callable<Integer> {

  private static final Path TARGET = Path.of("benchmarks/target");

  /** Holds the class path of a Kafka Connect that the vendor's connector starts on. */
  private static final String VENDORS_KAFKA = "vendor-kafka-class-path.txt";

  @Spec private CommandSpec spec;

  @Option(
      names = "--tdengine",
      paramLabel = "URL",
      description =
          "A server to use instead of an embedded one, such as ws://root:taosdata@host:6041.")
  private String url;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Rows of each run end to end (default: ${DEFAULT-VALUE}).")
  private long rows;

  @Option(
      names = "--memory-rows",
      paramLabel = "N",
      defaultValue = "1000000",
      description =
          "Rows of each run in which memory is watched (default: ${DEFAULT-VALUE}); 10000000 takes"
              + " minutes.")
  private long memoryRows;

  @Option(
      names = "--tune",
      description = "Also measures what the connectors' own options do to speed.")
  private boolean tune;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      defaultValue = "2",
      description = "Measured runs of each (default: ${DEFAULT-VALUE}).")
  private int repeats;

  @Option(
      names = "--only",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Only stages whose name contains this.")
  private String only;

  @Option(
      names = "--vendor-connector",
      paramLabel = "FOLDER",
      description =
          "The vendor's Kafka connector, unpacked, to be measured too. It needs a real server.")
  private Path vendorConnector;

  @Option(
      names = "--vendor-url",
      paramLabel = "URL",
      defaultValue = "jdbc:TAOS://localhost:6030",
      description = "Where the vendor's connector finds the server (default: ${DEFAULT-VALUE}).")
  private String vendorUrl;

  @Option(
      names = "--native-library",
      paramLabel = "FOLDER",
      defaultValue = "/usr/lib",
      description = "Where libtaos.so is, for the vendor's connector (default: ${DEFAULT-VALUE}).")
  private Path nativeLibrary;

  @Option(
      names = "--worker-jvm",
      paramLabel = "OPTION",
      description =
          "An option for the JVM of the Connect worker, such as"
              + " -XX:StartFlightRecording=filename=worker.jfr,settings=profile.")
  private List<String> workerOptions = List.of();

  private final long begin = System.nanoTime();
  private final List<Line> lines = new ArrayList<>();
  private final List<String> failed = new ArrayList<>();
  private Optional<ServerProcess> embedded = Optional.empty();

  /** Ends the JVM with the exit code. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Bench()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    measure("stages in memory", () -> MicroStages.run(only, 5));
    if (url == null) {
      try (ServerProcess server = ServerProcess.start()) {
        embedded = Optional.of(server);
        endToEnd(new Connections(server.host(), "root", "taosdata"), server.cpu());
      }
    } else {
      endToEnd(Connections.of(url), serverCpu());
    }
    PrintWriter out = spec.commandLine().getOut();
    write(new Report(Environment.here(circumstances()), lines), out);
    out.println("It took " + elapsed() + " minutes.");
    failed.forEach(failure -> out.println("FAILED: " + failure));
    out.flush();
    return failed.isEmpty() ? 0 : 1;
  }

  /** Measures one stage; if it fails, the others are measured all the same. */
  private void measure(String name, Callable<List<Line>> stage) throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    out.println(elapsed() + " running: " + name);
    out.flush();
    try {
      if (embedded.isPresent()) {
        embedded.get().collectGarbage();
      }
      lines.addAll(stage.call());
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) { // whatever it is, it spoils this stage only
      failed.add(name + ": " + e);
      e.printStackTrace(spec.commandLine().getErr());
    }
  }

  /** Since the begin, in minutes and seconds. */
  private String elapsed() {
    long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
    return String.format(Locale.ROOT, "%02d:%02d", seconds / 60, seconds % 60);
  }

  private static void write(Report report, PrintWriter out) throws IOException {
    String table = MarkdownReport.of(report);
    Files.createDirectories(TARGET);
    Files.writeString(TARGET.resolve("bench.md"), table);
    Files.writeString(TARGET.resolve("bench.json"), JsonReport.of(report));
    Files.writeString(TARGET.resolve("bench.svg"), Chart.of(report));
    out.println();
    out.print(table);
    out.println("Written: bench.md, bench.json, bench.svg in " + TARGET);
    out.flush();
  }

  private Map<String, String> circumstances() {
    return Map.of(
        "server",
        url == null ? "embedded, in a process of its own" : serverVersion(),
        "vendor's connector",
        vendorConnector == null
            ? "not measured here: it needs a real server and --vendor-connector"
            : vendorConnector.getFileName() + " on Kafka Connect 3.8");
  }

  private String serverVersion() {
    try (Connection connection = TDengine.connect(url)) {
      return "TDengine " + connection.serverVersion();
    }
  }

  /** Of taosAdapter and taosd, if they run here. */
  private ServerCpu serverCpu() throws IOException {
    URI adapter = URI.create(url);
    boolean isHere =
        adapter.getHost() != null && InetAddress.getByName(adapter.getHost()).isLoopbackAddress();
    int nativePort = URI.create(vendorUrl.replace("jdbc:", "")).getPort();
    return isHere ? ServerCpu.listeningOn(adapter.getPort(), nativePort) : new ServerCpu(List.of());
  }

  private void endToEnd(Connections server, ServerCpu cpu) throws Exception {
    for (Race race : new ClientRaces(server, rows, url != null).all()) {
      if (race.stage().contains(only)) {
        measure(race.stage(), () -> Lines.of(race.run(repeats, cpu::seconds)));
      }
    }
    measure("scaling", () -> new ScalingStages(server, rows / 4).run(only, repeats));
    if (tune) {
      measure("tuning", () -> new TuningStages(server, rows / 4).run(repeats));
    }
    try (ConnectRaces races = new ConnectRaces(server, rows, workerOptions, vendor())) {
      for (ConnectRaces.Stage stage : races.all()) {
        if (stage.name().contains(only)) {
          measure(stage.name(), () -> Lines.of(stage.prepare().run(repeats, cpu::seconds)));
        }
      }
    }
    for (String stage : WorkerStages.NAMES) {
      if (stage.contains(only)) {
        measure(stage, () -> new WorkerStages(server, memoryRows, repeats, vendor()).run(stage));
      }
    }
  }

  private Optional<VendorConnector> vendor() throws IOException {
    if (vendorConnector == null) {
      return Optional.empty();
    }
    String kafka = Files.readString(TARGET.resolve(VENDORS_KAFKA)).strip();
    return Optional.of(new VendorConnector(vendorConnector, vendorUrl, nativeLibrary, kafka));
  }
}
