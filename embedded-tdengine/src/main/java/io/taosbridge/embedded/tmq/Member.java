package io.taosbridge.embedded.tmq;

import io.taosbridge.embedded.engine.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A consumer as its group knows it: topics, and the vgroups dealt to it. Guarded by the lock of its
 * {@link Groups}.
 */
final class Member {

  private final long id;
  private final SubscribeConfig config;
  private final Map<String, Topic> topics = new LinkedHashMap<>();
  private final Map<Source, Cursor> cursors = new LinkedHashMap<>();
  private final long subscribedAt = System.currentTimeMillis();
  private long lastPoll = System.nanoTime();
  private boolean lost;

  Member(long id, SubscribeConfig config, List<Topic> topics) {
    this.id = id;
    this.config = config;
    topics.forEach(topic -> this.topics.put(topic.name(), topic));
  }

  long id() {
    return id;
  }

  SubscribeConfig config() {
    return config;
  }

  /** By name. */
  Map<String, Topic> topics() {
    return topics;
  }

  /** Milliseconds since the epoch. */
  long subscribedAt() {
    return subscribedAt;
  }

  boolean isLost() {
    return lost;
  }

  void lose() {
    lost = true;
    cursors.clear();
  }

  void polled() {
    lastPoll = System.nanoTime();
  }

  boolean isOverdue() {
    return Duration.ofNanos(System.nanoTime() - lastPoll).compareTo(config.maxPollInterval()) > 0;
  }

  List<Cursor> cursors() {
    return new ArrayList<>(cursors.values());
  }

  List<Cursor> cursorsOf(String topic) {
    return cursors.values().stream()
        .filter(cursor -> cursor.source().topic().name().equals(topic))
        .toList();
  }

  void take(Source source) {
    cursors.put(source, new Cursor(source));
  }

  void give(Source source) {
    cursors.remove(source);
  }

  /** Moves this vgroup behind the others, so that all get their turn. */
  void moveLast(Cursor cursor) {
    if (cursors.remove(cursor.source()) != null) {
      cursors.put(cursor.source(), cursor);
    }
  }
}
