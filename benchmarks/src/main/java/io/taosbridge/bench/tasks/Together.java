package io.taosbridge.bench.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does several things at once, each on a thread of its own, as a worker runs tasks. */
final class Together {

  private Together() {}

  /** Returns when all are done. */
  static void run(List<Callable<Void>> works) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(works.size());
    try {
      List<Future<Void>> running = new ArrayList<>();
      works.forEach(work -> running.add(threads.submit(work)));
      for (Future<Void> each : running) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a task failed", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }
}
