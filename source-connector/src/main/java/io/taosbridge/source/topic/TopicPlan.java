package io.taosbridge.source.topic;

import io.taosbridge.client.Connection;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.source.config.DiscoveryOptions;
import io.taosbridge.source.config.MetaHandling;
import io.taosbridge.source.config.MetaOptions;
import io.taosbridge.source.config.SourceConfig;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * What a task subscribes to.
 *
 * @param database whose supertables these are; empty if topics are named
 * @param stables to make topics for; empty if topics are named
 * @param topics the names of all topics
 * @param share what to read of them
 * @param withMeta whether they must deliver metadata
 */
public record TopicPlan(
    String database, List<String> stables, List<String> topics, Share share, boolean withMeta) {

  /** Table or supertable does not exist (errors.md, section 4). */
  private static final Set<Integer> NOT_THERE = Set.of(0x2603, 0x0362);

  public static TopicPlan of(SourceConfig config) {
    TopicPlan plan =
        config.topics().isEmpty()
            ? ofStables(config.database(), config.stables())
            : ofTopics(config.topics());
    return plan.with(Share.parse(config.share())).forMeta(config.meta());
  }

  /** The same with topics that deliver metadata, if that is to be handled. */
  public TopicPlan forMeta(MetaOptions meta) {
    return new TopicPlan(database, stables, topics, share, meta.handling() != MetaHandling.IGNORE);
  }

  /** Whether a connector of these options reads a topic of this name, if there is one. */
  public static boolean covers(SourceConfig config, String topic) {
    DiscoveryOptions discovery = config.discovery();
    String prefix = Topics.nameFor(config.database(), "");
    return of(config).topics().contains(topic)
        || matches(discovery.topics(), topic)
        || (topic.startsWith(prefix)
            && matches(discovery.stables(), topic.substring(prefix.length())));
  }

  private static boolean matches(Optional<Pattern> pattern, String name) {
    return pattern.isPresent() && pattern.get().matcher(name).matches();
  }

  public static TopicPlan ofTopics(Collection<String> topics) {
    return new TopicPlan("", List.of(), List.copyOf(topics), Share.WHOLE, false);
  }

  public static TopicPlan ofStables(String database, Collection<String> stables) {
    return new TopicPlan(
        database,
        List.copyOf(stables),
        stables.stream().map(stable -> Topics.nameFor(database, stable)).toList(),
        Share.WHOLE,
        false);
  }

  private TopicPlan with(Share part) {
    return new TopicPlan(database, stables, topics, part, withMeta);
  }

  /** The supertables of some of the topics. */
  public List<String> stablesOf(Collection<String> some) {
    return stables.stream()
        .filter(stable -> some.contains(Topics.nameFor(database, stable)))
        .toList();
  }

  /**
   * Makes the topics that are not there yet, if it is for the connector to do so.
   *
   * @throws ConnectException naming a supertable that does not exist
   */
  public void createTopics(Connection connection) {
    for (String stable : stables) {
      try {
        Topics.create(connection, database, stable, withMeta);
      } catch (TDengineException e) {
        if (NOT_THERE.contains(e.code())) {
          throw new ConnectException(
              "TDengine has no supertable "
                  + database
                  + "."
                  + stable
                  + ": correct "
                  + SourceConfig.STABLES
                  + " (case matters), or create it",
              e);
        }
        throw e;
      }
    }
  }

  /**
   * The topics by name.
   *
   * @throws ConnectException naming a topic that does not exist or is of something else
   */
  public Map<String, TopicInfo> resolve(Connection connection) {
    Map<String, TopicInfo> found = Topics.find(connection, topics);
    List<String> missing = Topics.missing(topics, found);
    if (!missing.isEmpty()) {
      throw new ConnectException(
          "TDengine has no topic "
              + String.join(", ", missing)
              + (stables.isEmpty()
                  ? ". If it was dropped, create it again or take it out of " + SourceConfig.TOPICS
                  : " any more. Restart the task to have it made again")
              + "; \"show topics\" lists what exists");
    }
    for (String stable : stables) {
      check(found.get(Topics.nameFor(database, stable)), stable);
    }
    if (withMeta) {
      checkMeta(connection);
    }
    return found;
  }

  private void checkMeta(Connection connection) {
    List<String> without = Topics.withoutMeta(connection, topics);
    if (!without.isEmpty()) {
      throw new ConnectException(
          "topic "
              + String.join(", ", without)
              + " delivers no metadata, which "
              + MetaOptions.HANDLING
              + " needs: drop it and create it WITH META AS STABLE or DATABASE, or set "
              + MetaOptions.HANDLING
              + "=ignore");
    }
  }

  /** Two supertables can lead to one name: a, b_c and a_b, c. */
  private void check(TopicInfo topic, String stable) {
    if (!database.equals(topic.database()) || !stable.equals(topic.stable())) {
      throw new ConnectException(
          String.format(
              "topic %s exists, but is not of supertable %s.%s (it is of %s %s.%s). Make a topic"
                  + " with another name yourself and name it in %s",
              topic.name(),
              database,
              stable,
              topic.kind(),
              topic.database(),
              topic.stable(),
              SourceConfig.TOPICS));
    }
  }
}
