package io.taosbridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taosbridge.it.Rows.Difference;
import io.taosbridge.local.ConnectRest;
import io.taosbridge.local.State;
import io.taosbridge.local.TaskStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A sink of one task on the shared worker, to which some thousands of records a second come, and
 * whose consumer is expelled from its group when it does not poll for a few seconds.
 */
final class SinkUnderLoad implements AutoCloseable {

  /** How long a consumer may be silent, or be busy between two polls. */
  static final Duration SILENCE = Duration.ofSeconds(6);

  private static final int RECORDS_AT_ONCE = 100;
  private static final long PERIOD_MS = 50;

  private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
  private final Set<State> states = ConcurrentHashMap.newKeySet();
  private final Scenario scenario;
  private final KafkaTopic deadLetters;
  private final JsonStream stream;
  private final SinkGroup group;
  private final ScheduledFuture<?> load;
  private final ScheduledFuture<?> looking;
  private final long rebalances;
  private final Set<String> members;

  /**
   * @param url where the sink finds TDengine
   * @param more options of the sink
   */
  SinkUnderLoad(Scenario scenario, String url, Map<String, String> more)
      throws ExecutionException, InterruptedException {
    this.scenario = scenario;
    String bootstrapServers = scenario.cluster().bootstrapServers();
    deadLetters = new KafkaTopic(bootstrapServers, scenario.sinkName() + "-dead");
    stream = new JsonStream(scenario.kafkaTopic(), Workload.STEADY, Long.MAX_VALUE);
    group = new SinkGroup(bootstrapServers, scenario.sinkName());
    load =
        sender.scheduleAtFixedRate(
            () -> stream.sendUpTo(stream.sent() + RECORDS_AT_ONCE),
            0,
            PERIOD_MS,
            TimeUnit.MILLISECONDS);
    Scenario.deploy(rest(), scenario.sinkName(), config(url, more));
    awaitProgress();
    rebalances = group.rebalances(0);
    members = group.members();
    looking = watch.scheduleAtFixedRate(this::look, 0, 2 * PERIOD_MS, TimeUnit.MILLISECONDS);
  }

  /** Waits until more is committed than now. */
  void awaitProgress() {
    long before = group.committed();
    await().atMost(Scenario.PATIENCE).until(() -> group.committed() > before);
  }

  /** How many records wait in the topic. */
  long lag() {
    return stream.sent() - group.committed();
  }

  /** Whether nobody had to notice anything so far: the task runs, and its consumer never left. */
  boolean runsInItsGroup() {
    return Set.of(State.RUNNING).equals(states)
        && group.rebalances(0) == rebalances
        && group.members().equals(members);
  }

  /** Ends the load, and waits until all of it is committed. */
  void finish() throws ExecutionException, InterruptedException {
    if (load.isDone()) {
      load.get();
    }
    load.cancel(false);
    // Behind the records that may be under way.
    sender.submit(stream::flush).get();
    await().atMost(Scenario.PATIENCE).until(() -> lag() == 0);
  }

  /** What is wrong with the tables, if they should hold the topic's rows. */
  Difference difference() {
    return Rows.of(scenario.kafkaTopic()).differenceOf(Rows.of(scenario.target()));
  }

  /** Topic and tables are equal, nothing is in the dead letter queue, and nothing was noticed. */
  void assertAllIsWell() {
    assertThat(stream.sent()).isPositive();
    assertThat(difference()).isEqualTo(Difference.NONE);
    assertThat(deadLetters.readAll()).isEmpty();
    assertThat(looking.isDone()).isFalse();
    assertThat(states).containsOnly(State.RUNNING);
    assertThat(group.rebalances(0)).isEqualTo(rebalances);
    assertThat(group.members()).isEqualTo(members);
  }

  @Override
  public void close() {
    watch.shutdownNow();
    sender.shutdownNow();
    stream.close();
    group.close();
  }

  private void look() {
    rest()
        .status(scenario.sinkName())
        .ifPresent(
            status -> {
              states.add(status.state());
              status.tasks().stream().map(TaskStatus::state).forEach(states::add);
            });
  }

  private ConnectRest rest() {
    return scenario.cluster().worker().rest();
  }

  private Map<String, String> config(String url, Map<String, String> more) {
    Map<String, String> config = new HashMap<>(scenario.sinkConfig());
    config.putAll(Workload.STEADY.sinkConfig());
    config.put("connection.url", url);
    config.put("errors.tolerance", "all");
    config.put("errors.deadletterqueue.topic.name", deadLetters.name());
    config.put("errors.deadletterqueue.topic.replication.factor", "1");
    config.put("consumer.override.max.poll.interval.ms", Long.toString(SILENCE.toMillis()));
    config.put("consumer.override.session.timeout.ms", Long.toString(SILENCE.toMillis()));
    config.put("consumer.override.heartbeat.interval.ms", "1000");
    config.putAll(more);
    return config;
  }
}
