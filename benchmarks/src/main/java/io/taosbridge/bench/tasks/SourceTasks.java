package io.taosbridge.bench.tasks;

import io.taosbridge.bench.client.Fleet;
import io.taosbridge.bench.race.Lap;
import io.taosbridge.source.TDengineSourceConnector;
import io.taosbridge.source.TDengineSourceTask;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.connector.ConnectorContext;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** All tasks of a source connector, reading a fleet from its first row on. */
final class SourceTasks {

  private final Map<String, String> settings = new HashMap<>();
  private final int tasks;

  /**
   * @param url of the server
   * @param more options, beside the defaults
   */
  SourceTasks(String url, Fleet fleet, int tasks, Map<String, String> more) {
    this.tasks = tasks;
    settings.put("name", "bench-" + fleet.database());
    settings.put("connection.url", url);
    settings.put("database", fleet.database());
    settings.put("stables", "meters");
    settings.put("kafka.topic", "bench");
    settings.put("tasks.max", Integer.toString(tasks));
    settings.put("cleanup.on.stop", "topics");
    settings.putAll(more);
  }

  /**
   * Reads all rows, and checks that they are those that were written.
   *
   * @param warmUp how many rows to read before measuring begins
   * @param rows that there are
   * @param reader gets every record; called by several threads
   * @return what a million rows take
   */
  Lap read(long warmUp, long rows, Consumer<SourceRecord> reader) throws InterruptedException {
    TDengineSourceConnector connector = new TDengineSourceConnector();
    connector.initialize(new Unattended());
    connector.start(settings);
    try {
      Warmed progress = new Warmed(warmUp, rows);
      AtomicLong checksum = new AtomicLong();
      List<Callable<Void>> works = new ArrayList<>();
      for (Map<String, String> task : connector.taskConfigs(tasks)) {
        works.add(() -> read(task, progress, checksum, reader));
      }
      Together.run(works);
      if (checksum.get() != Fleet.checksum(rows)) {
        throw new IllegalStateException("the source read other rows than were written");
      }
      return progress.perMillion();
    } finally {
      connector.stop();
    }
  }

  private static Void read(
      Map<String, String> settings,
      Warmed progress,
      AtomicLong checksum,
      Consumer<SourceRecord> reader)
      throws InterruptedException {
    TDengineSourceTask task = new TDengineSourceTask();
    task.initialize(new NoOffsets());
    task.start(settings);
    try {
      while (!progress.isOver()) {
        List<SourceRecord> records = task.poll();
        if (records != null) {
          long sum = 0;
          for (SourceRecord record : records) {
            sum += ((Struct) record.value()).getInt64("counter");
            reader.accept(record);
            task.commitRecord(record, null);
          }
          checksum.addAndGet(sum);
          progress.add(records.size());
        }
      }
    } finally {
      task.stop();
    }
    return null;
  }

  /** Whom nobody starts anew: layouts do not change here. */
  private static final class Unattended implements ConnectorContext {

    @Override
    public void requestTaskReconfiguration() {
      throw new IllegalStateException("the tasks would have to be dealt anew");
    }

    @Override
    public void raiseError(Exception e) {
      throw new IllegalStateException("the connector failed", e);
    }

    @Override
    public PluginMetrics pluginMetrics() {
      throw new NoSuchMethodError("not there before Kafka 4.1");
    }
  }
}
