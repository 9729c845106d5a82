package io.taosbridge.source.dealing;

import io.taosbridge.client.Connection;
import io.taosbridge.source.config.DiscoveryOptions;
import io.taosbridge.source.config.SourceConfig;
import io.taosbridge.source.topic.TopicPlan;
import io.taosbridge.source.topic.Topics;
import io.taosbridge.source.topic.Vgroups;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Asks the server what there is to read of what the options name. */
public final class LayoutReader {

  private final SourceConfig config;
  private final DiscoveryOptions discovery;

  public LayoutReader(SourceConfig config) {
    this.config = config;
    this.discovery = config.discovery();
  }

  /** What the options name, without asking. */
  public Layout unknown() {
    return Layout.unknown(TopicPlan.of(config));
  }

  /**
   * @throws io.taosbridge.client.error.TDengineException if the server cannot be asked
   */
  public Layout read(Connection connection) {
    if (config.readsStables()) {
      return ofStables(connection);
    }
    Set<String> names = new LinkedHashSet<>(config.topics());
    names.addAll(matching(discovery.topics(), () -> Topics.names(connection)));
    return ofTopics(connection, TopicPlan.ofTopics(names));
  }

  private Layout ofStables(Connection connection) {
    Set<String> names = new LinkedHashSet<>(config.stables());
    names.addAll(
        matching(discovery.stables(), () -> Topics.stables(connection, config.database())));
    TopicPlan plan = TopicPlan.ofStables(config.database(), names).forMeta(config.meta());
    SortedSet<Integer> all = Topics.vgroups(connection, config.database());
    Map<String, SortedSet<Integer>> vgroups = new LinkedHashMap<>();
    plan.topics().forEach(topic -> vgroups.put(topic, all));
    return new Layout(plan, vgroups);
  }

  private static Layout ofTopics(Connection connection, TopicPlan plan) {
    Map<String, SortedSet<Integer>> vgroups = new LinkedHashMap<>(Layout.unknown(plan).vgroups());
    vgroups.putAll(
        Vgroups.read(connection, Topics.find(connection, plan.topics()).values()).byTopic());
    return new Layout(plan, vgroups);
  }

  private interface Names {
    Collection<String> read();
  }

  private static Collection<String> matching(Optional<Pattern> pattern, Names names) {
    SortedSet<String> matching = new TreeSet<>();
    if (pattern.isPresent()) {
      matching.addAll(names.read());
      matching.removeIf(name -> !pattern.get().matcher(name).matches());
    }
    return matching;
  }
}
