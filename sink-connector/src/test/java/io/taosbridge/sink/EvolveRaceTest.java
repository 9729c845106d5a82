package io.taosbridge.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/** Tasks that make, extend and widen the same tables at the same time. */
@Timeout(180)
class EvolveRaceTest {

  private static final int TASKS = 3;
  private static final int ROUNDS = 8;

  private final TestServer server = new TestServer();
  private final ExecutorService threads = Executors.newFixedThreadPool(TASKS);

  @AfterEach
  void close() {
    threads.shutdownNow();
    server.close();
  }

  @RepeatedTest(3)
  void endWithOneTableThatHasAllRows() throws Exception {
    // Given
    CyclicBarrier round = new CyclicBarrier(TASKS);
    List<Future<List<String>>> tasks = new ArrayList<>();

    // When
    for (int task = 0; task < TASKS; task++) {
      int number = task;
      tasks.add(threads.submit(() -> run(number, round)));
    }

    // Then
    for (Future<List<String>> task : tasks) {
      assertThat(task.get()).isEmpty();
    }
    assertThat(server.query("select count(*) from $db.air"))
        .containsExactly(Integer.toString(TASKS * ROUNDS));
    for (int i = 0; i < ROUNDS; i++) {
      assertThat(
              server.query(
                  String.format(
                      "select count(c%d), sum(char_length(s)) from $db.air where c%d = %d",
                      i, i, i)))
          .containsExactly(TASKS + " " + TASKS * length(i));
    }
  }

  /** Each round brings a new column, a new tag and a longer text, in all tasks at once. */
  private List<String> run(int task, CyclicBarrier round) throws Exception {
    try (SinkHarness sink = new SinkHarness(server)) {
      sink.with("auto.evolve", "true")
          .with("tags", "g,h0,h1,h2,h3,h4,h5,h6,h7")
          .with("table", "t_${value.g}")
          .with("retry.backoff.ms", "1");
      for (int i = 0; i < ROUNDS; i++) {
        sink.json(
            String.format(
                "{'ts': %d, 'g': 'task%d', 'c%d': %d, 'h%d': true, 's': '%s'}",
                i, task, i, i, i, "x".repeat(length(i))));
        round.await();
        long committed = sink.write();
        while (committed <= i) {
          committed = sink.writeLater();
        }
      }
      return sink.reporter.reasons;
    }
  }

  private static int length(int round) {
    return 200 * (round + 1);
  }
}
