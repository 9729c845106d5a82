package io.taosbridge.source.dealing;

import io.taosbridge.client.TopicVgroup;
import io.taosbridge.source.topic.Share;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The part of one task.
 *
 * @param topics that it subscribes to, in the order of the layout
 * @param share what it reads of them
 */
public record Deal(List<String> topics, Share share) {

  private static final SortedSet<Integer> NONE = Collections.emptySortedSet();

  private record Unit(String topic, OptionalInt vgroup) {}

  public Deal {
    topics = List.copyOf(topics);
  }

  /**
   * Deals vgroups to tasks by a rule that depends on nothing else: topics in their order, and the
   * vgroups of each in ascending order, are cut into stretches of the same length, give or take
   * one. So few topics are read by more than one task, which matters because the server reads the
   * whole topic for each task that has a part of it; and what is added moves only what is near the
   * cuts.
   *
   * @param found vgroups that came while the connector was running
   * @return no more parts than there are vgroups
   */
  public static List<Deal> of(Layout layout, Set<TopicVgroup> found, int maxTasks) {
    List<Unit> units = units(layout);
    int tasks = Math.min(maxTasks, units.size());
    List<Deal> deals = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      int from = (int) ((long) units.size() * task / tasks);
      int to = (int) ((long) units.size() * (task + 1) / tasks);
      deals.add(of(units.subList(from, to), layout, found));
    }
    return deals;
  }

  private static List<Unit> units(Layout layout) {
    List<Unit> units = new ArrayList<>();
    layout
        .vgroups()
        .forEach(
            (topic, vgroups) -> {
              if (vgroups.isEmpty()) {
                units.add(new Unit(topic, OptionalInt.empty()));
              }
              vgroups.forEach(id -> units.add(new Unit(topic, OptionalInt.of(id))));
            });
    return units;
  }

  private static Deal of(List<Unit> units, Layout layout, Set<TopicVgroup> found) {
    List<String> topics = units.stream().map(Unit::topic).distinct().toList();
    Map<String, SortedSet<Integer>> vgroups = new LinkedHashMap<>();
    for (Unit unit : units) {
      unit.vgroup()
          .ifPresent(id -> vgroups.computeIfAbsent(unit.topic(), topic -> new TreeSet<>()).add(id));
    }
    Set<TopicVgroup> owned = new HashSet<>(found);
    owned.removeIf(each -> !vgroups.getOrDefault(each.topic(), NONE).contains(each.vgroup()));
    // Who reads the whole of a topic reads what comes to it too, without being told.
    vgroups.entrySet().removeIf(each -> isWhole(each, layout, owned));
    return new Deal(topics, new Share(vgroups, owned));
  }

  private static boolean isWhole(
      Map.Entry<String, SortedSet<Integer>> part, Layout layout, Set<TopicVgroup> found) {
    return part.getValue().equals(layout.vgroups().get(part.getKey()))
        && found.stream().noneMatch(each -> each.topic().equals(part.getKey()));
  }
}
