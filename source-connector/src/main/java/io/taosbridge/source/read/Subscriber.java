package io.taosbridge.source.read;

import io.taosbridge.client.Connection;
import io.taosbridge.client.TmqConsumer;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.client.VgroupAssignment;
import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.source.config.SourceConfig;
import io.taosbridge.source.offset.SnapshotOffset;
import io.taosbridge.source.snapshot.SnapshotDueException;
import io.taosbridge.source.snapshot.SnapshotTask;
import io.taosbridge.source.topic.TopicInfo;
import io.taosbridge.source.topic.TopicPlan;
import io.taosbridge.source.topic.Vgroups;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Subscribes and stands at the right position in every vgroup before the first poll: afterwards, a
 * message that is under way could not be told from one that is asked for (tmq.md, section 8).
 */
public final class Subscriber {

  private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);

  /** How long to wait for vgroups of other tasks. */
  private static final Duration PASSED_OVER = Duration.ofSeconds(5);

  private final Server server;
  private final TopicPlan plan;
  private final StartPositions start;
  private final Positions positions;
  private final Timing timing;
  private final CountDownLatch stopped;
  private final Queue<AutoCloseable> opening = new ConcurrentLinkedQueue<>();
  private boolean topicsMade;

  /**
   * @param stopped ends waiting
   */
  public Subscriber(
      Server server,
      TopicPlan plan,
      StartPositions start,
      Positions positions,
      Timing timing,
      CountDownLatch stopped) {
    this.server = server;
    this.plan = plan;
    this.start = start;
    this.positions = positions;
    this.timing = timing;
    this.stopped = stopped;
  }

  /**
   * Subscribes. Not to be called by two threads at once.
   *
   * @return empty if the log is not to be read
   * @throws SnapshotDueException if rows must be read by query before
   * @throws ConnectException if that will not work until somebody does something
   * @throws TDengineException if it may work later
   */
  public Optional<Subscription> subscribe() {
    Connection connection = null;
    TmqConsumer consumer = null;
    try {
      connection = opened(server.connect());
      if (!topicsMade) {
        plan.createTopics(connection);
        topicsMade = true;
      }
      Map<String, TopicInfo> topics = plan.resolve(connection);
      Vgroups before = Vgroups.read(connection, topics.values());
      requireNone(start.snapshotsDue(before.of(plan.share())), topics, before.ordinals());
      if (!start.readsLog()) {
        connection.close();
        return Optional.empty();
      }
      consumer = opened(server.consumer());
      consumer.subscribe(topics.keySet());
      Assigned assigned = completeAssignment(connection, consumer, topics);
      new GoneVgroups(positions, start.outOfRange(), start.readsNewVgroupsByQuery())
          .check(topics, assigned.vgroups());
      Map<TopicVgroup, Long> known =
          Bystanders.catchUp(connection, topics, start.known(assigned.own()), assigned.logs());
      requireNone(
          start.snapshotsForLost(known, assigned.logs()), topics, assigned.vgroups().ordinals());
      seek(consumer, topics, known, assigned);
      return Optional.of(
          new Subscription(
              connection, consumer, topics, assigned.vgroups().ordinals(), assigned.own()));
    } catch (RuntimeException e) {
      Subscription.closeQuietly(consumer);
      Subscription.closeQuietly(connection);
      throw e;
    } finally {
      opening.clear();
    }
  }

  private static void requireNone(
      Map<TopicVgroup, SnapshotOffset> due,
      Map<String, TopicInfo> topics,
      Map<TopicVgroup, Integer> ordinals) {
    if (!due.isEmpty()) {
      List<SnapshotTask> tasks = new ArrayList<>();
      due.forEach(
          (vgroup, offset) ->
              tasks.add(new SnapshotTask(topics.get(vgroup.topic()), vgroup, offset)));
      throw new SnapshotDueException(tasks, ordinals);
    }
  }

  private <T extends AutoCloseable> T opened(T closeable) {
    opening.add(closeable);
    if (stopped.getCount() == 0) {
      Subscription.closeQuietly(closeable);
      throw Errors.lost("stopped", null);
    }
    return closeable;
  }

  /** Ends a call under way, when {@code stopped} is zero already. May be called by any thread. */
  void stop() {
    opening.forEach(Subscription::closeQuietly);
  }

  /**
   * Waits until the consumer owns all vgroups, and the begin and end of each log are known. Those
   * of other tasks are waited for too, to be passed over, but not for long.
   */
  private Assigned completeAssignment(
      Connection connection, TmqConsumer consumer, Map<String, TopicInfo> topics) {
    long start = System.nanoTime();
    while (true) {
      Map<TopicVgroup, VgroupAssignment> logs = new HashMap<>();
      for (String topic : topics.keySet()) {
        for (VgroupAssignment log : assignment(consumer, topic)) {
          if (log.isRangeKnown()) {
            logs.put(new TopicVgroup(topic, log.vgroup()), log);
          }
        }
      }
      // Asked for each time, because a vgroup that is split meanwhile would be waited for in vain.
      Vgroups vgroups = Vgroups.read(connection, topics.values());
      Assigned assigned = new Assigned(vgroups, vgroups.of(plan.share()), logs);
      long waited = System.nanoTime() - start;
      if (assigned.isComplete() || (assigned.isOwnComplete() && waited > PASSED_OVER.toNanos())) {
        return assigned;
      }
      if (waited > timing.assignment().toNanos()) {
        throw incomplete(assigned);
      }
      pause();
    }
  }

  private ConnectException incomplete(Assigned assigned) {
    List<String> named = new ArrayList<>();
    assigned.missing().forEach((topic, vgroups) -> named.add(vgroups + " of topic " + topic));
    return new ConnectException(
        "TDengine did not assign vgroups "
            + String.join(", ", named)
            + " within "
            + timing.assignment().toSeconds()
            + " s. Is another consumer in the same group ("
            + SourceConfig.GROUP_ID
            + "; see information_schema.ins_subscriptions), or a server of the cluster down?");
  }

  private static List<VgroupAssignment> assignment(TmqConsumer consumer, String topic) {
    try {
      return consumer.assignment(topic);
    } catch (TDengineException e) {
      if (e.action() == ErrorAction.RETRY || e.action() == ErrorAction.REFRESH) {
        LOG.debug("No assignment of topic {} yet: {}", topic, e.getMessage());
        return List.of();
      }
      throw e;
    }
  }

  private void pause() {
    try {
      if (stopped.await(timing.assignmentPause().toMillis(), TimeUnit.MILLISECONDS)) {
        throw Errors.lost("stopped", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Errors.lost("interrupted", e);
    }
  }

  private void seek(
      TmqConsumer consumer,
      Map<String, TopicInfo> topics,
      Map<TopicVgroup, Long> known,
      Assigned assigned) {
    Map<TopicVgroup, Long> chosen = new HashMap<>();
    assigned
        .logs()
        .forEach(
            (vgroup, log) -> {
              if (assigned.own().contains(vgroup)) {
                chosen.put(vgroup, choose(vgroup, topics, known.get(vgroup), log));
              } else {
                // So that of what others read, only what is written from now on passes by here.
                consumer.seek(vgroup, log.end());
              }
            });
    chosen.forEach(
        (vgroup, position) -> {
          consumer.seek(vgroup, position);
          LOG.info(
              "Reading vgroup {} of topic {} from version {} on (log {} to {})",
              vgroup.vgroup(),
              vgroup.topic(),
              position,
              assigned.logs().get(vgroup).begin(),
              assigned.logs().get(vgroup).end());
        });
    warnOfNewDatabases(topics, chosen.keySet());
    chosen.forEach(positions::start);
    for (TopicVgroup vgroup : chosen.keySet()) {
      VgroupAssignment log = assigned.logs().get(vgroup);
      positions.log(vgroup, log.begin(), log.end());
    }
  }

  /** TDengine numbers vgroups anew, and never as before, for a database that is made anew. */
  private void warnOfNewDatabases(Map<String, TopicInfo> topics, Set<TopicVgroup> vgroups) {
    for (TopicInfo topic : topics.values()) {
      List<TopicVgroup> own =
          vgroups.stream().filter(vgroup -> vgroup.topic().equals(topic.name())).toList();
      boolean allNew = own.stream().allMatch(vgroup -> positions.next(vgroup).isEmpty());
      if (positions.knows(topic.name()) && !own.isEmpty() && allNew) {
        LOG.warn(
            "Topic {} was made anew, on another database {} than before: all its vgroups are new,"
                + " {}, and are read from their first row on. Rows of the old ones that were not"
                + " read are lost",
            topic.name(),
            topic.database(),
            own.stream().map(TopicVgroup::vgroup).sorted().toList());
      }
    }
  }

  private long choose(
      TopicVgroup vgroup, Map<String, TopicInfo> topics, Long known, VgroupAssignment log) {
    // What came while its topic was being read is new from its first row on.
    boolean isNew = plan.share().found().contains(vgroup) || positions.knows(vgroup.topic());
    Long wanted = known == null && isNew ? Long.valueOf(log.begin()) : known;
    return start.choose(vgroup, topics.get(vgroup.topic()).database(), wanted, log);
  }
}
