package io.taosbridge.source.dealing;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.source.TDengineSourceConnector;
import io.taosbridge.source.testing.CountingProxy;
import io.taosbridge.source.testing.FakeConnectorContext;
import io.taosbridge.source.testing.Harness;
import io.taosbridge.source.testing.TestServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several tasks on one topic of four vgroups, with a connector that deals and offsets it keeps. */
class TasksOnTDengineTest {

  private static final int TABLES = 24;

  private final TestServer server = new TestServer("vgroups 4");
  private final Map<Map<String, ?>, Map<String, ?>> stored = new HashMap<>();
  private final List<Harness> running = new ArrayList<>();
  private final List<CountingProxy> proxies = new ArrayList<>();
  private final TDengineSourceConnector connector = new TDengineSourceConnector();
  private String topic;
  private int rounds;

  @AfterEach
  void close() {
    stopTasks();
    connector.stop();
    proxies.forEach(CountingProxy::close);
    server.close();
  }

  private void stopTasks() {
    running.forEach(Harness::close);
    running.clear();
  }

  private void createTopic() {
    server.execute("create stable $db.st (ts timestamp, v int, txt varchar(400)) tags (t1 int)");
    topic = server.topic("t");
    server.execute("create topic " + topic + " as stable $db.st");
  }

  private void startConnector() {
    connector.initialize(new FakeConnectorContext());
    connector.start(
        Map.of("connection.url", server.url(), "topics", topic, "name", server.database()));
  }

  /** A round is one row in each table, all with the same value. */
  private void write(int count) {
    String text = "x".repeat(400);
    for (int i = 0; i < count; i++) {
      rounds++;
      for (int table = 0; table < TABLES; table++) {
        server.execute(
            String.format(
                "insert into $db.d%d using $db.st tags (%d) values (%d, %d, '%s')",
                table, table, 1_700_000_000_000L + rounds, rounds, text));
      }
    }
  }

  /** Starts tasks as the connector deals them, each behind a proxy. */
  private void startTasks(int maxTasks) {
    for (Map<String, String> config : connector.taskConfigs(maxTasks)) {
      CountingProxy proxy = new CountingProxy(server.url());
      proxies.add(proxy);
      Map<String, String> settings = new HashMap<>(config);
      settings.put("server.name", "s");
      settings.put("connection.url", proxy.url());
      settings.put("min.poll.rows", "50");
      running.add(new Harness(settings, stored));
    }
  }

  private List<SourceRecord> received() {
    return running.stream().flatMap(task -> task.received().stream()).toList();
  }

  private void receive(int count) throws InterruptedException {
    long deadline = System.nanoTime() + 120_000_000_000L;
    while (received().size() < count) {
      assertThat(System.nanoTime()).as("received %d", received().size()).isLessThan(deadline);
      for (Harness task : running) {
        task.poll();
      }
    }
  }

  /** Each table's values from 1 on. */
  private static Map<Object, List<Object>> byTable(List<SourceRecord> records) {
    return records.stream()
        .collect(
            Collectors.groupingBy(
                SourceRecord::key,
                Collectors.mapping(
                    record -> ((Struct) record.value()).get("v"), Collectors.toList())));
  }

  private void assertEachRowOnceInOrder(List<SourceRecord> records) {
    List<Object> all = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      all.add(round);
    }
    assertThat(byTable(records)).hasSize(TABLES);
    assertThat(byTable(records)).allSatisfy((table, values) -> assertThat(values).isEqualTo(all));
  }

  @Test
  void fetchHalfOfTheDataEachAndEachRowOnce() throws InterruptedException {
    // Given
    createTopic();
    startConnector();
    write(20);
    startTasks(1);
    receive(20 * TABLES);
    long alone = proxies.get(0).received();
    stopTasks();
    stored.clear();

    // When
    startTasks(2);
    receive(20 * TABLES);
    write(20);
    receive(40 * TABLES);

    // Then
    assertEachRowOnceInOrder(received());
    assertThat(alone).isGreaterThan(20 * TABLES * 400L);
    List<Long> rows = running.stream().map(task -> (long) task.received().size()).toList();
    for (int task = 0; task < 2; task++) {
      long share = alone * 2 * rows.get(task) / (40L * TABLES);
      assertThat(proxies.get(1 + task).received())
          .as("bytes that task %d of rows %s got; one alone got %d a half", task, rows, alone)
          .isBetween(share * 9 / 10, share * 13 / 10);
    }
    assertThat(rows).allSatisfy(count -> assertThat(count).isBetween(8L * TABLES, 32L * TABLES));
  }

  @Test
  void loseAndRepeatNothingWhenTheirNumberChanges() throws InterruptedException {
    // Given
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    createTopic();
    startConnector();
    List<SourceRecord> all = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();

    // When
    for (int change = 0; change < 6; change++) {
      int maxTasks = 1 + random.nextInt(6);
      numbers.add(maxTasks);
      startTasks(maxTasks);
      assertThat(running).hasSize(Math.min(4, maxTasks));
      write(3);
      receive(rounds * TABLES - all.size());
      write(random.nextInt(3));
      running.get(random.nextInt(running.size())).poll();
      all.addAll(received());
      stopTasks();
    }
    startTasks(2);
    receive(rounds * TABLES - all.size());
    all.addAll(received());

    // Then
    assertThat(byTable(all).values().stream().mapToInt(List::size).sum())
        .as("seed %d, tasks %s", seed, numbers)
        .isEqualTo(rounds * TABLES);
    assertEachRowOnceInOrder(all);
  }
}
