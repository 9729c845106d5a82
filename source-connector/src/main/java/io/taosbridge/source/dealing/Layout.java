package io.taosbridge.source.dealing;

import io.taosbridge.client.TopicVgroup;
import java.util.Collection;
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
 * @param vgroups by topic, in a stable order; a topic without any is one of which they are not
 *     known
 */
public record Layout(Map<String, SortedSet<Integer>> vgroups) {

  public Layout {
    vgroups = Collections.unmodifiableMap(new LinkedHashMap<>(vgroups));
  }

  /** Of topics of which nothing else is known. */
  public static Layout ofTopics(Collection<String> topics) {
    Map<String, SortedSet<Integer>> vgroups = new LinkedHashMap<>();
    topics.forEach(topic -> vgroups.put(topic, new TreeSet<>()));
    return new Layout(vgroups);
  }

  /** All vgroups of all topics. */
  public Set<TopicVgroup> all() {
    Set<TopicVgroup> all = new HashSet<>();
    vgroups.forEach((topic, ids) -> ids.forEach(id -> all.add(new TopicVgroup(topic, id))));
    return all;
  }
}
