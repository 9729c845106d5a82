package io.taosbridge.source.read;

import io.taosbridge.client.TopicVgroup;
import io.taosbridge.client.error.Errors;
import io.taosbridge.source.config.LifeOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Notices a vgroup that delivers nothing although its log goes on. TDengine's client keeps errors
 * of a vgroup to itself, so that it looks idle (tmq.md, section 9); and what it knows of the log's
 * end comes from the same answers. So a vgroup that is quiet is made to write to its log, and if it
 * does not get beyond that, a new subscription asks it for its end.
 *
 * <p>Outlives subscriptions. Not thread-safe.
 */
final class StallWatch {

  /** How a vgroup has been standing. */
  private static final class Standing {
    private long position;
    private long lastLook;
    private long stood;
    private boolean nudged;
    private boolean subscribedAgain;
  }

  private final Duration timeout;
  private final Duration longestGap;
  private final LongSupplier clock;
  private final Map<TopicVgroup, Standing> standings = new HashMap<>();

  /**
   * @param timeout after which a vgroup that stands is an error; zero: never
   * @param longestGap between two looks; what is longer was spent on something else than reading
   * @param clock in nanoseconds
   */
  StallWatch(Duration timeout, Duration longestGap, LongSupplier clock) {
    this.timeout = timeout;
    this.longestGap = longestGap;
    this.clock = clock;
  }

  /**
   * Looks at a vgroup, between polls that may have moved it.
   *
   * @param end of its log, as far as it is known
   * @return whether the vgroup should be made to write to its log
   * @throws io.taosbridge.client.error.TDengineException if a new subscription may help
   * @throws ConnectException if none has helped
   */
  boolean look(TopicVgroup vgroup, long position, long end) {
    if (timeout.isZero()) {
      return false;
    }
    long now = clock.getAsLong();
    Standing standing = standings.get(vgroup);
    if (standing == null || standing.position != position) {
      standings.put(vgroup, standingAt(position, now));
      return false;
    }
    standing.stood += Math.min(now - standing.lastLook, longestGap.toNanos());
    standing.lastLook = now;
    boolean grown = end > position;
    if (standing.stood >= timeout.toNanos()) {
      if (grown) {
        throw stalled(vgroup, position, end);
      }
      standings.put(vgroup, standingAt(position, now)); // a new subscription knew of nothing more
      return false;
    }
    boolean due = standing.stood >= timeout.toNanos() / 2;
    if (due && (grown || standing.nudged) && !standing.subscribedAgain) {
      standing.subscribedAgain = true;
      throw Errors.lost(
          vgroup + " stands at " + position + ", so the consumer subscribes again", null);
    }
    boolean nudge = !grown && !standing.nudged && standing.stood >= timeout.toNanos() / 4;
    standing.nudged |= nudge;
    return nudge;
  }

  private static Standing standingAt(long position, long now) {
    Standing standing = new Standing();
    standing.position = position;
    standing.lastLook = now;
    return standing;
  }

  private ConnectException stalled(TopicVgroup vgroup, long position, long end) {
    return new ConnectException(
        String.format(
            "vgroup %d of topic %s has stood at version %d for %d s, while its log goes on to %d;"
                + " a new subscription did not help. TDengine does not say why: see \"show"
                + " vgroups\" for its leader, and that server's log. Restart the task when it is"
                + " well again; %s says how long to wait",
            vgroup.vgroup(),
            vgroup.topic(),
            position,
            timeout.toSeconds(),
            end,
            LifeOptions.STALL_TIMEOUT_MS));
  }
}
