package io.taosbridge.demo;

import io.taosbridge.client.Connection;
import io.taosbridge.local.LocalBroker;
import io.taosbridge.local.LocalWorker;
import io.taosbridge.local.PluginZip;
import io.taosbridge.local.WorkerOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One run of the demonstration, from an empty broker to the comparison. */
final class Run {

  private static final Duration LAG_PATIENCE = Duration.ofSeconds(15);

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final PrintWriter out;
  private final boolean terminal;
  private final Path pluginZip;
  private final long limit;
  private final boolean keep;

  Run(PrintWriter out, boolean terminal, Path pluginZip, long limit, boolean keep) {
    this.out = out;
    this.terminal = terminal;
    this.pluginZip = pluginZip;
    this.limit = limit;
    this.keep = keep;
  }

  /**
   * Runs it.
   *
   * @param url the server to use, or null for embedded ones
   * @return whether both sides are the same
   */
  boolean run(String url) throws IOException, InterruptedException {
    try {
      return runAndClose(url);
    } finally {
      stopped.countDown();
    }
  }

  private boolean runAndClose(String url) throws IOException, InterruptedException {
    say(
        "Starting a Kafka broker%s",
        url == null ? ", a Connect worker and two TDengines" : " and a Connect worker");
    try (TemporaryFolder folder = TemporaryFolder.create();
        Servers servers = url == null ? Servers.embedded() : Servers.databasesOn(url);
        LocalBroker broker = LocalBroker.start(folder.path().resolve("kafka"))) {
      Path plugins = folder.path().resolve("plugins");
      PluginZip.unzip(pluginZip, plugins);
      WorkerOptions options = WorkerOptions.of(broker.bootstrapServers(), plugins);
      try (LocalWorker worker = LocalWorker.start(options);
          Replication replication =
              new Replication(
                  worker.rest(), broker.bootstrapServers(), servers.source(), servers.target())) {
        boolean same = false;
        try {
          same = replicate(servers, replication);
        } catch (DemoFailure e) {
          say("%n%s", e.getMessage());
        }
        where(servers, broker, worker);
        if (keep) {
          new Hints(servers, broker, worker, replication).print(out);
          awaitCtrlC();
        }
        return same;
      }
    }
  }

  private boolean replicate(Servers servers, Replication replication) throws InterruptedException {
    // The sink could make it, but with the server's default of ten years.
    try (Connection connection = servers.target().connect()) {
      connection.execute(AirQuality.createDatabase(servers.target().database()));
    }
    ProgressLine loading = new ProgressLine(out, terminal, "loading", limit);
    long rows =
        AirQualityLoader.load(servers.source(), limit, written -> loading.update(written, ""));
    loading.finish(rows);

    ProgressLine replicating = new ProgressLine(out, terminal, "replicating", rows);
    replication.start();
    replicating.finish(replication.await(rows, replicating));
    Duration time = replicating.elapsed();
    long lag = replication.awaitLag(LAG_PATIENCE);

    say("Comparing every column of every child table");
    Contents original = Contents.of(servers.source());
    Contents copy = Contents.of(servers.target());
    List<String> differences = original.differencesTo(copy);
    boolean same = differences.isEmpty() && original.rows() == rows;
    say("");
    differences.forEach(difference -> say("DIFFERENT    " + difference));
    say(
        "%-12s %,d rows in %d child tables on the source, %,d in %d on the target",
        same ? "the same" : "NOT THE SAME",
        original.rows(),
        original.tables().size(),
        copy.rows(),
        copy.tables().size());
    say(
        "%-12s %.1f s, %,d rows/s, %,d records in Kafka, lag %,d",
        "replication",
        time.toMillis() / 1000.0,
        ProgressLine.perSecond(rows, time),
        replication.recordsInKafka(),
        lag);
    return same;
  }

  private void where(Servers servers, LocalBroker broker, LocalWorker worker) {
    say("%-12s %s", "source", servers.source());
    say("%-12s %s", "target", servers.target());
    say("%-12s %s", "broker", broker.bootstrapServers());
    say("%-12s %s", "Connect", worker.restUrl());
  }

  private void awaitCtrlC() throws InterruptedException {
    CountDownLatch interrupted = new CountDownLatch(1);
    Thread onCtrlC =
        new Thread(
            () -> {
              interrupted.countDown();
              try {
                // The JVM ends when this returns: first let everything stop in order.
                boolean unused = stopped.await(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "demo-ctrl-c");
    Runtime.getRuntime().addShutdownHook(onCtrlC);
    interrupted.await();
  }

  private void say(String format, Object... arguments) {
    out.println(String.format(Locale.ROOT, format, arguments).stripTrailing());
    out.flush();
  }
}
