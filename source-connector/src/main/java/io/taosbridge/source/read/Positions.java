package io.taosbridge.source.read;

import io.taosbridge.client.TopicVgroup;
import io.taosbridge.source.metrics.SourceMetrics;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The next version to read of each vgroup, counting what was handed to Kafka Connect. It outlives
 * connections, and after the first start it is what reading goes on from.
 */
public final class Positions {

  private final Map<TopicVgroup, Long> next = new ConcurrentHashMap<>();

  private final SourceMetrics metrics;

  Positions(SourceMetrics metrics) {
    this.metrics = metrics;
  }

  public OptionalLong next(TopicVgroup vgroup) {
    Long position = next.get(vgroup);
    return position == null ? OptionalLong.empty() : OptionalLong.of(position);
  }

  /** Whether any vgroup of the topic was read before. */
  public boolean knows(String topic) {
    return next.keySet().stream().anyMatch(vgroup -> vgroup.topic().equals(topic));
  }

  public void start(TopicVgroup vgroup, long position) {
    next.put(vgroup, position);
    metrics.seek(vgroup, position);
  }

  /** Moves on; a position never goes back. */
  public void advance(TopicVgroup vgroup, long position) {
    metrics.position(vgroup, next.merge(vgroup, position, Math::max));
  }

  public Map<TopicVgroup, Long> all() {
    return new HashMap<>(next);
  }
}
