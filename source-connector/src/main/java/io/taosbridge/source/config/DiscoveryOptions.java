package io.taosbridge.source.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * How the connector finds what there is to read, and what it leaves behind.
 *
 * @param topics names of topics to read, if given
 * @param stables names of supertables to read, if given
 * @param interval between two looks at the server
 * @param cleanup when the connector stops
 */
public record DiscoveryOptions(
    Optional<Pattern> topics, Optional<Pattern> stables, Duration interval, StopCleanup cleanup) {

  public static final String TOPICS_REGEX = "topics.regex";
  public static final String STABLES_REGEX = "stables.regex";
  public static final String INTERVAL = "monitor.interval.ms";
  public static final String CLEANUP = "cleanup.on.stop";

  private static final String GROUP = "Discovery";

  /** Adds the options to a definition. */
  public static void define(ConfigDef definition) {
    definition
        .define(
            TOPICS_REGEX,
            ConfigDef.Type.STRING,
            "",
            ConfigDef.LambdaValidator.with(
                DiscoveryOptions::checkRegex, () -> "a regular expression of Java"),
            Importance.MEDIUM,
            "Reads all TMQ topics whose whole name matches this regular expression, such as"
                + " meters_.*, and takes up those that are created later. Stands in for topics.",
            GROUP,
            1,
            Width.MEDIUM,
            "Topics by pattern")
        .define(
            STABLES_REGEX,
            ConfigDef.Type.STRING,
            "",
            ConfigDef.LambdaValidator.with(
                DiscoveryOptions::checkRegex, () -> "a regular expression of Java"),
            Importance.MEDIUM,
            "Reads all supertables of database whose whole name matches this regular expression,"
                + " such as meters_.*, and takes up those that are created later. May be given"
                + " together with stables, which then are read too.",
            GROUP,
            2,
            Width.MEDIUM,
            "Supertables by pattern")
        .define(
            INTERVAL,
            ConfigDef.Type.INT,
            30_000,
            ConfigDef.Range.between(100, 3_600_000),
            Importance.LOW,
            "How often the connector looks for new vgroups, topics and supertables. Tasks are made"
                + " anew only when it finds some.",
            GROUP,
            3,
            Width.SHORT,
            "Interval of looks (ms)")
        .define(
            CLEANUP,
            ConfigDef.Type.STRING,
            "none",
            ConfigDef.ValidString.in(
                Arrays.stream(StopCleanup.values())
                    .map(each -> each.name().toLowerCase(Locale.ROOT))
                    .toArray(String[]::new)),
            Importance.LOW,
            "What to take away from TDengine when the connector stops, which it also does when it is"
                + " restarted, put into state STOPPED or moved to another worker. none: nothing;"
                + " consumer groups that are left behind are dropped when a connector of the same"
                + " name runs again. groups: its consumer groups. topics: these, and the topics that"
                + " it made for supertables; they are made again when it starts, and reading goes on"
                + " at the stored offsets. What is still in use is left alone.",
            GROUP,
            4,
            Width.SHORT,
            "Clean up on stop");
  }

  public static DiscoveryOptions of(AbstractConfig config) {
    return new DiscoveryOptions(
        pattern(config.getString(TOPICS_REGEX)),
        pattern(config.getString(STABLES_REGEX)),
        Duration.ofMillis(config.getInt(INTERVAL)),
        StopCleanup.valueOf(config.getString(CLEANUP).toUpperCase(Locale.ROOT)));
  }

  private static Optional<Pattern> pattern(String regex) {
    return regex.isBlank() ? Optional.empty() : Optional.of(Pattern.compile(regex));
  }

  private static void checkRegex(String name, Object value) {
    try {
      pattern((String) value);
    } catch (PatternSyntaxException e) {
      throw new ConfigException(name, value, "is no regular expression: " + e.getDescription());
    }
  }
}
