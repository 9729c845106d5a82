package io.taosbridge.source.snapshot;

import io.taosbridge.source.config.OutOfRangePolicy;
import io.taosbridge.source.config.SnapshotMode;
import io.taosbridge.source.config.SnapshotOptions;
import io.taosbridge.source.config.SourceConfig;
import io.taosbridge.source.topic.TopicInfo;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Which topics no snapshot can be taken of. */
public final class SnapshotCheck {

  private SnapshotCheck() {}

  /** What is wrong with taking snapshots of these topics, by the name of the option at fault. */
  public static Map<String, String> problems(
      SnapshotMode mode, OutOfRangePolicy outOfRange, Collection<TopicInfo> topics) {
    Optional<TopicInfo> query =
        topics.stream().filter(topic -> topic.kind() == TopicInfo.Kind.QUERY).findFirst();
    if (query.isEmpty()) {
      return Map.of();
    }
    if (mode != SnapshotMode.NEVER) {
      return Map.of(SnapshotOptions.MODE, refusal(query.get().name()));
    }
    return outOfRange == OutOfRangePolicy.SNAPSHOT
        ? Map.of(SourceConfig.OFFSET_OUT_OF_RANGE, refusal(query.get().name()))
        : Map.of();
  }

  static String refusal(String topic) {
    return "topic "
        + topic
        + " is on a query, of which there is no snapshot: use a topic on a supertable or a"
        + " database, or set "
        + SnapshotOptions.MODE
        + "=never and "
        + SourceConfig.OFFSET_OUT_OF_RANGE
        + " to fail or earliest";
  }
}
