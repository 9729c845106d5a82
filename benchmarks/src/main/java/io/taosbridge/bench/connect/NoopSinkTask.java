package io.taosbridge.bench.connect;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** Takes records and does nothing with them. */
public final class NoopSinkTask extends SinkTask {

  @Override
  public void start(Map<String, String> config) {}

  @Override
  public void put(Collection<SinkRecord> records) {}

  @Override
  public void stop() {}

  @Override
  public String version() {
    return "1";
  }
}
