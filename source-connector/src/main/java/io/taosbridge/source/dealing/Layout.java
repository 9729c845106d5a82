package io.taosbridge.source.dealing;

import io.taosbridge.client.TopicVgroup;
import io.taosbridge.source.topic.TopicPlan;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What there is to read.
 *
 * @param plan all topics
 * @param vgroups by topic, in the order of the plan; none of a topic of which they are not known
 */
public record Layout(TopicPlan plan, Map<String, SortedSet<Integer>> vgroups) {

  public Layout {
    vgroups = Collections.unmodifiableMap(new LinkedHashMap<>(vgroups));
  }

  /** Of topics of which nothing else is known. */
  public static Layout unknown(TopicPlan plan) {
    Map<String, SortedSet<Integer>> vgroups = new LinkedHashMap<>();
    plan.topics().forEach(topic -> vgroups.put(topic, new TreeSet<>()));
    return new Layout(plan, vgroups);
  }

  /** All vgroups of all topics. */
  public Set<TopicVgroup> all() {
    Set<TopicVgroup> all = new HashSet<>();
    vgroups.forEach((topic, ids) -> ids.forEach(id -> all.add(new TopicVgroup(topic, id))));
    return all;
  }
}
