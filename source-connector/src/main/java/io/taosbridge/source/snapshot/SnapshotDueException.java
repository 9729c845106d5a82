package io.taosbridge.source.snapshot;

import io.taosbridge.client.TopicVgroup;
import io.taosbridge.source.topic.TopicInfo;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;

/** The log cannot be read yet, since rows must be read by query first. */
public final class SnapshotDueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<SnapshotTask> tasks;
  private final transient Map<TopicVgroup, Integer> ordinals;

  /**
   * @param ordinals of all vgroups: which of its topic's vgroups each one is, from 0
   * @throws ConnectException if a topic is on a query: what it selects is not known here
   */
  public SnapshotDueException(List<SnapshotTask> tasks, Map<TopicVgroup, Integer> ordinals) {
    super("to be read by query: " + tasks.stream().map(SnapshotTask::vgroup).toList());
    tasks.stream()
        .map(SnapshotTask::topic)
        .filter(topic -> topic.kind() == TopicInfo.Kind.QUERY)
        .findFirst()
        .ifPresent(
            topic -> {
              throw new ConnectException(SnapshotCheck.refusal(topic.name()));
            });
    this.tasks = List.copyOf(tasks);
    this.ordinals = Map.copyOf(ordinals);
  }

  public List<SnapshotTask> tasks() {
    return tasks;
  }

  public Map<TopicVgroup, Integer> ordinals() {
    return ordinals;
  }
}
