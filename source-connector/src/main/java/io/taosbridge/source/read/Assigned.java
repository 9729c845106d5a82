package io.taosbridge.source.read;

import io.taosbridge.client.TopicVgroup;
import io.taosbridge.client.VgroupAssignment;
import io.taosbridge.source.topic.Vgroups;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a consumer has been assigned so far.
 *
 * @param vgroups that there are
 * @param own those of them that the task reads
 * @param logs of assigned vgroups of which begin and end are known
 */
record Assigned(Vgroups vgroups, Set<TopicVgroup> own, Map<TopicVgroup, VgroupAssignment> logs) {

  boolean isComplete() {
    return missing().isEmpty();
  }

  /** Whether all is there that the task reads. */
  boolean isOwnComplete() {
    return logs.keySet().containsAll(own)
        && vgroups.byTopic().values().stream().noneMatch(Set::isEmpty);
  }

  /** By topic; none of a topic whose database has no vgroups, as one that is being made. */
  SortedMap<String, SortedSet<Integer>> missing() {
    SortedMap<String, SortedSet<Integer>> missing = new TreeMap<>();
    vgroups
        .byTopic()
        .forEach(
            (topic, ids) -> {
              SortedSet<Integer> absent = new TreeSet<>(ids);
              absent.removeIf(id -> logs.containsKey(new TopicVgroup(topic, id)));
              if (!absent.isEmpty() || ids.isEmpty()) {
                missing.put(topic, absent);
              }
            });
    return missing;
  }
}
