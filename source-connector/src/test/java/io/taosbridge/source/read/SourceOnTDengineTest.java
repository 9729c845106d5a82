package io.taosbridge.source.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.TDengine;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.TmqConsumer;
import io.taosbridge.client.TmqOptions;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.source.TDengineSourceConnector;
import io.taosbridge.source.testing.Harness;
import io.taosbridge.source.testing.TestServer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What needs a server: the embedded one, or with {@code -Dtdengine.url} a real one. */
public class SourceOnTDengineTest {

  private final TestServer server = new TestServer("vgroups 2 precision 'us'");
  private final Map<Map<String, ?>, Map<String, ?>> stored = new HashMap<>();
  private final List<Harness> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(Harness::close);
    server.close();
  }

  private Harness start(String... settings) {
    Map<String, String> all = new HashMap<>();
    all.put("connection.url", server.url());
    all.put("name", server.database());
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    Harness harness = new Harness(all, stored);
    started.add(harness);
    return harness;
  }

  private String stableTopic() {
    server.execute("create stable $db.st (ts timestamp, v int) tags (t1 int, t2 nchar(8))");
    String topic = server.topic("t");
    server.execute("create topic " + topic + " as stable $db.st");
    return topic;
  }

  private void insert(String table, int tag, int... values) {
    String rows =
        IntStream.of(values)
            .mapToObj(value -> "(" + (1_700_000_000_000_000L + value) + ", " + value + ")")
            .collect(Collectors.joining(" "));
    server.execute(
        String.format(
            "insert into $db.%s using $db.st tags (%d, 'tag %d') values %s",
            table, tag, tag, rows));
  }

  @Test
  void readsASupertableWithItsTags() throws InterruptedException {
    // Given
    server.execute(
        "create stable $db.st (ts timestamp, u bigint unsigned, d decimal(10,2), s nchar(8))"
            + " tags (n int, w timestamp)");
    server.execute(
        "insert into $db.a using $db.st tags (7, 1700000000000001) values"
            + " (1700000000000002, 18446744073709551615, 1.25, 'x') (1700000000000003, null, null, null)");
    server.dropLater("taosbridge_" + server.database() + "_st");

    // When
    List<SourceRecord> records = start("database", server.database(), "stables", "st").receive(2);

    // Then
    Struct first = (Struct) records.get(0).value();
    assertThat(first.get("ts")).isEqualTo(1_700_000_000_000_002L);
    assertThat(first.get("u")).isEqualTo(new BigDecimal("18446744073709551615"));
    assertThat(first.get("d")).isEqualTo(new BigDecimal("1.25"));
    assertThat(first.get("s")).isEqualTo("x");
    assertThat(first.get("n")).isEqualTo(7);
    assertThat(first.get("w")).isEqualTo(1_700_000_000_000_001L);
    assertThat(first.get("tbname")).isEqualTo("a");
    Struct second = (Struct) records.get(1).value();
    assertThat(second.get("u")).isNull();
    assertThat(records.get(0).timestamp()).isEqualTo(1_700_000_000_000L);
  }

  @Test
  void seesAQuietVgroupMoveWhenItIsMadeToWriteToItsLog() throws InterruptedException {
    // Given
    Harness run = start("topics", stableTopic(), "stall.timeout.ms", "20000");
    run.pollUntil(harness -> harness.engine().positions().all().size() == 2);
    Map<TopicVgroup, Long> before = new HashMap<>();
    for (int unchanged = 0; unchanged < 20; unchanged++) {
      run.poll();
      if (!before.equals(run.engine().positions().all())) {
        before.putAll(run.engine().positions().all());
        unchanged = 0;
      }
    }

    // When
    run.pollUntil(
        harness ->
            harness.engine().positions().all().entrySet().stream()
                .allMatch(now -> now.getValue() > before.get(now.getKey())));

    // Then
    assertThat(run.received()).isEmpty();
  }

  @Test
  void readsJsonTags() throws InterruptedException {
    // Given
    server.execute("create stable $db.sj (ts timestamp, v int) tags (j json)");
    String topic = server.topic("j");
    server.execute("create topic " + topic + " as stable $db.sj");
    server.execute("insert into $db.a using $db.sj tags ('{\"k\":1}') values (now, 1)");

    // When
    List<SourceRecord> records = start("topics", topic).receive(1);

    // Then
    assertThat(((Struct) records.get(0).value()).get("j")).isEqualTo("{\"k\":1}");
  }

  @Test
  void readsADatabaseWithSupertablesAndNormalTables() throws InterruptedException {
    // Given
    server.execute("create stable $db.st (ts timestamp, v int) tags (t1 int, t2 nchar(8))");
    server.execute("create table $db.n (ts timestamp, w double)");
    String topic = server.topic("d");
    server.execute("create topic " + topic + " as database $db");
    insert("a", 1, 10);
    server.execute("insert into $db.n values (now, 0.5)");

    // When
    List<SourceRecord> records = new ArrayList<>(start("topics", topic).receive(2));

    // Then
    records.sort(Comparator.comparing(record -> (String) record.key()));
    assertThat(records.get(0).valueSchema().name()).isEqualTo(server.database() + ".st");
    assertThat(((Struct) records.get(0).value()).get("t2")).isEqualTo("tag 1");
    assertThat(records.get(1).valueSchema().name()).isEqualTo(server.database() + ".n");
    assertThat(((Struct) records.get(1).value()).get("w")).isEqualTo(0.5);
  }

  @Test
  void seesAChangedTagInATopicWithMetadata() throws InterruptedException {
    // Given
    server.execute("create stable $db.st (ts timestamp, v int) tags (t1 int, t2 nchar(8))");
    String topic = server.topic("m");
    server.execute("create topic " + topic + " with meta as stable $db.st");
    insert("a", 1, 10);
    Harness run = start("topics", topic);
    run.receive(1);

    // When
    server.execute("alter table $db.a set tag t2 = 'changed'");
    insert("a", 1, 11);
    List<SourceRecord> records = run.receive(2);

    // Then
    assertThat(records)
        .extracting(record -> ((Struct) record.value()).get("t2"))
        .containsExactly("tag 1", "changed");
  }

  @Test
  void readsAQuery() throws InterruptedException {
    // Given
    server.execute("create stable $db.st (ts timestamp, v int) tags (t1 int, t2 nchar(8))");
    String topic = server.topic("q");
    server.execute("create topic " + topic + " as select ts, tbname, v from $db.st where v > 10");
    insert("a", 1, 5, 15);

    // When
    SourceRecord record = start("topics", topic).receive(1).get(0);

    // Then
    assertThat(record.key()).isEqualTo("a");
    assertThat(((Struct) record.value()).get("v")).isEqualTo(15);
    assertThat(record.timestamp()).isEqualTo(1_700_000_000_000L);
  }

  @Test
  void losesAndRepeatsNothingOverManyRestarts() throws InterruptedException {
    // Given
    String topic = stableTopic();
    Set<Object> seen = new HashSet<>();
    int count = 0;

    // When
    for (int round = 0; round < 3; round++) {
      for (int table = 0; table < 6; table++) {
        insert("c" + table, table, round * 100 + table, round * 100 + table + 50);
      }
      try (Harness run = start("topics", topic)) {
        for (SourceRecord record : run.receive(12)) {
          seen.add(((Struct) record.value()).get("v"));
          count++;
        }
      }
    }

    // Then
    assertThat(seen).hasSize(36);
    assertThat(count).isEqualTo(36);
  }

  @Test
  void repeatsOneMessageIfStoppedInTheMiddleOfIt() throws InterruptedException {
    // Given
    String topic = stableTopic();
    insert("a", 1, 1, 2, 3);
    Harness first = start("topics", topic);
    List<SourceRecord> polled = List.of();
    while (polled.isEmpty()) {
      polled = first.engine().poll();
    }
    first.deliver(polled.get(0));
    first.close();

    // When
    List<SourceRecord> records = start("topics", topic).receive(3);

    // Then
    assertThat(records)
        .extracting(record -> ((Struct) record.value()).get("v"))
        .containsExactly(1, 2, 3);
  }

  @Test
  void tellsTDengineWhatKafkaHasAndNotMore() throws InterruptedException {
    // Given
    String topic = stableTopic();
    insert("a", 1, 1, 2);
    Harness run = start("topics", topic);
    SourceRecord last = run.receive(2).get(1);
    int vgroup = Integer.parseInt((String) last.sourcePartition().get("vgroup"));
    long next = (Long) last.sourceOffset().get("offset");

    // When
    run.engine().commit();
    run.poll();
    String group = server.groupOf(topic);
    run.close();

    // Then
    assertThat(committed(group, topic, vgroup)).isEqualTo(next);
  }

  @Test
  void saysThatTheTopicWasDropped() throws InterruptedException {
    // Given
    String topic = stableTopic();
    insert("a", 1, 1);
    Harness run = start("topics", topic);
    run.receive(1);

    // When
    server.execute("drop topic force " + topic);

    // Then
    assertThatThrownBy(() -> run.receive(2))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("no topic " + topic);
  }

  @Test
  void findsNothingWrongWithWhatIsThere() {
    // Given
    String topic = stableTopic();

    // Then
    assertThat(problems("topics", topic)).isEmpty();
    assertThat(problems("database", server.database(), "stables", "st")).isEmpty();
  }

  @Test
  void saysBeforeTheStartWhatIsNotThere() {
    // Given
    stableTopic();

    // Then
    assertThat(problems("topics", "no_such_topic")).containsOnlyKeys("topics");
    assertThat(problems("database", "no_such_db", "stables", "st")).containsOnlyKeys("database");
    assertThat(problems("database", server.database(), "stables", "st,nope"))
        .containsOnlyKeys("stables")
        .allSatisfy((option, problem) -> assertThat(problem).contains("nope"));
    assertThat(problems("topics", "t", "connection.password", "wrong"))
        .containsOnlyKeys("connection.password")
        .allSatisfy((option, problem) -> assertThat(problem).doesNotContain("wrong"));
  }

  private Map<String, String> problems(String... settings) {
    Map<String, String> all = new HashMap<>();
    all.put("connection.url", server.url());
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return new TDengineSourceConnector()
        .validate(all).configValues().stream()
            .filter(value -> !value.errorMessages().isEmpty())
            .collect(
                Collectors.toMap(ConfigValue::name, value -> value.errorMessages().toString()));
  }

  /** As a fresh consumer sees it: the one that committed would only repeat what it was told. */
  private long committed(String name, String topic, int vgroup) {
    TmqOptions group = TmqOptions.ofGroup(name);
    TopicVgroup asked = new TopicVgroup(topic, vgroup);
    try (TmqConsumer consumer = TDengine.consumer(ConnectionOptions.parse(server.url()), group)) {
      consumer.subscribe(List.of(topic));
      Awaitility.await().until(() -> consumer.assignment(topic).size() == 2);
      return consumer.committed(asked).orElse(-1);
    }
  }
}
