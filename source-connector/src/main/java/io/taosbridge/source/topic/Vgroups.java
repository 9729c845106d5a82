package io.taosbridge.source.topic;

import io.taosbridge.client.Connection;
import io.taosbridge.client.TopicVgroup;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/**
 * The vgroups that there are.
 *
 * @param byTopic in ascending order
 */
public record Vgroups(Map<String, SortedSet<Integer>> byTopic) {

  public static Vgroups read(Connection connection, Collection<TopicInfo> topics) {
    Map<String, SortedSet<Integer>> byDatabase = new HashMap<>();
    Map<String, SortedSet<Integer>> byTopic = new HashMap<>();
    for (TopicInfo topic : topics) {
      byTopic.put(
          topic.name(),
          byDatabase.computeIfAbsent(
              topic.database(), database -> Topics.vgroups(connection, database)));
    }
    return new Vgroups(byTopic);
  }

  /** Which of its topic's vgroups each one is, from 0. */
  public Map<TopicVgroup, Integer> ordinals() {
    Map<TopicVgroup, Integer> ordinals = new HashMap<>();
    byTopic.forEach(
        (topic, ids) -> {
          int ordinal = 0;
          for (int id : ids) {
            ordinals.put(new TopicVgroup(topic, id), ordinal++);
          }
        });
    return ordinals;
  }

  /** Those that belong to a share. */
  public Set<TopicVgroup> of(Share share) {
    Set<TopicVgroup> own = new HashSet<>();
    byTopic.forEach(
        (topic, ids) -> share.of(topic, ids).forEach(id -> own.add(new TopicVgroup(topic, id))));
    return own;
  }
}
