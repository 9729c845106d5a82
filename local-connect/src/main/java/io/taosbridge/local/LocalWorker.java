package io.taosbridge.local;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.distributed.DistributedHerder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka Connect worker in distributed mode, alone in its group, with its REST API on a free port
 * of 127.0.0.1. Its connectors, their offsets and states live in Kafka, in topics named after the
 * group.
 */
public final class LocalWorker implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LocalWorker.class);

  private final Connect<DistributedHerder> connect;
  private final ConnectRest rest;

  private LocalWorker(Connect<DistributedHerder> connect) {
    this.connect = connect;
    this.rest = new ConnectRest(connect.rest().advertisedUrl());
  }

  /** Starts a worker; returns when its REST API answers requests. */
  public static LocalWorker start(WorkerOptions options) {
    LocalWorker worker = new LocalWorker(new ConnectDistributed().startConnect(config(options)));
    worker.rest.awaitReady();
    return worker;
  }

  public URI restUrl() {
    return connect.rest().advertisedUrl();
  }

  public ConnectRest rest() {
    return rest;
  }

  /** Stops every task and the worker, and waits until they have. */
  @Override
  public void close() {
    connect.stop();
    connect.awaitStop();
    try {
      // Where the JVM is ending, Connect's own shutdown hook was first, and stop() has not waited.
      connect.herderTask().get();
    } catch (ExecutionException | CancellationException e) {
      log.warn("The worker did not end in order", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Map<String, String> config(WorkerOptions options) {
    Map<String, String> config = new HashMap<>();
    config.put("bootstrap.servers", options.bootstrapServers());
    config.put("group.id", options.groupId());
    config.put("plugin.path", options.pluginPath().toString());
    config.put("plugin.discovery", options.pluginDiscovery());
    config.put("listeners", "http://127.0.0.1:0");
    config.put("key.converter", "org.apache.kafka.connect.json.JsonConverter");
    config.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
    config.put("offset.flush.interval.ms", Long.toString(options.offsetFlushInterval().toMillis()));
    config.put("session.timeout.ms", Long.toString(options.sessionTimeout().toMillis()));
    config.put("heartbeat.interval.ms", Long.toString(options.sessionTimeout().toMillis() / 4));
    config.put("exactly.once.source.support", options.exactlyOnceSource() ? "enabled" : "disabled");
    for (String store : new String[] {"config", "offset", "status"}) {
      config.put(store + ".storage.topic", options.groupId() + "-" + store + "s");
      config.put(store + ".storage.replication.factor", "1");
    }
    config.put("offset.storage.partitions", "1");
    config.put("status.storage.partitions", "1");
    // A worker that comes back takes its tasks at once: there is no other that could have them.
    config.put("scheduled.rebalance.max.delay.ms", "0");
    // A sink may be deployed before its topic is made, and shall find it soon.
    config.put("consumer.metadata.max.age.ms", "1000");
    return config;
  }
}
