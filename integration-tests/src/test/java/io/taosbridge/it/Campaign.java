package io.taosbridge.it;

import static org.awaitility.Awaitility.await;

import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.local.ConnectRest;
import io.taosbridge.local.ConnectRestException;
import io.taosbridge.local.ConnectorStatus;
import io.taosbridge.local.LocalWorker;
import io.taosbridge.local.State;
import io.taosbridge.local.TaskStatus;
import io.taosbridge.local.WorkerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Reads a stream of rows with two workers, one of them a process of its own, while things are done
 * to them, and counts what arrives.
 */
final class Campaign implements AutoCloseable {

  /** What happens to the connector. */
  enum Fault {
    /** A task dies between two records of a message, and is started again. */
    TASK_KILLED,
    /** A worker leaves in order, and another one joins. */
    WORKER_REPLACED,
    /** A worker's process ends at once, and another one joins. */
    WORKER_KILLED,
    /** All connections to the server are cut. */
    SOCKETS_CUT,
    /** All tasks are stopped and started again. */
    RESTARTED,
    /** The connector is paused and goes on. */
    PAUSED
  }

  /**
   * What came of it.
   *
   * @param faults how often each happened
   * @param lost rows that were written and did not arrive
   * @param repeated arrivals of rows that had arrived before
   * @param outOfOrder arrivals after a newer row of the same table
   */
  record Result(
      String guarantee,
      long seed,
      int rounds,
      Map<Fault, Integer> faults,
      long rows,
      long lost,
      long repeated,
      long outOfOrder) {

    /** Keeps it with the build's other results. */
    void report() throws IOException {
      Path folder = Files.createDirectories(Path.of("target", "campaigns"));
      Files.writeString(folder.resolve(guarantee + ".txt"), this + System.lineSeparator());
      System.out.println(this);
    }
  }

  /** How long a worker is missed before the other takes its task. */
  private static final Duration SILENCE = Duration.ofSeconds(3);

  private final Scenario scenario;
  private final String guarantee;
  private final WorkerOptions options;
  private final long seed;
  private final Random random;
  private final CuttableProxy proxy;
  private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
  private LocalWorker worker;
  private WorkerProcess process;

  Campaign(Scenario scenario, boolean exactlyOnce, long seed) throws IOException {
    this.scenario = scenario;
    this.guarantee = exactlyOnce ? "exactly-once" : "at-least-once";
    this.options =
        scenario
            .cluster()
            .workerOptions(scenario.sourceName())
            .withSessionTimeout(SILENCE)
            .withExactlyOnceSource(exactlyOnce);
    this.seed = seed;
    this.random = new Random(seed);
    this.proxy = new CuttableProxy(ConnectionOptions.parse(scenario.url()).hosts());
    this.worker = LocalWorker.start(options);
    this.process = startProcess();
  }

  /**
   * @param rounds after each of which rows must arrive again
   * @param kinds what happens in them, as often each, in random order
   */
  Result run(int rounds, List<Fault> kinds) throws Exception {
    System.out.printf("Campaign %s: %d rounds, seed %d%n", guarantee, rounds, seed);
    List<Fault> plan = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      plan.add(kinds.get(round % kinds.size()));
    }
    Collections.shuffle(plan, random);
    long written;
    try (RowWriter writer = new RowWriter(scenario.source())) {
      Scenario.deploy(rest(), scenario.sourceName(), config());
      for (int round = 0; round < rounds; round++) {
        awaitMoreRows();
        // No condition is waited for here: the moment is to be arbitrary.
        Thread.sleep(random.nextInt(500));
        Fault fault = plan.get(round);
        strike(fault);
        faults.merge(fault, 1, Integer::sum);
      }
      awaitMoreRows();
      written = writer.stop();
    }
    awaitRows(written);
    await()
        .atMost(Scenario.PATIENCE)
        .ignoreExceptionsInstanceOf(ConnectRestException.class)
        .until(this::isDeleted);
    RowTally tally = tally();
    return new Result(
        guarantee,
        seed,
        rounds,
        faults,
        written,
        written - tally.rows(),
        tally.repeated(),
        tally.outOfOrder());
  }

  private void strike(Fault fault) throws IOException, InterruptedException {
    switch (fault) {
      case TASK_KILLED -> {
        KillSwitch.arm(1 + random.nextInt(RowWriter.ROWS_PER_INSERT - 1));
        TaskStatus killed =
            await("a task of this process, which has rows to read, is killed")
                .atMost(Scenario.PATIENCE)
                .until(this::failedTask, task -> task != null);
        Scenario.insist(() -> rest().restartTask(scenario.sourceName(), killed.id()));
      }
      case WORKER_REPLACED -> {
        worker.close();
        worker = LocalWorker.start(options);
      }
      case WORKER_KILLED -> {
        process.kill();
        process = startProcess();
      }
      case SOCKETS_CUT -> await().atMost(Scenario.PATIENCE).until(() -> proxy.cut() > 0);
      case RESTARTED -> Scenario.insist(() -> rest().restartConnector(scenario.sourceName()));
      case PAUSED -> {
        Scenario.insist(() -> rest().pauseConnector(scenario.sourceName()));
        await().atMost(Scenario.PATIENCE).until(this::isPaused);
        Scenario.insist(() -> rest().resumeConnector(scenario.sourceName()));
      }
    }
  }

  private boolean isDeleted() {
    if (rest().status(scenario.sourceName()).isPresent()) {
      rest().deleteConnector(scenario.sourceName());
    }
    return rest().status(scenario.sourceName()).isEmpty();
  }

  private boolean isPaused() {
    return rest().status(scenario.sourceName()).stream()
        .flatMap(status -> status.tasks().stream())
        .allMatch(task -> task.state() == State.PAUSED);
  }

  private TaskStatus failedTask() {
    return rest().status(scenario.sourceName()).stream()
        .map(ConnectorStatus::tasks)
        .flatMap(List::stream)
        .filter(task -> task.state() == State.FAILED)
        .findFirst()
        .orElse(null);
  }

  private void awaitMoreRows() {
    awaitRows(tally().rows() + 1);
  }

  private void awaitRows(long count) {
    await()
        .atMost(Scenario.PATIENCE)
        .ignoreExceptionsInstanceOf(ConnectRestException.class)
        .until(
            () -> {
              restartFailedTask();
              return tally().rows() >= count;
            });
  }

  /** Kafka Connect fails a task that asks the leader to fence its predecessor when that dies. */
  private void restartFailedTask() {
    TaskStatus failed = failedTask();
    if (failed != null) {
      Scenario.insist(() -> rest().restartTask(scenario.sourceName(), failed.id()));
    }
  }

  private RowTally tally() {
    RowTally tally = new RowTally();
    scenario.kafkaTopic().readCommitted(tally::add);
    return tally;
  }

  private ConnectRest rest() {
    return worker.rest();
  }

  private WorkerProcess startProcess() throws IOException {
    return WorkerProcess.start(options, Path.of("target", "campaigns", "workers.log"));
  }

  private Map<String, String> config() {
    Map<String, String> config = scenario.sourceConfig("st");
    String hosts = ConnectionOptions.parse(scenario.url()).hosts();
    config.put("connection.url", scenario.url().replace(hosts, proxy.address()));
    config.put("tasks.max", "2");
    config.put("transaction.boundary", "connector");
    config.put("exactly.once.support", options.exactlyOnceSource() ? "required" : "requested");
    config.put("value.converter.schemas.enable", "false");
    config.put("transforms", "kill");
    config.put("transforms.kill.type", KillSwitch.class.getName());
    return config;
  }

  @Override
  public void close() {
    process.close();
    worker.close();
    proxy.close();
  }
}
