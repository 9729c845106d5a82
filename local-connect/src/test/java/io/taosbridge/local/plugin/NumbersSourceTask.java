package io.taosbridge.local.plugin;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

public final class NumbersSourceTask extends SourceTask {

  private static final Map<String, String> PARTITION = Map.of("of", "numbers");

  private final CountDownLatch stopped = new CountDownLatch(1);
  private String topic = "";
  private long count;
  private long failAt;
  private long next;

  @Override
  public String version() {
    return "1.0";
  }

  @Override
  public void start(Map<String, String> props) {
    Map<String, Object> config = NumbersSource.CONFIG.parse(props);
    topic = (String) config.get("topic");
    count = (Long) config.get("count");
    failAt = (Long) config.get("fail.at");
    Map<String, Object> offset = context.offsetStorageReader().offset(PARTITION);
    next = offset == null ? 0 : (Long) offset.get("next");
  }

  @Override
  public List<SourceRecord> poll() throws InterruptedException {
    if (next == failAt) {
      throw new ConnectException("told to fail at " + failAt);
    }
    if (next >= count) {
      boolean unused = stopped.await(100, TimeUnit.MILLISECONDS);
      return null;
    }
    long number = next++;
    return List.of(
        new SourceRecord(
            PARTITION, Map.of("next", next), topic, Schema.STRING_SCHEMA, Long.toString(number)));
  }

  @Override
  public void stop() {
    stopped.countDown();
  }
}
