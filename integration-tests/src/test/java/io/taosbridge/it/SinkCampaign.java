package io.taosbridge.it;

import static org.awaitility.Awaitility.await;

import io.taosbridge.it.Rows.Difference;
import io.taosbridge.local.ConnectRest;
import io.taosbridge.local.ConnectRestException;
import io.taosbridge.local.ConnectorStatus;
import io.taosbridge.local.LocalWorker;
import io.taosbridge.local.TaskStatus;
import io.taosbridge.local.WorkerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Writes a stream of records with the tasks of two workers, one of them a process of its own, while
 * tasks and workers are killed, and compares the topic with the tables.
 */
final class SinkCampaign implements AutoCloseable {

  /** What ends tasks in the middle of their work. */
  enum Kill {
    /** A task is started anew through the REST API. */
    TASK_RESTARTED,
    /** The connector and all its tasks are. */
    CONNECTOR_RESTARTED,
    /** A worker leaves in order, the other takes its tasks, and a new one joins. */
    WORKER_STOPPED,
    /** A worker's process ends at once, the other takes its tasks, and a new one joins. */
    WORKER_KILLED
  }

  /**
   * What came of it.
   *
   * @param records in the topic
   * @param unfinished records that were sent and not committed when a kill struck, in all
   * @param rows that the records make
   * @param written rows that TDengine was sent, those again that a kill had repeated; 0 if not
   *     known
   * @param deadLetters records in the dead letter queue
   */
  record Result(
      Workload workload,
      long seed,
      Map<Kill, Integer> kills,
      long records,
      long unfinished,
      long rows,
      long written,
      Difference difference,
      long deadLetters,
      long seconds) {

    /** Keeps it with the build's other results. */
    void report() throws IOException {
      Path file = FOLDER.resolve("sink-" + workload.name().toLowerCase(Locale.ROOT) + ".txt");
      Files.createDirectories(FOLDER);
      Files.writeString(file, this + System.lineSeparator());
      System.out.println(this);
    }
  }

  private static final Path FOLDER = Path.of("target", "campaigns");
  private static final int WORKERS = 2;
  private static final long PERIOD_MS = 20;
  private static final int MAX_PAUSE_MS = 500;

  /** How long a worker, or the consumer of a task, is missed before others take its place. */
  private static final Duration SILENCE = Duration.ofSeconds(2);

  private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();
  private final Map<Kill, Integer> strikes = new EnumMap<>(Kill.class);
  private final Scenario scenario;
  private final Workload workload;
  private final long seed;
  private final Random random;
  private final WorkerOptions options;
  private final SinkGroup group;
  private LocalWorker worker;
  private WorkerProcess process;

  SinkCampaign(Scenario scenario, Workload workload, long seed) throws IOException {
    this.scenario = scenario;
    this.workload = workload;
    this.seed = seed;
    random = new Random(seed);
    options =
        scenario
            .cluster()
            .workerOptions(scenario.sinkName())
            .withOffsetFlushInterval(Duration.ofMillis(500))
            .withSessionTimeout(SILENCE);
    group = new SinkGroup(options.bootstrapServers(), scenario.sinkName());
    worker = LocalWorker.start(options);
    process = startProcess();
  }

  /**
   * @param records how many are sent
   * @param kills how many there are, as often each kind, in random order and at random records
   */
  Result run(TDengineServer server, long records, int kills) throws Exception {
    System.out.printf("Campaign %s: %d kills, seed %d%n", workload, kills, seed);
    long started = System.nanoTime();
    List<Kill> plan = new ArrayList<>();
    for (int kill = 0; kill < kills; kill++) {
      plan.add(Kill.values()[kill % Kill.values().length]);
    }
    Collections.shuffle(plan, random);
    long unfinished = 0;
    try (JsonStream stream = new JsonStream(scenario.kafkaTopic(), workload, records)) {
      Scenario.deploy(worker.rest(), scenario.sinkName(), config());
      awaitTasksOnAllWorkers();
      // So much is on its way at a time that records come all along.
      long portion = records / kills;
      ScheduledFuture<?> flow =
          sender.scheduleWithFixedDelay(
              () -> stream.sendUpTo(group.committed() + portion / 2),
              0,
              PERIOD_MS,
              TimeUnit.MILLISECONDS);
      for (int kill = 0; kill < kills; kill++) {
        long at = kill * portion + random.nextLong(portion);
        await()
            .atMost(Scenario.PATIENCE)
            .pollInterval(Duration.ofMillis(PERIOD_MS))
            .until(() -> flow.isDone() || stream.sent() >= at);
        // No condition is waited for here: the moment is to be arbitrary.
        Thread.sleep(random.nextInt(MAX_PAUSE_MS));
        unfinished += stream.sent() - group.committed();
        strike(plan.get(kill));
        strikes.merge(plan.get(kill), 1, Integer::sum);
      }
      await().atMost(Scenario.PATIENCE).until(() -> flow.isDone() || group.committed() == records);
      end(flow);
      stream.flush();
    }
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started);
    Rows expected = Rows.of(scenario.kafkaTopic());
    return new Result(
        workload,
        seed,
        strikes,
        records,
        unfinished,
        expected.size(),
        server.rowsWritten(scenario.target().name()).orElse(0),
        expected.differenceOf(Rows.of(scenario.target())),
        deadLetters().readAll().size(),
        seconds);
  }

  private static void end(ScheduledFuture<?> flow) throws InterruptedException, ExecutionException {
    if (flow.isDone()) {
      flow.get();
    }
    flow.cancel(false);
  }

  private void strike(Kill kill) throws IOException, InterruptedException {
    switch (kill) {
      case TASK_RESTARTED -> {
        int task = random.nextInt(Workload.PARTITIONS);
        insist(rest -> rest.restartTask(scenario.sinkName(), task));
      }
      case CONNECTOR_RESTARTED -> insist(rest -> rest.restartConnector(scenario.sinkName()));
      case WORKER_STOPPED -> {
        worker.close();
        worker = LocalWorker.start(options);
      }
      case WORKER_KILLED -> {
        process.kill();
        process = startProcess();
      }
    }
  }

  /** Asks until it is done: while tasks move, a worker may not know them, or not reach another. */
  private void insist(Consumer<ConnectRest> request) {
    await()
        .atMost(Scenario.PATIENCE)
        .ignoreExceptionsInstanceOf(ConnectRestException.class)
        .until(
            () -> {
              request.accept(worker.rest());
              return true;
            });
  }

  private void awaitTasksOnAllWorkers() {
    await()
        .atMost(Scenario.PATIENCE)
        .until(
            () ->
                worker.rest().status(scenario.sinkName()).stream()
                        .filter(ConnectorStatus::isRunning)
                        .flatMap(status -> status.tasks().stream())
                        .map(TaskStatus::worker)
                        .distinct()
                        .count()
                    == WORKERS);
  }

  private WorkerProcess startProcess() throws IOException {
    return WorkerProcess.start(options, FOLDER.resolve("workers.log"));
  }

  private KafkaTopic deadLetters() {
    return new KafkaTopic(options.bootstrapServers(), scenario.sinkName() + "-dead");
  }

  private Map<String, String> config() {
    Map<String, String> config = new HashMap<>(scenario.sinkConfig());
    config.putAll(workload.sinkConfig());
    config.put("tasks.max", Integer.toString(Workload.PARTITIONS));
    config.put("errors.tolerance", "all");
    config.put("errors.deadletterqueue.topic.name", deadLetters().name());
    config.put("errors.deadletterqueue.topic.replication.factor", "1");
    config.put("retry.backoff.ms", "50");
    config.put("consumer.override.session.timeout.ms", Long.toString(SILENCE.toMillis()));
    config.put("consumer.override.heartbeat.interval.ms", "500");
    return config;
  }

  @Override
  public void close() {
    sender.shutdownNow();
    group.close();
    process.close();
    worker.close();
  }
}
