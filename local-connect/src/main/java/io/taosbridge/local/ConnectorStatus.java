package io.taosbridge.local;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a connector and its tasks are doing.
 *
 * @param trace the stack trace of a failed connector, else empty
 */
public record ConnectorStatus(String name, State state, String trace, List<TaskStatus> tasks) {

  public ConnectorStatus {
    tasks = List.copyOf(tasks);
  }

  /** Whether the connector and at least one task run, and nothing does anything else. */
  public boolean isRunning() {
    return state == State.RUNNING
        && !tasks.isEmpty()
        && tasks.stream().allMatch(task -> task.state() == State.RUNNING);
  }

  public boolean hasFailed() {
    return state == State.FAILED || tasks.stream().anyMatch(task -> task.state() == State.FAILED);
  }

  /** The stack traces of what has failed, one behind the other; empty if nothing has. */
  public String failures() {
    String ofTasks = tasks.stream().map(TaskStatus::trace).collect(Collectors.joining("\n"));
    return (trace + "\n" + ofTasks).strip();
  }
}
