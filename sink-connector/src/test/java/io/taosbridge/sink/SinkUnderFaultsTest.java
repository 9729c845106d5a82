package io.taosbridge.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.embedded.EmbeddedTDengine;
import io.taosbridge.embedded.fault.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What goes wrong with a server while records flow: afterwards the table holds what the topic does,
 * nothing was reported as bad, and no commit was ahead of the table ({@link TestTopic#commit}).
 */
@Timeout(300)
class SinkUnderFaultsTest {

  private static final int PARTITIONS = 3;
  private static final long RECORDS = 400;
  private static final long BUFFER = 200_000;
  private static final long ALL = PARTITIONS * RECORDS;

  private static final List<String> TO_THE_FIRST_ROW =
      List.of("conn", "binary_query", "stmt2_init", "stmt2_prepare", "stmt2_bind", "stmt2_exec");

  private final EmbeddedTDengine server = EmbeddedTDengine.start();
  private final FakeReporter reporter = new FakeReporter();
  private final List<TaskRun> tasks = new ArrayList<>();
  private TestTopic topic;

  /** The ways records take to the server. */
  enum Way {
    STMT2("ws", "stmt2", false, 1),
    STMT2_BY_FOUR("ws", "stmt2", false, 4),
    SQL("ws", "sql", false, 1),
    REST("http", "sql", false, 1),
    BOUND_TEXT("ws", "stmt2", true, 1),
    PASSED_TEXT("ws", "schemaless", true, 1),
    PASSED_TEXT_BY_TWO("ws", "schemaless", true, 2);

    private final String scheme;
    private final String method;
    private final boolean text;
    private final int connections;

    Way(String scheme, String method, boolean text, int connections) {
      this.scheme = scheme;
      this.method = method;
      this.text = text;
      this.connections = connections;
    }

    private Map<String, String> settings() {
      return text
          ? Map.of("write.method", method, "input.format", "line", "text.precision", "ms")
          : Map.of("write.method", method, "stable", "air", "tags", "p", "table", "t_${value.p}");
    }
  }

  @AfterEach
  void close() {
    tasks.forEach(TaskRun::close);
    server.close();
  }

  private TaskRun start(Way way) {
    return start(way, "");
  }

  /** A task that gives up a request soon. */
  private TaskRun startImpatient(Way way) {
    return start(way, "?read_timeout=1&connect_timeout=2");
  }

  /** A task that has all partitions, the first; further ones get none. */
  private TaskRun start(Way way, String urlParameters) {
    if (topic == null) {
      topic = new TestTopic(server, PARTITIONS, RECORDS, way.text);
    }
    TaskRun task = startAt(way, server.url(way.scheme) + urlParameters);
    if (tasks.isEmpty()) {
      task.assign(topic.partitions());
    }
    tasks.add(task);
    return task;
  }

  private TaskRun startAt(Way way, String url) {
    Map<String, String> settings = new HashMap<>(way.settings());
    settings.put("connection.url", url);
    settings.put("database", "d");
    settings.put("batch.max.rows", "100");
    settings.put("linger.ms", "0");
    settings.put("connections", Integer.toString(way.connections));
    settings.put("buffer.max.bytes", Long.toString(BUFFER));
    settings.put("auto.evolve", "true");
    settings.put("retry.backoff.ms", "1");
    settings.put("retry.backoff.max.ms", "20");
    return new TaskRun(topic, settings, reporter);
  }

  private static ConditionFactory patiently() {
    return Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1));
  }

  /** Lets the task go on until something holds, or it has written all. */
  private static void run(TaskRun task, Callable<Boolean> until) {
    patiently().pollInSameThread().until(() -> task.step() || until.call());
  }

  private static void runToTheEnd(TaskRun task) {
    run(task, () -> false);
  }

  private void runToAThird(TaskRun task) {
    run(task, () -> topic.committed() > ALL / 3);
    assertThat(topic.committed()).isLessThan(ALL);
  }

  private void assertAllIsWell() {
    assertThat(server.faults().pending()).isZero();
    topic.assertEqualsTable();
    assertThat(reporter.reasons).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void goesOnAfterTheServerWasGoneUnderLoad(Way way) {
    // Given
    topic = new TestTopic(server, PARTITIONS, Long.MAX_VALUE, way.text);
    TaskRun task = start(way);
    CompletableFuture<Void> load = CompletableFuture.runAsync(() -> runToTheEnd(task));

    // When
    for (int outage = 1; outage <= 3; outage++) {
      long progress = topic.committed() + 200;
      patiently().until(() -> load.isDone() || topic.committed() > progress);
      server.stop();
      long before = task.retries();
      patiently().until(() -> load.isDone() || task.retries() > before + 3);
      server.restart();
    }
    topic.end();
    load.orTimeout(2, TimeUnit.MINUTES).join();

    // Then
    assertThat(task.retries()).isGreaterThan(3 * 3);
    assertAllIsWell();
  }

  /** Among the requests are those that make the table and its column. */
  @ParameterizedTest
  @CsvSource({
    "STMT2, binary_query, 4",
    "STMT2, stmt2_prepare, 2",
    "SQL, binary_query, 10",
    "REST, rest_sql, 10",
    "BOUND_TEXT, binary_query, 4"
  })
  void goesOnWhicheverRequestIsCutOff(Way way, String action, int atLeast) {
    int cut = 0;
    while (true) {
      try (EmbeddedTDengine other = EmbeddedTDengine.start()) {
        // Given
        topic = new TestTopic(other, 1, 120, way.text);
        if (cut > 0) {
          other.faults().delay(action, Duration.ZERO, cut);
        }
        other.faults().resetAfter(action);

        // When
        try (TaskRun task = startAt(way, other.url(way.scheme))) {
          task.assign(topic.partitions());
          runToTheEnd(task);
        }

        // Then
        topic.assertEqualsTable();
        assertThat(reporter.reasons).isEmpty();
        if (other.faults().pending() > 0) {
          break;
        }
        cut++;
      }
    }
    assertThat(cut).isGreaterThanOrEqualTo(atLeast);
  }

  @ParameterizedTest
  @CsvSource({
    "STMT2, conn",
    "STMT2, stmt2_init",
    "STMT2, stmt2_prepare",
    "STMT2, stmt2_bind",
    "STMT2, stmt2_exec",
    "STMT2, binary_query",
    "SQL, binary_query",
    "REST, rest_sql",
    "BOUND_TEXT, stmt2_bind",
    "PASSED_TEXT, insert"
  })
  void sendsAgainWhatAResetCutOff(Way way, String action) {
    // Given
    server.faults().resetBefore(action);
    server.faults().resetAfter(action);

    // When
    runToTheEnd(start(way));

    // Then
    assertAllIsWell();
  }

  @ParameterizedTest
  @CsvSource({
    "STMT2, stmt2_bind",
    "STMT2, stmt2_exec",
    "SQL, binary_query",
    "REST, rest_sql",
    "BOUND_TEXT, stmt2_exec",
    "PASSED_TEXT, insert"
  })
  void sendsAgainWhatAResetInMidStreamCutOff(Way way, String action) {
    // Given
    TaskRun task = start(way);
    runToAThird(task);

    // When
    server.faults().resetBefore(action);
    server.faults().resetAfter(action);
    runToTheEnd(task);

    // Then
    assertAllIsWell();
  }

  /** Wherever: inside a handshake, a header, the rows of a bind, a statement. */
  @ParameterizedTest
  @EnumSource
  void sendsAgainWhatIsCutOffInTheMiddle(Way way) {
    int step = way == Way.REST ? 1_401 : 701;
    boolean cut = true;
    int cuts = 0;
    for (int bytes = 1; cut; bytes += step) {
      try (EmbeddedTDengine other = EmbeddedTDengine.start();
          CuttingProxy proxy = new CuttingProxy(other.port(), bytes)) {
        // Given
        topic = new TestTopic(other, 1, 120, way.text);
        String url = way.scheme + "://root:taosdata@127.0.0.1:" + proxy.port();

        // When
        try (TaskRun task = startAt(way, url)) {
          task.assign(topic.partitions());
          runToTheEnd(task);
        }

        // Then
        topic.assertEqualsTable();
        assertThat(reporter.reasons).isEmpty();
        cut = proxy.hasCut();
        cuts += cut ? 1 : 0;
      }
    }
    assertThat(cuts).isGreaterThan(3);
  }

  @ParameterizedTest
  @CsvSource({
    "STMT2, conn",
    "STMT2, stmt2_prepare",
    "STMT2, stmt2_bind",
    "STMT2, stmt2_exec",
    "SQL, binary_query",
    "REST, rest_sql",
    "BOUND_TEXT, stmt2_exec",
    "PASSED_TEXT, insert"
  })
  void writesOnceMoreWhatWasDoneWithoutAReply(Way way, String action) {
    // Given
    server.faults().dropReply(action, 1);

    // When
    runToTheEnd(startImpatient(way));

    // Then
    assertAllIsWell();
  }

  @ParameterizedTest
  @ValueSource(strings = {"stmt2_bind", "stmt2_exec"})
  void takesNoLateReplyForThatOfAnotherRequest(String action) {
    // Given
    TaskRun task = startImpatient(Way.STMT2);
    runToAThird(task);

    // When
    server.faults().delay(action, Duration.ofMillis(1_500), 2);
    runToTheEnd(task);

    // Then
    assertAllIsWell();
  }

  @ParameterizedTest
  @ValueSource(strings = {"conn", "stmt2_bind", "stmt2_exec"})
  void leavesAServerThatFallsSilent(String action) {
    // Given
    server.faults().mute(action);
    server.faults().halfClose(action);

    // When
    runToTheEnd(startImpatient(Way.STMT2));

    // Then
    assertAllIsWell();
  }

  @ParameterizedTest
  @CsvSource({
    "STMT2, stmt2_bind",
    "STMT2, stmt2_exec",
    "SQL, binary_query",
    "REST, rest_sql",
    "PASSED_TEXT, insert"
  })
  void waitsForASlowServer(Way way, String action) {
    // Given
    TaskRun task = start(way);
    server.faults().delay(action, Duration.ofMillis(100), 6);

    // When
    runToTheEnd(task);

    // Then
    assertThat(task.retries()).isZero();
    assertAllIsWell();
  }

  /** The codes of leader changes, overload, broken links and tables that change (errors.md). */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0x000b", "0x0018", "0x0019", "0x0020", "0x0022", "0x0026", "0x0102", "0x0125", "0x0129",
        "0x012c", "0x0130", "0x0131", "0x0215", "0x022d", "0x0332", "0x0386", "0x03c6", "0x03d3",
        "0x0408", "0x0503", "0x0522", "0x0528", "0x0529", "0x0530", "0x0531", "0x0532", "0x0538",
        "0x0541", "0x0600", "0x0618", "0x061b", "0x0903", "0x090c", "0x0911", "0x0914", "0x0916",
        "0x0917", "0x0918", "0x09ff", "0x2504", "0x2662", "0xfffe"
      })
  void triesAgainWhatTheServerCannotTakeNow(int code) {
    // Given
    TaskRun task = start(Way.STMT2);
    Faults faults = server.faults();
    for (String action : TO_THE_FIRST_ROW) {
      faults.fail(action, code, "on purpose", 2);
    }
    runToAThird(task);

    // When
    faults.fail("stmt2_exec", code, "on purpose", 4);
    runToTheEnd(task);

    // Then
    assertAllIsWell();
  }

  @ParameterizedTest
  @CsvSource({
    "SQL, binary_query, 0x090c",
    "SQL, binary_query, 0x0917",
    "REST, rest_sql, 0x090c",
    "REST, rest_sql, 0x000b",
    "BOUND_TEXT, stmt2_exec, 0x0917",
    "PASSED_TEXT, insert, 0x090c",
    "PASSED_TEXT, insert, 0x0917"
  })
  void triesAgainOnEveryWay(Way way, String action, int code) {
    // Given
    TaskRun task = start(way);
    server.faults().fail(action, code, "on purpose", 3);
    runToAThird(task);

    // When
    server.faults().fail(action, code, "on purpose", 3);
    runToTheEnd(task);

    // Then
    assertAllIsWell();
  }

  @ParameterizedTest
  @EnumSource
  void forgetsWhatItCouldNotWriteOfPartitionsThatAnotherTaskGets(Way way) {
    // Given
    TaskRun old = start(way);
    runToAThird(old);
    server.stop();
    run(old, () -> old.retries() > 2);
    List<TopicPartition> moved = topic.partitions().subList(0, 2);
    old.revoke(moved);
    server.restart();

    // When
    TaskRun other = start(way);
    other.assign(moved);
    runToTheEnd(other);
    runToTheEnd(old);

    // Then
    assertAllIsWell();
  }

  @ParameterizedTest
  @ValueSource(strings = {"stmt2_bind", "stmt2_exec"})
  void reportsABadRecordOnceThoughItsBatchIsSentAgain(String action) {
    // Given
    topic = new TestTopic(server, PARTITIONS, RECORDS, false).withBad(7);
    server.faults().resetAfter(action);
    server.faults().fail(action, 0x090c, "on purpose", 3);

    // When
    runToTheEnd(start(Way.STMT2));

    // Then
    assertThat(server.faults().pending()).isZero();
    topic.assertEqualsTable();
    assertThat(reporter.offsets).containsExactly(7L, 7L, 7L);
  }

  @ParameterizedTest
  @EnumSource
  void changesNothingWhenPartsOfTheTopicAreReadAgain(Way way) {
    // Given
    TaskRun task = start(way);
    runToTheEnd(task);

    // When
    for (long from : new long[] {RECORDS - 1, RECORDS / 3, 0}) {
      task.revoke(topic.partitions());
      topic.partitions().forEach(partition -> topic.rewind(partition, from));
      task.assign(topic.partitions());
      runToTheEnd(task);
    }

    // Then
    assertAllIsWell();
  }

  @ParameterizedTest
  @EnumSource
  void pausesDuringAnOutageAndHoldsNoMoreThanItsBuffer(Way way) {
    // Given
    topic = new TestTopic(server, PARTITIONS, Long.MAX_VALUE, way.text);
    TaskRun task = start(way);
    List<TopicPartition> all = topic.partitions();
    task.revoke(all.subList(2, 3));
    run(task, () -> topic.committed() > RECORDS);
    server.stop();

    // When
    run(task, () -> task.paused().containsAll(all.subList(0, 2)));
    task.assign(all.subList(2, 3));
    for (int i = 0; i < 50; i++) {
      task.step();
    }
    boolean pausedAll = task.paused().containsAll(all);
    long held = task.metric("pending-bytes");
    long shown = task.metric("paused");
    task.revoke(all.subList(0, 1));
    task.assign(all.subList(0, 1));
    server.restart();
    run(task, () -> task.paused().isEmpty());
    topic.end();
    runToTheEnd(task);

    // Then
    assertThat(pausedAll).isTrue();
    assertThat(shown).isEqualTo(1);
    assertThat(held).isBetween(BUFFER, BUFFER + TaskRun.POLLED * PARTITIONS * 2_000L);
    assertThat(task.metric("paused")).isZero();
    assertAllIsWell();
  }

  @Test
  void keepsTheOrderOfEachTableThroughRandomFaults() {
    // Given
    long seed = System.nanoTime();
    Random random = new Random(seed);
    System.out.println("seed " + seed);
    topic = new TestTopic(server, PARTITIONS, 3 * RECORDS, false);
    TaskRun task = start(Way.STMT2_BY_FOUR);
    Faults faults = server.faults();
    List<String> actions = List.of("stmt2_prepare", "stmt2_bind", "stmt2_exec", "binary_query");
    int[] codes = {0x000b, 0x0102, 0x0129, 0x0386, 0x0529, 0x090c, 0x0917, 0x2662};

    // When
    run(
        task,
        () -> {
          if (faults.pending() > 2 || random.nextInt(3) > 0) {
            return false;
          }
          String action = actions.get(random.nextInt(actions.size()));
          switch (random.nextInt(12)) {
            case 0 -> faults.resetBefore(action);
            case 1 -> faults.resetAfter(action);
            case 2, 3 ->
                faults.fail(
                    action,
                    codes[random.nextInt(codes.length)],
                    "on purpose",
                    random.nextInt(3) + 1);
            case 4 -> faults.delay(action, Duration.ofMillis(20), 2);
            case 5 -> {
              server.stop();
              server.restart();
            }
            default -> {}
          }
          return false;
        });
    faults.clear();

    // Then
    assertAllIsWell();
  }

  @ParameterizedTest
  @EnumSource(names = {"STMT2", "STMT2_BY_FOUR"})
  void losesNothingToRebalancesAndOutagesAtOnce(Way way) {
    // Given
    long seed = System.nanoTime();
    Random random = new Random(seed);
    System.out.println("seed " + seed);
    List<TaskRun> both = List.of(start(way), start(way));
    Map<TopicPartition, TaskRun> owners = new HashMap<>();
    topic.partitions().forEach(partition -> owners.put(partition, both.get(0)));
    boolean up = true;

    // When
    for (int i = 0; i < 200; i++) {
      int what = random.nextInt(20);
      if (what == 0 && up) {
        server.stop();
        up = false;
      } else if (what < 3 && !up) {
        server.restart();
        up = true;
      } else if (what < 6) {
        TopicPartition moved = topic.partitions().get(random.nextInt(PARTITIONS));
        owners.get(moved).revoke(List.of(moved));
        TaskRun owner = both.get(random.nextInt(2));
        owner.assign(List.of(moved));
        owners.put(moved, owner);
      }
      both.get(random.nextInt(2)).step();
    }
    if (!up) {
      server.restart();
    }
    both.forEach(SinkUnderFaultsTest::runToTheEnd);

    // Then
    assertAllIsWell();
  }
}
