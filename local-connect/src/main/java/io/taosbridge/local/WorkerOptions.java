package io.taosbridge.local;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a {@link LocalWorker} runs.
 *
 * @param bootstrapServers the Kafka cluster
 * @param pluginPath the folder whose subfolders are plugins
 * @param groupId the worker's group; a worker of the same group goes on where the last one stopped
 * @param pluginDiscovery {@code service_load} (a plugin must name its classes in {@code
 *     META-INF/services}), {@code hybrid_fail}, {@code hybrid_warn} or {@code only_scan}
 * @param offsetFlushInterval how often source and sink offsets are committed
 * @param sessionTimeout how long a worker may be silent until the others take its tasks
 * @param exactlyOnceSource whether source connectors may write in transactions
 */
public record WorkerOptions(
    String bootstrapServers,
    Path pluginPath,
    String groupId,
    String pluginDiscovery,
    Duration offsetFlushInterval,
    Duration sessionTimeout,
    boolean exactlyOnceSource) {

  /** Plugins by {@code service_load}, offsets committed every second, no transactions. */
  public static WorkerOptions of(String bootstrapServers, Path pluginPath) {
    return new WorkerOptions(
        bootstrapServers,
        pluginPath,
        "local-connect",
        "service_load",
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        false);
  }

  public WorkerOptions withGroupId(String newGroupId) {
    return new WorkerOptions(
        bootstrapServers,
        pluginPath,
        newGroupId,
        pluginDiscovery,
        offsetFlushInterval,
        sessionTimeout,
        exactlyOnceSource);
  }

  public WorkerOptions withPluginDiscovery(String newPluginDiscovery) {
    return new WorkerOptions(
        bootstrapServers,
        pluginPath,
        groupId,
        newPluginDiscovery,
        offsetFlushInterval,
        sessionTimeout,
        exactlyOnceSource);
  }

  public WorkerOptions withOffsetFlushInterval(Duration interval) {
    return new WorkerOptions(
        bootstrapServers,
        pluginPath,
        groupId,
        pluginDiscovery,
        interval,
        sessionTimeout,
        exactlyOnceSource);
  }

  public WorkerOptions withSessionTimeout(Duration timeout) {
    return new WorkerOptions(
        bootstrapServers,
        pluginPath,
        groupId,
        pluginDiscovery,
        offsetFlushInterval,
        timeout,
        exactlyOnceSource);
  }

  public WorkerOptions withExactlyOnceSource(boolean enabled) {
    return new WorkerOptions(
        bootstrapServers,
        pluginPath,
        groupId,
        pluginDiscovery,
        offsetFlushInterval,
        sessionTimeout,
        enabled);
  }
}
