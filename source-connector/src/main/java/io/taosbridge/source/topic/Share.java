package io.taosbridge.source.topic;

import io.taosbridge.client.TopicVgroup;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The vgroups that a task reads. As text, {@code t=2+3*,u=2}: vgroups 2 and 3 of topic t, of which
 * 3 is new, and vgroup 2 of topic u. Of a topic that is not named a task reads all there are.
 *
 * @param vgroups by topic
 * @param found those that came while the connector was running
 */
public record Share(Map<String, SortedSet<Integer>> vgroups, Set<TopicVgroup> found) {

  /** All of every topic. */
  public static final Share WHOLE = new Share(Map.of(), Set.of());

  private static final String NEW = "*";

  public Share {
    vgroups = Map.copyOf(vgroups);
    found = Set.copyOf(found);
  }

  /**
   * @throws ConnectException if it is not what {@link #toString()} makes
   */
  public static Share parse(String text) {
    Map<String, SortedSet<Integer>> vgroups = new TreeMap<>();
    Set<TopicVgroup> found = new HashSet<>();
    for (String entry : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      int end = entry.lastIndexOf('=');
      if (end < 0 || !entry.substring(end + 1).matches("\\d{1,9}\\*?(\\+\\d{1,9}\\*?)*")) {
        throw new ConnectException("not a share of vgroups: " + text);
      }
      String topic = entry.substring(0, end);
      for (String each : entry.substring(end + 1).split("\\+", -1)) {
        int vgroup = Integer.parseInt(each.replace(NEW, ""));
        vgroups.computeIfAbsent(topic, name -> new TreeSet<>()).add(vgroup);
        if (each.endsWith(NEW)) {
          found.add(new TopicVgroup(topic, vgroup));
        }
      }
    }
    return new Share(vgroups, found);
  }

  /** Those of a topic's vgroups that belong to the share. */
  public SortedSet<Integer> of(String topic, Collection<Integer> all) {
    SortedSet<Integer> owned = new TreeSet<>(all);
    if (vgroups.containsKey(topic)) {
      owned.retainAll(vgroups.get(topic));
    }
    return owned;
  }

  @Override
  public String toString() {
    return new TreeMap<>(vgroups)
        .entrySet().stream()
            .map(each -> each.getKey() + "=" + text(each.getKey(), each.getValue()))
            .collect(Collectors.joining(","));
  }

  private String text(String topic, SortedSet<Integer> ids) {
    return ids.stream()
        .map(id -> found.contains(new TopicVgroup(topic, id)) ? id + NEW : id.toString())
        .collect(Collectors.joining("+"));
  }
}
