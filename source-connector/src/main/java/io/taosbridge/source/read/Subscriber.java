package io.taosbridge.source.read;

import io.taosbridge.client.Connection;
import io.taosbridge.client.TmqConsumer;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.client.VgroupAssignment;
import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.source.config.SourceConfig;
import io.taosbridge.source.metrics.SourceMetrics;
import io.taosbridge.source.offset.SnapshotOffset;
import io.taosbridge.source.snapshot.SnapshotDueException;
import io.taosbridge.source.snapshot.SnapshotTask;
import io.taosbridge.source.topic.TopicInfo;
import io.taosbridge.source.topic.TopicPlan;
import io.taosbridge.source.topic.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
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

  private final Server server;
  private final TopicPlan plan;
  private final StartPositions start;
  private final Positions positions;
  private final Timing timing;
  private final CountDownLatch stopped;
  private final SourceMetrics metrics;
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
      CountDownLatch stopped,
      SourceMetrics metrics) {
    this.server = server;
    this.plan = plan;
    this.start = start;
    this.positions = positions;
    this.timing = timing;
    this.stopped = stopped;
    this.metrics = metrics;
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
      connection = server.connect();
      if (!topicsMade) {
        plan.createTopics(connection);
        topicsMade = true;
      }
      Map<String, TopicInfo> topics = plan.resolve(connection);
      Map<String, SortedSet<Integer>> vgroups = vgroups(connection, topics);
      Map<TopicVgroup, Integer> ordinals = ordinals(vgroups);
      requireNone(start.snapshotsDue(ordinals.keySet()), topics, ordinals);
      if (!start.readsLog()) {
        connection.close();
        return Optional.empty();
      }
      consumer = server.consumer();
      consumer.subscribe(topics.keySet());
      Map<TopicVgroup, VgroupAssignment> logs = completeAssignment(consumer, topics, vgroups);
      Map<TopicVgroup, Long> known = start.known(logs.keySet());
      requireNone(start.snapshotsForLost(known, logs), topics, ordinals);
      seek(consumer, topics, known, logs);
      return Optional.of(new Subscription(connection, consumer, topics, ordinals));
    } catch (RuntimeException e) {
      Subscription.closeQuietly(consumer);
      Subscription.closeQuietly(connection);
      throw e;
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

  private static Map<String, SortedSet<Integer>> vgroups(
      Connection connection, Map<String, TopicInfo> topics) {
    Map<String, SortedSet<Integer>> byDatabase = new HashMap<>();
    Map<String, SortedSet<Integer>> byTopic = new HashMap<>();
    for (TopicInfo topic : topics.values()) {
      byTopic.put(
          topic.name(),
          byDatabase.computeIfAbsent(
              topic.database(), database -> Topics.vgroups(connection, database)));
    }
    return byTopic;
  }

  private static Map<TopicVgroup, Integer> ordinals(Map<String, SortedSet<Integer>> vgroups) {
    Map<TopicVgroup, Integer> ordinals = new HashMap<>();
    vgroups.forEach(
        (topic, ids) -> {
          int ordinal = 0;
          for (int id : ids) {
            ordinals.put(new TopicVgroup(topic, id), ordinal++);
          }
        });
    return ordinals;
  }

  /** Waits until the consumer owns all vgroups, and the begin and end of each log are known. */
  private Map<TopicVgroup, VgroupAssignment> completeAssignment(
      TmqConsumer consumer,
      Map<String, TopicInfo> topics,
      Map<String, SortedSet<Integer>> vgroups) {
    long deadline = System.nanoTime() + timing.assignment().toNanos();
    while (true) {
      Map<TopicVgroup, VgroupAssignment> owned = new HashMap<>();
      Map<String, SortedSet<Integer>> missing = new TreeMap<>();
      for (String topic : topics.keySet()) {
        SortedSet<Integer> absent = new TreeSet<>(vgroups.get(topic));
        for (VgroupAssignment vgroup : assignment(consumer, topic)) {
          if (vgroup.isRangeKnown() && absent.remove(vgroup.vgroup())) {
            owned.put(new TopicVgroup(topic, vgroup.vgroup()), vgroup);
          }
        }
        if (!absent.isEmpty() || vgroups.get(topic).isEmpty()) {
          missing.put(topic, absent);
        }
      }
      if (missing.isEmpty()) {
        return owned;
      }
      if (System.nanoTime() - deadline >= 0) {
        throw incomplete(missing);
      }
      pause();
    }
  }

  private ConnectException incomplete(Map<String, SortedSet<Integer>> missing) {
    List<String> named = new ArrayList<>();
    missing.forEach((topic, vgroups) -> named.add(vgroups + " of topic " + topic));
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
      Map<TopicVgroup, VgroupAssignment> logs) {
    Map<TopicVgroup, Long> chosen = new HashMap<>();
    logs.forEach(
        (vgroup, log) ->
            chosen.put(
                vgroup,
                start.choose(
                    vgroup, topics.get(vgroup.topic()).database(), known.get(vgroup), log)));
    chosen.forEach(
        (vgroup, position) -> {
          consumer.seek(vgroup, position);
          LOG.info(
              "Reading vgroup {} of topic {} from version {} on (log {} to {})",
              vgroup.vgroup(),
              vgroup.topic(),
              position,
              logs.get(vgroup).begin(),
              logs.get(vgroup).end());
        });
    chosen.forEach(positions::start);
    logs.forEach((vgroup, log) -> metrics.log(vgroup, log.begin(), log.end()));
  }
}
