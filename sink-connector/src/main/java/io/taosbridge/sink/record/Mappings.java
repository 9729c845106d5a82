package io.taosbridge.sink.record;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;

/**
 * The mapping of each topic: the options of the connector, with those in their place that are given
 * for the topic alone as {@code topic.<name>.<option>}.
 */
public final class Mappings {

  /** What the options of single topics begin with. */
  public static final String PREFIX = "topic.";

  private final MappingOptions common;
  private final Map<String, MappingOptions> byTopic;

  private Mappings(MappingOptions common, Map<String, MappingOptions> byTopic) {
    this.common = common;
    this.byTopic = byTopic;
  }

  /**
   * @throws ConfigException naming an option that is wrong
   */
  public static Mappings of(Map<String, String> settings) {
    Map<String, Map<String, String>> own = new LinkedHashMap<>();
    settings.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX)) {
            String option = optionOf(name);
            String topic = name.substring(PREFIX.length(), name.length() - option.length() - 1);
            own.computeIfAbsent(topic, t -> new LinkedHashMap<>(settings)).put(option, value);
          }
        });
    Map<String, MappingOptions> byTopic = new HashMap<>();
    own.forEach((topic, merged) -> byTopic.put(topic, parse(topic, merged)));
    return new Mappings(MappingOptions.of(settings), Map.copyOf(byTopic));
  }

  private static MappingOptions parse(String topic, Map<String, String> settings) {
    try {
      return MappingOptions.of(settings);
    } catch (ConfigException e) {
      throw new ConfigException("for topic " + topic + ": " + e.getMessage());
    }
  }

  /** What is wrong with options of single topics, by their names. */
  public static Map<String, String> problems(Map<String, String> settings) {
    Map<String, String> problems = new LinkedHashMap<>();
    settings.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX)) {
            try {
              MappingOptions.of(Map.of(optionOf(name), value));
            } catch (ConfigException e) {
              problems.put(name, e.getMessage());
            }
          }
        });
    return problems;
  }

  /** The option behind the topic. Topics and options both have dots: the longest option counts. */
  private static String optionOf(String name) {
    Set<String> options = MappingOptions.DEFINITION.names();
    int start = name.indexOf('.', PREFIX.length());
    while (start >= 0) {
      String rest = name.substring(start + 1);
      if (start > PREFIX.length() && options.contains(rest)) {
        return rest;
      }
      start = name.indexOf('.', start + 1);
    }
    throw new ConfigException(
        name
            + " is no option of a topic: expected topic.<name>.<option>, where the option is one of "
            + options.stream().sorted().toList());
  }

  /** The options for a topic's records. */
  public MappingOptions of(String topic) {
    return byTopic.getOrDefault(topic, common);
  }

  /** The options for topics that have none of their own. */
  public MappingOptions common() {
    return common;
  }
}
