package io.taosbridge.source.testing;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceConnectorContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** Counts how often a connector asks for tasks anew. */
public final class FakeConnectorContext implements SourceConnectorContext {

  private final AtomicInteger requests = new AtomicInteger();

  public int requests() {
    return requests.get();
  }

  @Override
  public void requestTaskReconfiguration() {
    requests.incrementAndGet();
  }

  @Override
  public void raiseError(Exception e) {
    throw new AssertionError(e);
  }

  @Override
  public OffsetStorageReader offsetStorageReader() {
    throw new AssertionError();
  }

  @Override
  public PluginMetrics pluginMetrics() {
    throw new AssertionError("not there before Kafka 4.1");
  }
}
