package io.taosbridge.embedded.tmq;

import io.taosbridge.embedded.engine.Engine;
import io.taosbridge.embedded.engine.Subscriptions;
import io.taosbridge.embedded.engine.Topic;
import io.taosbridge.embedded.fault.FaultPlan;
import io.taosbridge.embedded.fault.TmqFaults;
import io.taosbridge.embedded.storage.Database;
import io.taosbridge.embedded.storage.Vgroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Every consumer group: who its members are, which vgroups they hold, and the offsets stored for it
 * (tmq.md, sections 7 and 10).
 *
 * <p>Its lock guards members and cursors too. The engine calls in under its own lock, so nothing
 * here calls the engine while holding this one; topics and logs need neither.
 */
public final class Groups implements Subscriptions, TmqFaults {

  private record Key(String group, String topic, int vgroupId) {

    static Key of(String group, Source source) {
      return new Key(group, source.topic().name(), source.vgroup().id());
    }
  }

  private record GroupOnTopic(String group, String topic) {}

  private final Engine engine;
  private final FaultPlan faults;
  private final Changes changes = new Changes();
  private final Map<GroupOnTopic, Topic> known = new LinkedHashMap<>();
  private final Map<String, List<Member>> members = new LinkedHashMap<>();
  private final Map<Key, Long> stored = new HashMap<>();
  private final Map<Key, Leftovers> leftovers = new HashMap<>();
  private final Set<Vgroup> watched = new HashSet<>();
  private long lastMemberId;

  public Groups(Engine engine, FaultPlan faults) {
    this.engine = engine;
    this.faults = faults;
  }

  FaultPlan faults() {
    return faults;
  }

  /** Tells of every log that some consumer reads. */
  Changes changes() {
    return changes;
  }

  /**
   * @throws io.taosbridge.embedded.engine.EngineException 0x03E1 if a topic does not exist
   */
  Member join(SubscribeConfig config, List<String> names) {
    List<Topic> topics = new ArrayList<>();
    for (String name : names) {
      topics.add(engine.topic(name).orElseThrow(TmqError.TOPIC_NOT_EXIST::exception));
    }
    synchronized (this) {
      lastMemberId++;
      Member member = new Member(lastMemberId, config, topics);
      members.computeIfAbsent(config.group(), name -> new ArrayList<>()).add(member);
      for (Topic topic : topics) {
        known.put(new GroupOnTopic(config.group(), topic.name()), topic);
        deal(config.group(), topic);
      }
      return member;
    }
  }

  synchronized void leave(Member member) {
    String group = member.config().group();
    List<Member> others = members.get(group);
    if (others == null || !others.remove(member)) {
      return;
    }
    member.cursors().forEach(cursor -> cursor.source().note("unsubscribe"));
    member.lose();
    member.topics().values().forEach(topic -> deal(group, topic));
    if (others.isEmpty()) {
      members.remove(group);
    }
  }

  /** Declares members lost that have not polled for too long. */
  synchronized void expire() {
    lose(Member::isOverdue);
  }

  private int lose(Predicate<Member> which) {
    int lost = 0;
    for (Map.Entry<String, List<Member>> group : List.copyOf(members.entrySet())) {
      for (Member member : List.copyOf(group.getValue())) {
        if (which.test(member)) {
          lost++;
          member.lose();
          group.getValue().remove(member);
          member.topics().values().forEach(topic -> deal(group.getKey(), topic));
        }
      }
      if (group.getValue().isEmpty()) {
        members.remove(group.getKey());
      }
    }
    if (lost > 0) {
      changes.signal();
    }
    return lost;
  }

  /** Deals a topic's vgroups anew; every member must then ask for their ranges again. */
  private void deal(String group, Topic topic) {
    List<Member> subscribed = subscribed(group, topic);
    if (subscribed.isEmpty()) {
      return;
    }
    topic.database().vgroups().forEach(this::watch);
    Balance.deal(topic, subscribed);
    for (Member member : subscribed) {
      for (Cursor cursor : member.cursorsOf(topic.name())) {
        cursor.forgetRange();
        cursor.source().note("subscribe");
      }
    }
  }

  private void watch(Vgroup vgroup) {
    if (watched.add(vgroup)) {
      vgroup.log().addListener(changes::signal);
    }
  }

  private List<Member> subscribed(String group, Topic topic) {
    return members.getOrDefault(group, List.of()).stream()
        .filter(member -> !member.isLost() && member.topics().containsKey(topic.name()))
        .toList();
  }

  /** The offset stored for the group, or null. */
  synchronized Long stored(String group, Source source) {
    return stored.get(Key.of(group, source));
  }

  /** Stores an offset, which makes an entry in the vgroup's log. */
  synchronized void store(String group, Source source, long offset) {
    if (!faults.takeLostCommit()) {
      stored.put(Key.of(group, source), offset);
      source.note("commit");
    }
  }

  synchronized Leftovers leftovers(String group, Source source) {
    return leftovers.computeIfAbsent(Key.of(group, source), key -> new Leftovers());
  }

  @Override
  public synchronized boolean isInUse(String topic) {
    return all().stream().anyMatch(member -> member.topics().containsKey(topic));
  }

  @Override
  public synchronized void topicDropped(String topic) {
    lose(member -> member.topics().containsKey(topic));
    known.keySet().removeIf(group -> group.topic().equals(topic));
    stored.keySet().removeIf(key -> key.topic().equals(topic));
    leftovers.keySet().removeIf(key -> key.topic().equals(topic));
  }

  @Override
  public synchronized void vgroupsChanged(Database database) {
    known.forEach(
        (group, topic) -> {
          if (topic.database() == database) {
            for (Member member : subscribed(group.group(), topic)) {
              member.cursorsOf(topic.name()).stream()
                  .map(Cursor::source)
                  .filter(source -> !database.vgroups().contains(source.vgroup()))
                  .forEach(member::give);
            }
            deal(group.group(), topic);
          }
        });
    changes.signal();
  }

  @Override
  public synchronized void dropGroup(String topic, String group, boolean force) {
    Predicate<Member> inGroup =
        member -> member.config().group().equals(group) && member.topics().containsKey(topic);
    boolean used = all().stream().anyMatch(inGroup);
    Predicate<Key> ofGroup = key -> key.group().equals(group) && key.topic().equals(topic);
    if (!known.containsKey(new GroupOnTopic(group, topic))) {
      throw TmqError.GROUP_NOT_EXIST.exception();
    }
    if (used && !force) {
      throw TmqError.GROUP_IN_USE.exception();
    }
    lose(inGroup);
    known.remove(new GroupOnTopic(group, topic));
    stored.keySet().removeIf(ofGroup);
    leftovers.keySet().removeIf(ofGroup);
  }

  private List<Member> all() {
    return members.values().stream().flatMap(List::stream).toList();
  }

  @Override
  public synchronized List<Subscription> subscriptions() {
    List<Subscription> rows = new ArrayList<>();
    known.forEach(
        (group, topic) -> {
          List<Member> subscribed = subscribed(group.group(), topic);
          for (Member member : subscribed) {
            member.cursorsOf(topic.name()).forEach(cursor -> rows.add(held(member, cursor)));
          }
          if (subscribed.isEmpty()) {
            topic
                .database()
                .vgroups()
                .forEach(vgroup -> rows.add(idle(group.group(), new Source(topic, vgroup))));
          }
        });
    return rows;
  }

  private static Subscription held(Member member, Cursor cursor) {
    Source source = cursor.source();
    String read = cursor.hasNext() ? "wal:" + cursor.next() : member.config().reset().text();
    return new Subscription(
        source.topic().name(),
        member.config().group(),
        source.vgroup().id(),
        consumerId(member),
        member.config().user(),
        "localhost",
        read + "/" + source.end(),
        cursor.rowsDelivered());
  }

  /** Of a group without consumers. */
  private Subscription idle(String group, Source source) {
    Long offset = stored(group, source);
    return new Subscription(
        source.topic().name(),
        group,
        source.vgroup().id(),
        null,
        null,
        null,
        (offset == null ? "earliest" : "wal:" + offset) + "/" + source.end(),
        0);
  }

  @Override
  public synchronized List<Consumer> consumers() {
    List<Consumer> rows = new ArrayList<>();
    for (Member member : all()) {
      rows.add(
          new Consumer(
              consumerId(member),
              member.config().group(),
              member.config().clientId(),
              member.config().user(),
              "localhost",
              "ready",
              List.copyOf(member.topics().keySet()),
              member.subscribedAt(),
              member.subscribedAt(),
              member.subscribedAt(),
              "reset:" + member.config().reset().text()));
    }
    return rows;
  }

  private static String consumerId(Member member) {
    return "0x" + Long.toHexString(member.id());
  }

  @Override
  public void recycleLog(String topic, int vgroupId, long firstVersion) {
    Topic found = engine.topic(topic).orElseThrow(TmqError.TOPIC_NOT_EXIST::exception);
    Vgroup vgroup =
        found.database().vgroups().stream()
            .filter(each -> each.id() == vgroupId)
            .findFirst()
            .orElseThrow(TmqError.VGROUP_NOT_OWNED::exception);
    vgroup.log().recycle(firstVersion);
  }

  @Override
  public synchronized int loseConsumers(String group) {
    return lose(member -> member.config().group().equals(group));
  }

  @Override
  public synchronized void rebalance(String group) {
    Map<String, Topic> topics = new LinkedHashMap<>();
    members.getOrDefault(group, List.of()).forEach(member -> topics.putAll(member.topics()));
    for (Topic topic : topics.values()) {
      List<Member> subscribed = subscribed(group, topic);
      Balance.rotate(topic, subscribed);
      subscribed.forEach(member -> member.cursorsOf(topic.name()).forEach(Cursor::forgetRange));
    }
    changes.signal();
  }
}
