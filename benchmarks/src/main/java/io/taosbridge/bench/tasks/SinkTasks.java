package io.taosbridge.bench.tasks;

import io.taosbridge.bench.race.Lap;
import io.taosbridge.sink.TDengineSinkTask;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** All tasks of a sink connector, each with records of its own. */
final class SinkTasks {

  /** As many as a consumer delivers at once unless it is told otherwise. */
  private static final int POLLED = 500;

  private final Map<String, String> settings = new HashMap<>();

  /**
   * @param url of the server
   * @param database to write to, in place of the records' own
   */
  SinkTasks(String url, String database) {
    settings.put("name", "bench-" + database);
    settings.put("topics", "bench");
    settings.put("connection.url", url);
    settings.put("database", database);
  }

  /**
   * Writes records, first some to warm up.
   *
   * @param warmUp of each task
   * @param records of each task
   * @return what a million rows take
   */
  Lap write(List<List<SinkRecord>> warmUp, List<List<SinkRecord>> records)
      throws InterruptedException {
    long before = warmUp.stream().mapToLong(List::size).sum();
    long measured = records.stream().mapToLong(List::size).sum();
    Warmed progress = new Warmed(before, before + measured);
    List<Callable<Void>> works = new ArrayList<>();
    for (int number = 0; number < records.size(); number++) {
      Map<String, String> task = new HashMap<>(settings);
      task.put("task.id", Integer.toString(number));
      List<List<SinkRecord>> own = List.of(warmUp.get(number), records.get(number));
      works.add(() -> write(task, own, progress));
    }
    Together.run(works);
    return progress.perMillion();
  }

  private static Void write(
      Map<String, String> settings, List<List<SinkRecord>> parts, Warmed progress) {
    TDengineSinkTask task = new TDengineSinkTask();
    task.initialize(context());
    task.start(settings);
    try {
      for (List<SinkRecord> records : parts) {
        for (int from = 0; from < records.size(); from += POLLED) {
          List<SinkRecord> polled = records.subList(from, Math.min(records.size(), from + POLLED));
          task.put(polled);
          if (from + POLLED >= records.size()) {
            flush(task, records);
          }
          progress.add(polled.size());
        }
      }
    } finally {
      task.stop();
    }
    return null;
  }

  /** What is put counts as done when the server has it. */
  private static void flush(TDengineSinkTask task, List<SinkRecord> records) {
    TopicPartition partition = new TopicPartition("bench", 0);
    long end = records.get(records.size() - 1).kafkaOffset() + 1;
    Map<TopicPartition, OffsetAndMetadata> committed =
        task.preCommit(Map.of(partition, new OffsetAndMetadata(end)));
    if (committed.get(partition).offset() != end) {
      throw new IllegalStateException("the sink did not write all");
    }
  }

  /** One that has nothing. */
  private static SinkTaskContext context() {
    return (SinkTaskContext)
        Proxy.newProxyInstance(
            SinkTasks.class.getClassLoader(),
            new Class<?>[] {SinkTaskContext.class},
            (proxy, method, arguments) -> null);
  }
}
