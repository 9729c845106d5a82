package io.taosbridge.bench.connect;

import io.taosbridge.bench.process.JavaCommand;
import java.util.List;
import java.util.Map;

/**
 * How a {@link Worker} runs.
 *
 * @param group of Connect; names its topics
 * @param classPath Kafka Connect's and the connectors', and that of {@link WorkerMain}
 * @param jvmOptions after those of Kafka's own scripts
 * @param environment of the process, beside ours
 * @param properties of the worker, beside those that every worker needs
 */
public record WorkerSetup(
    String group,
    String classPath,
    List<String> jvmOptions,
    Map<String, String> environment,
    Map<String, String> properties) {

  public WorkerSetup {
    jvmOptions = List.copyOf(jvmOptions);
    environment = Map.copyOf(environment);
    properties = Map.copyOf(properties);
  }

  /** With our own class path, which holds our connectors and the ceilings. */
  public static WorkerSetup of(String group) {
    return new WorkerSetup(group, JavaCommand.ownClassPath(), List.of(), Map.of(), Map.of());
  }

  /** Whose sources write in transactions, all of them. */
  public WorkerSetup exactlyOnce() {
    return new WorkerSetup(
        group,
        classPath,
        jvmOptions,
        environment,
        Map.of("exactly.once.source.support", "enabled"));
  }

  /** With other options of the JVM, such as {@code -Xmx512m}. */
  public WorkerSetup withJvmOptions(List<String> options) {
    return new WorkerSetup(group, classPath, options, environment, properties);
  }
}
