package io.taosbridge.source;

import io.taosbridge.source.config.SourceConfig;
import io.taosbridge.source.topic.TopicInfo;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Whether rows can reach Kafka exactly once, on a worker that writes in transactions. */
final class ExactlyOnce {

  /** Kafka Connect's own options. */
  static final String SUPPORT = "exactly.once.support";

  private static final String BOUNDARY = "transaction.boundary";
  private static final String SNAPSHOT_MODE = "snapshot.mode";

  private ExactlyOnce() {}

  /** Whether the user would rather have no connector than one that may repeat rows. */
  static boolean isRequired(Map<String, String> given) {
    return lower(given, SUPPORT).equals("required");
  }

  /**
   * Whether the worker, if it writes in transactions, makes one of what several polls return:
   * nothing is acknowledged before it is committed.
   */
  static boolean acknowledgesLate(Map<String, String> given) {
    return lower(given, BOUNDARY).equals("interval");
  }

  /** What in a configuration, valid otherwise, stands against it. */
  static Optional<String> obstacle(Map<String, String> given) {
    String snapshotMode = lower(given, SNAPSHOT_MODE);
    if (!snapshotMode.isEmpty() && !snapshotMode.equals("never")) {
      return Optional.of(
          "rows that a snapshot reads may come again from the log: set "
              + SNAPSHOT_MODE
              + "=never, or give up "
              + SUPPORT
              + "=required");
    }
    if (lower(given, SourceConfig.OFFSET_OUT_OF_RANGE).equals("snapshot")) {
      return Optional.of(
          "rows that a snapshot reads may have come from the log before: set "
              + SourceConfig.OFFSET_OUT_OF_RANGE
              + "=fail, or give up "
              + SUPPORT
              + "=required");
    }
    if (!lower(given, SourceConfig.TRANSFORMS).isEmpty()
        && !lower(given, BOUNDARY).equals("connector")) {
      return Optional.of(
          "a transform that leaves out the last record of a message leaves out its offset, too, so"
              + " that the message would be repeated after a restart: set "
              + BOUNDARY
              + "=connector, or take out "
              + SourceConfig.TRANSFORMS);
    }
    return Optional.empty();
  }

  /** What of topics stands against it, which only the server can tell. */
  static Optional<String> obstacle(Collection<TopicInfo> topics) {
    return topics.stream()
        .filter(topic -> topic.kind() == TopicInfo.Kind.QUERY)
        .findFirst()
        .map(
            topic ->
                "TDengine may deliver a write to several tables in parts through topic "
                    + topic.name()
                    + ", which is on a query, and may repeat them after a restart: use a topic on a"
                    + " supertable or a database, or give up "
                    + SUPPORT
                    + "=required");
  }

  private static String lower(Map<String, String> given, String name) {
    String value = given.get(name);
    return value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
  }
}
