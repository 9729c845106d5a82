package io.taosbridge.connect.validation;

import io.taosbridge.client.Similar;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds options that nobody knows, of which Kafka Connect says nothing. One that is much like an
 * option of ours was misspelt; any other may be meant for somebody else and is only logged.
 */
public final class UnknownOptions {

  private static final Logger LOG = LoggerFactory.getLogger(UnknownOptions.class);

  /** Options of Kafka Connect itself, in any version, that stand for themselves. */
  private static final Set<String> OF_CONNECT =
      Set.of(
          "name",
          "connector.class",
          "connector.plugin.version",
          "tasks.max",
          "tasks.max.enforce",
          "task.class",
          "config.action.reload",
          "exactly.once.support",
          "transaction.boundary",
          "transaction.boundary.interval.ms",
          "offsets.storage.topic",
          "topics",
          "topics.regex");

  /** What options of Kafka Connect, of its plugins and of its clients begin with. */
  private static final List<String> PREFIXES_OF_CONNECT =
      List.of(
          "key.converter",
          "value.converter",
          "header.converter",
          "transforms",
          "predicates",
          "errors.",
          "topic.creation.",
          "producer.override.",
          "consumer.override.",
          "admin.override.",
          "config.providers");

  private UnknownOptions() {}

  /**
   * Problems by option.
   *
   * @param known the connector's own options
   * @param prefixes of options of the connector that have no names of their own, such as {@code
   *     tmq.}
   */
  public static Map<String, String> problems(
      ConfigDef known, List<String> prefixes, Map<String, String> given) {
    Set<String> names = new LinkedHashSet<>(new TreeSet<>(known.names()));
    names.addAll(new TreeSet<>(OF_CONNECT));
    Map<String, String> problems = new LinkedHashMap<>();
    for (String option : new TreeSet<>(given.keySet())) {
      if (names.contains(option)
          || startsWithAny(option, PREFIXES_OF_CONNECT)
          || startsWithAny(option, prefixes)) {
        continue;
      }
      Optional<String> near = Similar.to(option, names);
      if (near.isPresent()) {
        problems.put(option, "there is no such option, did you mean " + near.get() + "?");
      } else {
        LOG.warn("Option {} is not known to this connector, which does not use it", option);
      }
    }
    return problems;
  }

  private static boolean startsWithAny(String option, List<String> prefixes) {
    return prefixes.stream().anyMatch(option::startsWith);
  }
}
