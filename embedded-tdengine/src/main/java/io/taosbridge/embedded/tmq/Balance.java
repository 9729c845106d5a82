package io.taosbridge.embedded.tmq;

import io.taosbridge.embedded.engine.Topic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Deals the vgroups of a topic to the members of a group as evenly as can be, moving no more than
 * it must (tmq.md, section 10).
 */
final class Balance {

  private final Map<Member, List<Source>> held = new LinkedHashMap<>();
  private final Deque<Source> free = new ArrayDeque<>();
  private final List<Member> byLoad;
  private final Map<Member, Integer> quota = new LinkedHashMap<>();

  private Balance(Topic topic, List<Member> members) {
    topic.database().vgroups().forEach(vgroup -> free.add(new Source(topic, vgroup)));
    int all = free.size();
    for (Member member : members) {
      held.put(member, sources(topic, member));
      free.removeAll(held.get(member));
    }
    byLoad = new ArrayList<>(members);
    byLoad.sort(Comparator.comparingInt((Member member) -> held.get(member).size()).reversed());
    for (Member member : byLoad) {
      int extra = quota.size() < all % members.size() ? 1 : 0;
      quota.put(member, all / members.size() + extra);
    }
  }

  static void deal(Topic topic, List<Member> members) {
    new Balance(topic, members).deal();
  }

  private void deal() {
    for (Member member : byLoad) {
      List<Source> sources = held.get(member);
      while (sources.size() > quota.get(member)) {
        Source given = sources.remove(sources.size() - 1);
        member.give(given);
        free.add(given);
      }
    }
    for (Member member : byLoad) {
      for (int count = held.get(member).size(); count < quota.get(member); count++) {
        member.take(free.remove());
      }
    }
  }

  /** Moves every vgroup of the topic to the next member. */
  static void rotate(Topic topic, List<Member> members) {
    if (members.size() < 2) {
      return;
    }
    List<List<Source>> before = members.stream().map(each -> sources(topic, each)).toList();
    for (int i = 0; i < members.size(); i++) {
      before.get(i).forEach(members.get(i)::give);
    }
    for (int i = 0; i < members.size(); i++) {
      before.get(i).forEach(members.get((i + 1) % members.size())::take);
    }
  }

  private static List<Source> sources(Topic topic, Member member) {
    List<Source> sources = new ArrayList<>();
    member.cursorsOf(topic.name()).forEach(cursor -> sources.add(cursor.source()));
    return sources;
  }
}
