package io.taosbridge.source.alter;

import io.taosbridge.client.Connection;
import io.taosbridge.client.TmqConsumer;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.client.VgroupAssignment;
import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.connect.Daemon;
import io.taosbridge.source.config.SourceConfig;
import io.taosbridge.source.offset.SnapshotOffset;
import io.taosbridge.source.offset.SourcePartitions;
import io.taosbridge.source.read.Server;
import io.taosbridge.source.topic.TopicInfo;
import io.taosbridge.source.topic.TopicPlan;
import io.taosbridge.source.topic.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Checks offsets that a user gives by Kafka Connect's REST: that reading can go on from them. The
 * connector is stopped meanwhile; the logs are looked at with a consumer group like its own.
 */
public final class OffsetAlteration {

  private static final long PAUSE_MS = 200;

  private final SourceConfig config;
  private final Duration limit;
  private final CountDownLatch over = new CountDownLatch(1);

  /**
   * @param limit how long the server may take
   */
  public OffsetAlteration(SourceConfig config, Duration limit) {
    this.config = config;
    this.limit = limit;
  }

  /**
   * @param offsets by partition; those that are null are to be deleted, which any may be
   * @throws ConnectException naming the first partition that is wrong, or saying that the server
   *     did not answer
   */
  public void check(Map<? extends Map<String, ?>, ? extends Map<String, ?>> offsets) {
    Map<TopicVgroup, Long> wanted = new HashMap<>();
    offsets.forEach(
        (partition, offset) -> {
          if (offset != null) {
            TopicVgroup vgroup = vgroup(partition);
            if (SourcePartitions.isSnapshot(partition)) {
              // Its log version may be recycled long since, if the log was read beyond it.
              SnapshotOffset.check(offset);
            } else {
              wanted.put(vgroup, next(offset));
            }
          }
        });
    if (!wanted.isEmpty()) {
      checkOnServer(wanted);
    }
  }

  private TopicVgroup vgroup(Map<String, ?> partition) {
    SourcePartitions.checkPartition(partition);
    String server = config.records().server();
    if (!server.equals(SourcePartitions.server(partition))) {
      throw new ConnectException(
          "the connector would never use an offset of partition "
              + partition
              + ": its server is "
              + server
              + " ("
              + SourceConfig.SERVER_NAME
              + ")");
    }
    TopicVgroup vgroup = SourcePartitions.vgroup(partition);
    if (!TopicPlan.covers(config, vgroup.topic())) {
      throw new ConnectException(
          "the connector would never use an offset of partition "
              + partition
              + ": it does not read this topic");
    }
    return vgroup;
  }

  private static long next(Map<String, ?> offset) {
    SourcePartitions.checkOffset(offset);
    return SourcePartitions.read(offset).orElseThrow();
  }

  private void checkOnServer(Map<TopicVgroup, Long> wanted) {
    CompletableFuture<Void> checked = new CompletableFuture<>();
    Daemon.start(
        "tdengine-source-offsets",
        () -> {
          try {
            ask(wanted);
            checked.complete(null);
          } catch (RuntimeException | Error e) {
            checked.completeExceptionally(e);
          }
        });
    try {
      checked.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw unchecked("it did not answer within " + limit.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unchecked("the check was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ConnectException cause) {
        throw cause;
      }
      throw unchecked(e.getCause().getMessage(), e.getCause());
    } finally {
      over.countDown();
    }
  }

  private ConnectException unchecked(String reason, Throwable cause) {
    return new ConnectException(
        "offsets were not changed, since they could not be checked on TDengine at "
            + config.connection(Map.of()).hosts()
            + ": "
            + reason
            + ". Offsets can be deleted without it",
        cause);
  }

  private void ask(Map<TopicVgroup, Long> wanted) {
    SortedSet<String> names =
        wanted.keySet().stream()
            .map(TopicVgroup::topic)
            .collect(Collectors.toCollection(TreeSet::new));
    Server server = Server.of(config.connection(Map.of("conn_retries", "0")), config.tmq());
    try (Connection connection = server.connect()) {
      checkVgroups(connection, names, wanted.keySet());
    }
    try (TmqConsumer consumer = server.consumer()) {
      consumer.subscribe(names);
      ranges(consumer, wanted.keySet())
          .forEach((vgroup, log) -> checkRange(vgroup, wanted.get(vgroup), log));
    }
  }

  private static void checkVgroups(
      Connection connection, Collection<String> names, Collection<TopicVgroup> wanted) {
    Map<String, TopicInfo> topics = Topics.find(connection, names);
    List<String> missing = Topics.missing(names, topics);
    if (!missing.isEmpty()) {
      throw new ConnectException("TDengine has no topic " + String.join(", ", missing));
    }
    for (TopicVgroup vgroup : wanted) {
      String database = topics.get(vgroup.topic()).database();
      SortedSet<Integer> known = Topics.vgroups(connection, database);
      if (!known.contains(vgroup.vgroup())) {
        throw new ConnectException(
            String.format(
                "topic %s has no vgroup %d: the vgroups of database %s are %s",
                vgroup.topic(), vgroup.vgroup(), database, known));
      }
    }
  }

  /** Waits until begin and end of each log are known, or time is up. */
  private Map<TopicVgroup, VgroupAssignment> ranges(
      TmqConsumer consumer, Collection<TopicVgroup> wanted) {
    Map<TopicVgroup, VgroupAssignment> ranges = new HashMap<>();
    do {
      wanted.stream()
          .map(TopicVgroup::topic)
          .distinct()
          .forEach(
              topic ->
                  assignment(consumer, topic).stream()
                      .filter(VgroupAssignment::isRangeKnown)
                      .forEach(log -> ranges.put(new TopicVgroup(topic, log.vgroup()), log)));
      ranges.keySet().retainAll(wanted);
    } while (ranges.size() < wanted.size() && !isOverAfterAPause());
    return ranges;
  }

  private static List<VgroupAssignment> assignment(TmqConsumer consumer, String topic) {
    try {
      return consumer.assignment(topic);
    } catch (TDengineException e) {
      if (e.action() == ErrorAction.RETRY || e.action() == ErrorAction.REFRESH) {
        return List.of();
      }
      throw e;
    }
  }

  private boolean isOverAfterAPause() {
    try {
      return over.await(PAUSE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static void checkRange(TopicVgroup vgroup, long next, VgroupAssignment log) {
    if (next < log.begin() || next > log.end()) {
      throw new ConnectException(
          String.format(
              "vgroup %d of topic %s cannot be read from version %d on: its log holds %d to %d,"
                  + " and the offset must be one of these, or %d for new rows only",
              vgroup.vgroup(), vgroup.topic(), next, log.begin(), log.end() - 1, log.end()));
    }
  }
}
