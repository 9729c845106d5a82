package io.taosbridge.source.dealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.source.TDengineSourceConnector;
import io.taosbridge.source.config.SourceConfig;
import io.taosbridge.source.testing.FakeConnectorContext;
import io.taosbridge.source.testing.Harness;
import io.taosbridge.source.testing.TestServer;
import io.taosbridge.source.topic.TopicPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** What the connector finds while it runs, and what it leaves behind. */
class DiscoveryOnTDengineTest {

  private static final String LICENCE = "only a server with a licence splits vgroups";
  private static final String FAULTS = "a real server has no switch for faults";
  private static final Duration LONG = Duration.ofSeconds(60);

  private final TestServer server = new TestServer("vgroups 2");
  private final FakeConnectorContext context = new FakeConnectorContext();
  private final TDengineSourceConnector connector = new TDengineSourceConnector();
  private final Map<Map<String, ?>, Map<String, ?>> stored = new HashMap<>();
  private final List<Harness> running = new ArrayList<>();

  @BeforeEach
  void createTable() {
    server.execute("create stable $db.st (ts timestamp, v int) tags (t1 int)");
  }

  @AfterEach
  void close() {
    running.forEach(Harness::close);
    connector.stop();
    server.close();
  }

  private void start(String... settings) {
    Map<String, String> all = new HashMap<>();
    all.put("connection.url", server.url());
    all.put("name", server.database());
    all.put("monitor.interval.ms", "100");
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    connector.initialize(context);
    connector.start(all);
  }

  private String createTopic(String suffix) {
    String topic = server.topic(suffix);
    server.execute("create topic " + topic + " as stable $db.st");
    return topic;
  }

  private void write(int value) {
    for (int table = 0; table < 16; table++) {
      server.execute(
          String.format(
              "insert into $db.d%d using $db.st tags (1) values (%d, %d)",
              table, 1_700_000_000_000L + value, value));
    }
  }

  private List<List<String>> topicsOfTasks(int maxTasks) {
    return connector.taskConfigs(maxTasks).stream()
        .map(task -> TopicPlan.of(new SourceConfig(task)).topics())
        .toList();
  }

  private List<String> sharesOfTasks(int maxTasks) {
    return connector.taskConfigs(maxTasks).stream().map(task -> task.get("task.vgroups")).toList();
  }

  private void awaitRequest(int before) {
    await().atMost(LONG).until(() -> context.requests() > before);
  }

  private List<Integer> vgroups() {
    String sql = "select vgroup_id from information_schema.ins_vgroups where db_name = '";
    return column(sql + server.database() + "'").stream().map(Integer::valueOf).sorted().toList();
  }

  private List<String> groups() {
    String sql = "select consumer_group from information_schema.ins_subscriptions";
    return List.copyOf(
        new TreeSet<>(
            column(sql).stream().filter(name -> name.contains(server.database())).toList()));
  }

  private List<String> column(String sql) {
    List<String> values = new ArrayList<>();
    try (QueryResult result = server.connection().query(sql)) {
      for (Row row : result) {
        values.add(row.get(0).toString());
      }
    }
    return values;
  }

  private Harness startTask(Map<String, String> config) {
    Map<String, String> settings = new HashMap<>(config);
    settings.put("server.name", "s");
    Harness task = new Harness(settings, stored);
    running.add(task);
    return task;
  }

  @Test
  void findsTopicsByPatternAndThoseThatComeLater() {
    // Given
    String first = createTopic("b_1");
    createTopic("other");
    start("topics.regex", server.database() + "_b.*");
    List<List<String>> before = topicsOfTasks(1);
    int requests = context.requests();

    // When
    String second = createTopic("b_0");
    awaitRequest(requests);

    // Then
    assertThat(before).containsExactly(List.of(first));
    assertThat(topicsOfTasks(2)).containsExactly(List.of(second), List.of(first));
  }

  @Test
  void findsSupertablesByPatternAndThoseThatComeLater() {
    // Given
    server.execute("create stable $db.meters_a (ts timestamp, v int) tags (t1 int)");
    start("database", server.database(), "stables", "st", "stables.regex", "meters_.*");
    String prefix = "taosbridge_" + server.database() + "_";
    List<List<String>> before = topicsOfTasks(1);
    int requests = context.requests();

    // When
    server.execute("create stable $db.meters_b (ts timestamp, v int) tags (t1 int)");
    awaitRequest(requests);

    // Then
    assertThat(before).containsExactly(List.of(prefix + "st", prefix + "meters_a"));
    assertThat(topicsOfTasks(1))
        .containsExactly(List.of(prefix + "st", prefix + "meters_a", prefix + "meters_b"));
  }

  @Test
  void startsNoTaskWhileThereIsNothingToRead() {
    // Given
    start("topics.regex", server.database() + "_none.*");

    // Then
    assertThat(connector.taskConfigs(3)).isEmpty();
  }

  @Test
  @DisabledIfSystemProperty(named = "tdengine.url", matches = ".*", disabledReason = FAULTS)
  void changesNothingWhenItCannotLook() {
    // Given
    start("topics", createTopic("t"));
    List<String> before = sharesOfTasks(2);

    // When
    server.faults().fail("conn", 0x0357, "Authentication failure", 3);
    server.faults().fail("binary_query", 0x090C, "not leader", 3);
    server.faults().resetAfter("binary_query");
    awaitLooks();
    List<String> after = sharesOfTasks(2);
    awaitLooks();

    // Then
    assertThat(before).hasSize(2);
    assertThat(after).isEqualTo(before);
    assertThat(context.requests()).isZero();
  }

  /** Waits until a dozen statements were answered, after all that is to go wrong has. */
  private void awaitLooks() {
    server.faults().delay("binary_query", Duration.ofMillis(1), 12);
    await().atMost(LONG).until(() -> server.faults().pending() == 0);
  }

  @Test
  @DisabledIfSystemProperty(named = "tdengine.url", matches = ".*", disabledReason = FAULTS)
  void dealsWholeTopicsWhileTheServerIsDownAndVgroupsOnceItIsUp() {
    // Given
    String topic = createTopic("t");
    server.faults().fail("binary_query", 0x090C, "not leader", 6);
    start("topics", topic);

    // When
    List<String> before = sharesOfTasks(2);
    awaitRequest(0);

    // Then
    assertThat(before).containsExactly("");
    assertThat(sharesOfTasks(2))
        .containsExactly(topic + "=" + vgroups().get(0), topic + "=" + vgroups().get(1));
  }

  @Test
  @DisabledIfSystemProperty(named = "tdengine.url", matches = ".*", disabledReason = FAULTS)
  void startsAndStopsThoughTheServerIsSilent() {
    // Given
    String topic = createTopic("t");
    server.faults().mute("binary_query");

    // When
    start("topics", topic);
    List<List<String>> dealt = topicsOfTasks(2);
    connector.stop();

    // Then
    assertThat(dealt).containsExactly(List.of(topic));
    await().atMost(LONG).until(() -> threads().isEmpty());
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.equals("tdengine-source-monitor"))
        .toList();
  }

  @Test
  @DisabledIfSystemProperty(named = "tdengine.url", matches = ".*", disabledReason = LICENCE)
  void dealsTheVgroupsThatCameOfASplitAndReadsEachRowOnce() throws InterruptedException {
    // Given
    start("topics", createTopic("t"), "auto.offset.reset", "latest");
    List<SourceRecord> all = new ArrayList<>();
    connector.taskConfigs(2).forEach(this::startTask);
    pollUntilSubscribed();
    write(1);
    receive(16);
    all.addAll(takeReceived());
    int requests = context.requests();

    // When
    server.execute("split vgroup " + vgroups().get(0));
    write(2);
    awaitRequest(requests);
    all.addAll(takeReceived());
    List<String> shares = sharesOfTasks(3);
    connector.taskConfigs(3).forEach(this::startTask);
    receive(32 - all.size());
    write(3);
    receive(48 - all.size());
    all.addAll(takeReceived());

    // Then
    assertThat(vgroups()).hasSize(3);
    assertThat(shares).hasSize(3);
    assertThat(all)
        .extracting(record -> record.key() + "=" + ((Struct) record.value()).get("v"))
        .hasSize(48)
        .doesNotHaveDuplicates();
  }

  @Test
  @DisabledIfSystemProperty(named = "tdengine.url", matches = ".*", disabledReason = LICENCE)
  void readsOnWithoutNewTasksThroughSplitsOfWhatWasReadToItsEnd() throws InterruptedException {
    // Given
    start("topics", createTopic("t"), "auto.offset.reset", "latest");
    connector.taskConfigs(1).forEach(this::startTask);
    pollUntilSubscribed();
    write(1);
    receive(16);
    for (int poll = 0; poll < 5; poll++) {
      running.get(0).poll(); // finds nothing, and sees where the logs end
    }

    // When
    vgroups().forEach(vgroup -> server.execute("split vgroup " + vgroup));
    write(2);
    receive(32);

    // Then
    assertThat(takeReceived())
        .extracting(record -> record.key() + "=" + ((Struct) record.value()).get("v"))
        .hasSize(32)
        .doesNotHaveDuplicates();
  }

  @Test
  @DisabledIfSystemProperty(named = "tdengine.url", matches = ".*", disabledReason = LICENCE)
  void failsIfAVgroupIsSplitThatWasNotReadToItsEnd() throws InterruptedException {
    // Given
    start("topics", createTopic("t"), "min.poll.rows", "1");
    connector.taskConfigs(1).forEach(this::startTask);
    write(1);
    write(2);
    receive(6);
    int split = vgroups().get(0);

    // When
    server.execute("split vgroup " + split);

    // Then
    assertThatThrownBy(() -> receive(32))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("vgroup " + split + " of topic")
        .hasMessageContaining("it was split")
        .hasMessageContaining("offset.out.of.range=earliest");
  }

  private void pollUntilSubscribed() throws InterruptedException {
    for (Harness task : running) {
      task.pollUntil(harness -> !harness.engine().positions().all().isEmpty());
    }
  }

  private void receive(int count) throws InterruptedException {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (running.stream().mapToInt(task -> task.received().size()).sum() < count) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      for (Harness task : running) {
        task.poll();
      }
    }
  }

  /** Ends all tasks. */
  private List<SourceRecord> takeReceived() {
    List<SourceRecord> received =
        running.stream().flatMap(task -> task.received().stream()).toList();
    running.forEach(Harness::close);
    running.clear();
    return received;
  }

  @Test
  void dropsGroupsThatNoTaskUsesAnyMore() throws InterruptedException {
    // Given
    String topic = createTopic("t");
    start("topics", topic);
    connector.taskConfigs(2).forEach(this::startTask);
    pollUntilSubscribed();
    List<String> both = groups();

    // When
    running.remove(1).close();
    await().atMost(LONG).until(() -> groups().size() == 1);
    running.get(0).poll();

    // Then
    assertThat(both).hasSize(2);
    assertThat(both).containsAll(groups());
    await().during(Duration.ofMillis(500)).atMost(LONG).until(() -> groups().size() == 1);
  }

  @Test
  void leavesGroupsAndTopicsBehindUnlessTold() throws InterruptedException {
    // Given
    start("database", server.database(), "stables", "st", "monitor.interval.ms", "60000");
    String topic = "taosbridge_" + server.database() + "_st";
    server.dropLater(topic);
    connector.taskConfigs(1).forEach(this::startTask);
    pollUntilSubscribed();
    takeReceived();

    // When
    connector.stop();

    // Then
    assertThat(groups()).hasSize(1);
    assertThat(topics()).containsExactly(topic);
  }

  @Test
  void takesGroupsAndTopicsAwayIfToldAndLeavesWhatIsInUse() throws InterruptedException {
    // Given
    start(
        "database",
        server.database(),
        "stables",
        "st",
        "cleanup.on.stop",
        "topics",
        "monitor.interval.ms",
        "60000");
    connector.taskConfigs(1).forEach(this::startTask);
    pollUntilSubscribed();

    // When
    connector.stop();
    boolean stillThere = groups().size() == 1 && topics().size() == 1;
    takeReceived();

    // Then
    assertThat(stillThere).isTrue();
    await().atMost(LONG).until(() -> topics().isEmpty() && groups().isEmpty());
  }

  private List<String> topics() {
    return column("select topic_name from information_schema.ins_topics").stream()
        .filter(name -> name.contains(server.database()))
        .toList();
  }
}
