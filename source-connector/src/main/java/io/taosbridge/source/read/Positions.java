package io.taosbridge.source.read;

import io.taosbridge.client.TopicVgroup;
import io.taosbridge.source.metrics.SourceMetrics;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The next version to read of each vgroup, counting what was handed to Kafka Connect. It outlives
 * connections, and after the first start it is what reading goes on from.
 */
public final class Positions {

  private final Map<TopicVgroup, Long> next = new ConcurrentHashMap<>();
  private final Map<TopicVgroup, Long> ends = new ConcurrentHashMap<>();
  private final Set<String> topics = ConcurrentHashMap.newKeySet();

  /** Where the entries begin of which more may come, although reading has passed them. */
  private final Map<TopicVgroup, Long> unfinished = new ConcurrentHashMap<>();

  private final SourceMetrics metrics;

  Positions(SourceMetrics metrics) {
    this.metrics = metrics;
  }

  public OptionalLong next(TopicVgroup vgroup) {
    Long position = next.get(vgroup);
    return position == null ? OptionalLong.empty() : OptionalLong.of(position);
  }

  /**
   * Where a new subscription must start so that nothing is left out: the next version to read, or
   * an earlier one if more may come of entries that were read.
   */
  public OptionalLong restart(TopicVgroup vgroup) {
    Long begin = unfinished.get(vgroup);
    return begin == null ? next(vgroup) : OptionalLong.of(begin);
  }

  /** Whether any vgroup of the topic was read before, be it gone or not. */
  public boolean knows(String topic) {
    return topics.contains(topic);
  }

  public void start(TopicVgroup vgroup, long position) {
    unfinished.remove(vgroup);
    next.put(vgroup, position);
    topics.add(vgroup.topic());
    metrics.seek(vgroup, position);
  }

  /** Moves on; a position never goes back. */
  public void advance(TopicVgroup vgroup, long position) {
    if (position > next(vgroup).orElse(-1)) {
      unfinished.remove(vgroup); // what was left of them would have come before
    }
    metrics.position(vgroup, next.merge(vgroup, position, Math::max));
  }

  /** What a log held when it was looked at. */
  void log(TopicVgroup vgroup, long begin, long end) {
    ends.put(vgroup, end);
    metrics.log(vgroup, begin, end);
  }

  /** The end of the log when it was last looked at; 0 if it never was. */
  long end(TopicVgroup vgroup) {
    return ends.getOrDefault(vgroup, 0L);
  }

  void forget(TopicVgroup vgroup) {
    next.remove(vgroup);
    ends.remove(vgroup);
    unfinished.remove(vgroup);
  }

  /**
   * Moves on behind a message of a query topic. TDengine may keep a part of its last entry back,
   * which then comes as messages that begin and end where this one ends (tmq.md, section 6).
   *
   * @return where a new subscription must start for all of the message and its parts
   */
  public long advanceUnfinished(TopicVgroup vgroup, long request, long response) {
    long begin = request == response ? restart(vgroup).orElse(request) : request;
    advance(vgroup, response);
    unfinished.put(vgroup, begin);
    return begin;
  }

  /** Where a new subscription must start in each vgroup, as {@link #restart} tells. */
  public Map<TopicVgroup, Long> all() {
    Map<TopicVgroup, Long> all = new HashMap<>(next);
    all.putAll(unfinished);
    return all;
  }
}
