package io.taosbridge.source.read;

import io.taosbridge.client.TmqConsumer;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.client.VgroupAssignment;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.source.config.OutOfRangePolicy;
import io.taosbridge.source.offset.AckTracker;
import io.taosbridge.source.offset.SnapshotOffset;
import io.taosbridge.source.snapshot.SnapshotDueException;
import io.taosbridge.source.snapshot.SnapshotTask;
import io.taosbridge.source.topic.TopicInfo;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that TDengine recycled log entries that were not read. It says nothing itself: it goes on
 * at the first entry it has and calls that the one it was asked for (tmq.md, section 6).
 */
public final class LogWatch {

  private static final Logger LOG = LoggerFactory.getLogger(LogWatch.class);

  private final Subscription subscription;
  private final Positions positions;
  private final OutOfRangePolicy policy;
  private final Duration interval;
  private final Headroom headroom = new Headroom();
  private final StallWatch stalls;
  private final AckTracker acknowledgements;
  private long lastCheck = System.nanoTime();

  /**
   * @param interval how often to look at all positions
   */
  public LogWatch(
      Subscription subscription,
      Positions positions,
      OutOfRangePolicy policy,
      Duration interval,
      StallWatch stalls,
      AckTracker acknowledgements) {
    this.subscription = subscription;
    this.positions = positions;
    this.policy = policy;
    this.interval = interval;
    this.stalls = stalls;
    this.acknowledgements = acknowledgements;
  }

  /**
   * Checks that nothing was left out before the end of a message. To be called before the next
   * poll. Where a message begins tells nothing: TDengine repeats what it was asked for, which may
   * itself lie behind a gap that an answer without rows has jumped.
   *
   * @param expected the next version to read before this message
   * @param next the one after it
   * @throws RecycledLogException if something was, and the policy is to fail
   */
  public void checkMessage(TopicInfo topic, TopicVgroup vgroup, long expected, long next) {
    if (next - expected > 1) { // else it is the one entry that was expected
      long begin = begin(vgroup);
      if (begin > expected) {
        lost(topic, vgroup, expected, begin);
      }
    }
  }

  private long begin(TopicVgroup vgroup) {
    for (VgroupAssignment owned : subscription.consumer().assignment(vgroup.topic())) {
      if (owned.vgroup() == vgroup.vgroup() && owned.isRangeKnown()) {
        positions.log(vgroup, owned.begin(), owned.end());
        return owned.begin();
      }
    }
    // Without knowing the begin, whether rows are missing is not known either.
    throw Errors.lost("the consumer does not own " + vgroup + " any more", null);
  }

  /** Whether it is time to check positions. */
  boolean isCheckDue() {
    return System.nanoTime() - lastCheck >= interval.toNanos();
  }

  /**
   * Compares positions with the begin of the logs, moves them over stretches without rows, which
   * come with no message, and looks for vgroups that came or went or stand still. Does so from time
   * to time only; to be called before each poll, when what the last one returned is out of this
   * one's hands: it would be lost if this throws.
   */
  public void checkPositions() {
    if (!isCheckDue()) {
      return;
    }
    for (TopicInfo topic : subscription.topics().values()) {
      check(topic);
    }
    lastCheck = System.nanoTime();
  }

  private void check(TopicInfo topic) {
    TmqConsumer consumer = subscription.consumer();
    Set<TopicVgroup> owned = new HashSet<>();
    for (VgroupAssignment log : consumer.assignment(topic.name())) {
      TopicVgroup vgroup = new TopicVgroup(topic.name(), log.vgroup());
      owned.add(vgroup);
      if (log.isRangeKnown() && subscription.own().contains(vgroup)) {
        positions.log(vgroup, log.begin(), log.end());
        long expected = positions.next(vgroup).orElseThrow();
        if (log.begin() > expected) {
          lost(topic, vgroup, expected, log.begin());
        }
        long position = consumer.position(vgroup);
        positions.advance(vgroup, position);
        long next = positions.next(vgroup).orElseThrow();
        headroom.look(vgroup, next, log.begin(), log.end()).ifPresent(LOG::warn);
        if (stalls.look(vgroup, position, log.end()) && acknowledgements.isSettled(vgroup)) {
          nudge(vgroup, position);
        }
      }
    }
    Set<TopicVgroup> before = of(topic, subscription.ordinals().keySet());
    // A vgroup of another task may be out of reach without it being of concern here.
    if (!before.containsAll(owned) || !owned.containsAll(of(topic, subscription.own()))) {
      throw Errors.lost(
          "the vgroups of topic " + topic.name() + " are now " + owned + ", were " + before, null);
    }
  }

  /** A commit writes to the vgroup's log, which moves on then if it is well. */
  private void nudge(TopicVgroup vgroup, long position) {
    try {
      subscription.consumer().commit(Map.of(vgroup, position));
    } catch (TDengineException e) {
      LOG.debug("{} cannot be written to: {}", vgroup, e.getMessage());
    }
  }

  private static Set<TopicVgroup> of(TopicInfo topic, Set<TopicVgroup> vgroups) {
    Set<TopicVgroup> found = new HashSet<>(vgroups);
    found.removeIf(vgroup -> !vgroup.topic().equals(topic.name()));
    return found;
  }

  private void lost(TopicInfo topic, TopicVgroup vgroup, long expected, long begin) {
    if (Bystanders.holdsNoTable(subscription.connection(), topic, vgroup.vgroup())) {
      positions.advance(vgroup, begin);
      return;
    }
    if (policy == OutOfRangePolicy.SNAPSHOT) {
      SnapshotOffset start = SnapshotOffset.start(SnapshotOffset.NONE, expected);
      throw new SnapshotDueException(
          List.of(new SnapshotTask(topic, vgroup, start)), subscription.ordinals());
    }
    if (policy == OutOfRangePolicy.FAIL) {
      throw new RecycledLogException(vgroup, topic.database(), expected, begin);
    }
    LOG.warn(
        "Going on without what is lost: {}",
        RecycledLogException.describe(vgroup, topic.database(), expected, begin));
    positions.advance(vgroup, begin);
  }
}
