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
  static final int POLLED = 500;

  private static final TopicPartition PARTITION = new TopicPartition("bench", 0);
  private static final long PAUSE_MILLIS = 1;

  private final Map<String, String> settings = new HashMap<>();
  private final int polled;

  /**
   * @param url of the server
   * @param database to write to, in place of the records' own
   * @param polled how many records are delivered at once
   * @param more options, beside the defaults
   */
  SinkTasks(String url, String database, int polled, Map<String, String> more) {
    this.polled = polled;
    settings.put("name", "bench-" + database);
    settings.put("topics", "bench");
    settings.put("connection.url", url);
    settings.put("database", database);
    settings.putAll(more);
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
      works.add(() -> write(task, own, polled, progress));
    }
    Together.run(works);
    return progress.perMillion();
  }

  private static Void write(
      Map<String, String> settings, List<List<SinkRecord>> parts, int polled, Warmed progress)
      throws InterruptedException {
    TDengineSinkTask task = new TDengineSinkTask();
    Pausing context = new Pausing();
    task.initialize(context.asContext());
    task.start(settings);
    task.open(List.of(PARTITION));
    try {
      for (List<SinkRecord> records : parts) {
        for (int from = 0; from < records.size(); from += polled) {
          int to = Math.min(records.size(), from + polled);
          task.put(records.subList(from, to));
          while (context.isPaused()) {
            Thread.sleep(PAUSE_MILLIS);
            task.put(List.of());
          }
          if (to == records.size()) {
            flush(task, records);
          }
          progress.add(to - from);
        }
      }
    } finally {
      task.stop();
    }
    return null;
  }

  /** What is put counts as done when the server has it. */
  private static void flush(TDengineSinkTask task, List<SinkRecord> records) {
    OffsetAndMetadata end =
        new OffsetAndMetadata(records.get(records.size() - 1).kafkaOffset() + 1);
    OffsetAndMetadata done = null;
    while (!end.equals(done)) {
      done = task.preCommit(Map.of(PARTITION, end)).get(PARTITION);
    }
  }

  /** A worker's side that knows pausing and nothing else. */
  private static final class Pausing {

    private boolean paused;

    boolean isPaused() {
      return paused;
    }

    SinkTaskContext asContext() {
      return (SinkTaskContext)
          Proxy.newProxyInstance(
              SinkTasks.class.getClassLoader(),
              new Class<?>[] {SinkTaskContext.class},
              (proxy, method, arguments) -> {
                switch (method.getName()) {
                  case "pause" -> paused = true;
                  case "resume" -> paused = false;
                  default -> {
                    // Of no effect here.
                  }
                }
                return null;
              });
    }
  }
}
