package io.taosbridge.source.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.taosbridge.connect.RecordNames;
import io.taosbridge.connect.meta.MetaChange.Action;
import io.taosbridge.connect.meta.MetaEvent;
import io.taosbridge.connect.meta.MetaEvent.Kind;
import io.taosbridge.connect.meta.MetaRange;
import io.taosbridge.connect.meta.MetaSchema;
import io.taosbridge.connect.meta.TagValue;
import io.taosbridge.source.testing.Harness;
import io.taosbridge.source.testing.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Metadata of topics on the embedded server, or with {@code -Dtdengine.url} on a real one. */
class MetadataOnTDengineTest {

  private final TestServer server = new TestServer("vgroups 1 precision 'us'");
  private final Map<Map<String, ?>, Map<String, ?>> stored = new HashMap<>();
  private final List<Harness> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(Harness::close);
    server.close();
  }

  private Harness start(String topic, String... settings) {
    Map<String, String> all = new HashMap<>();
    all.put("connection.url", server.url());
    all.put("name", server.database());
    all.put("topics", topic);
    all.put("meta.handling", "replicate");
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    Harness harness = new Harness(all, stored);
    started.add(harness);
    return harness;
  }

  private String databaseTopic() {
    String topic = server.topic("d");
    server.execute("create topic " + topic + " with meta as database $db");
    return topic;
  }

  private static boolean isEvent(SourceRecord record) {
    return record.valueSchema() != null && MetaSchema.NAME.equals(record.valueSchema().name());
  }

  private static MetaEvent event(SourceRecord record) {
    return MetaSchema.fromStruct((Struct) record.value());
  }

  private static String header(SourceRecord record, String name) {
    return (String) record.headers().lastWithName(name).value();
  }

  @Test
  void tellsEveryChangeInOrderWithTheRows() throws InterruptedException {
    // Given
    String topic = databaseTopic();
    server.execute(
        "create stable $db.st (ts timestamp, v int, d decimal(10,2)) tags (g int, n nchar(10))");
    server.execute("create table $db.c using $db.st tags (1, 'one')");
    server.execute("insert into $db.c values (1700000000000001, 1, 1.5)");
    server.execute("alter table $db.c set tag g = 2");
    server.execute("alter stable $db.st add column w double");
    server.execute("delete from $db.c where ts = 1700000000000001");
    server.execute("create table $db.z (ts timestamp, v int)");

    // When
    List<SourceRecord> records = start(topic).receive(7);

    // Then
    assertThat(records)
        .extracting(record -> isEvent(record) ? event(record).kind() : "row")
        .containsExactly(
            Kind.CREATE_STABLE,
            Kind.CREATE_TABLE,
            "row",
            Kind.ALTER_TABLE,
            Kind.ALTER_STABLE,
            Kind.DELETE,
            Kind.CREATE_TABLE);
    MetaEvent stable = event(records.get(0));
    assertThat(stable.columns())
        .extracting(column -> column.name() + " " + column.type())
        .containsExactly("ts TIMESTAMP", "v INT", "d DECIMAL(10,2)");
    assertThat(stable.tags())
        .extracting(column -> column.name() + " " + column.type())
        .containsExactly("g INT", "n NCHAR(10)");
    assertThat(event(records.get(1)).values())
        .extracting(TagValue::name, TagValue::text)
        .contains(tuple("n", "one"));
    assertThat(event(records.get(3)).change().action()).isEqualTo(Action.SET_TAGS);
    assertThat(event(records.get(3)).stable()).isEqualTo("st");
    assertThat(event(records.get(5)).range())
        .isEqualTo(new MetaRange(1_700_000_000_000_001L, 1_700_000_000_000_001L));
    assertThat(records).allSatisfy(record -> assertThat(record.kafkaPartition()).isZero());
    assertThat(header(records.get(0), RecordNames.KIND_HEADER)).isEqualTo("meta");
    assertThat(header(records.get(2), RecordNames.KIND_HEADER)).isEqualTo("data");
    assertThat(records.get(3).key()).isEqualTo("c");
  }

  @Test
  void tellsWhichTablesADeleteByTagHit() throws InterruptedException {
    // Given
    server.execute("create stable $db.st (ts timestamp, v int) tags (g int)");
    for (int g = 1; g <= 3; g++) {
      server.execute(
          String.format(
              "insert into $db.c%d using $db.st tags (%d) values (1700000000000001, 1)", g, g));
    }
    String topic = databaseTopic();
    Harness run = start(topic, "auto.offset.reset", "latest");
    run.pollUntil(harness -> !harness.engine().positions().all().isEmpty());

    // When
    server.execute("delete from $db.st where g <> 2");

    // Then
    assertThat(run.receive(2))
        .extracting(record -> event(record).kind(), record -> event(record).table())
        .containsExactly(tuple(Kind.DELETE, "c1"), tuple(Kind.DELETE, "c3"));
  }

  @Test
  void tellsOfTablesMadeByAnInsertBeforeTheirRows() throws InterruptedException {
    // Given
    server.execute("create stable $db.st (ts timestamp, v int) tags (g double)");
    String topic = server.topic("s");
    server.execute("create topic " + topic + " with meta as stable $db.st");
    server.execute(
        "insert into $db.a using $db.st tags (0.1) values (1700000000000001, 1)"
            + " $db.b using $db.st tags (null) values (1700000000000002, 2)");

    // When
    List<SourceRecord> records = start(topic).receive(5);

    // Then
    assertThat(records)
        .extracting(record -> isEvent(record) ? event(record).subject() : "row")
        .startsWith("st", "a", "b", "row", "row");
    assertThat(event(records.get(1)).values().get(0).text()).isEqualTo("0.1");
    assertThat(event(records.get(2)).values().get(0).text()).isNull();
  }

  @Test
  void repeatsAtMostTheMessageThatWasNotDelivered() throws InterruptedException {
    // Given
    String topic = databaseTopic();
    server.execute("create stable $db.st (ts timestamp, v int) tags (g int)");
    server.execute("create table $db.a using $db.st tags (1) $db.b using $db.st tags (2)");
    server.execute("drop table $db.a");
    server.execute("create table $db.z (ts timestamp, v int)");
    List<Object> subjects = new ArrayList<>();

    // When: the run ends between the two events of one message
    try (Harness run = start(topic)) {
      List<SourceRecord> polled = new ArrayList<>();
      await()
          .pollDelay(Duration.ZERO)
          .atMost(Duration.ofMinutes(1))
          .until(
              () -> {
                polled.addAll(run.engine().poll());
                return polled.size() >= 3;
              });
      run.deliver(polled.get(0));
      run.deliver(polled.get(1));
      run.received().forEach(record -> subjects.add(event(record).subject()));
    }
    try (Harness run = start(topic)) {
      run.receive(4).forEach(record -> subjects.add(event(record).subject()));
    }

    // Then
    assertThat(subjects).containsExactly("st", "a", "a", "b", "a", "z");
  }

  @Test
  void makesTopicsOfSupertablesWithMetadata() throws InterruptedException {
    // Given
    server.execute("create stable $db.st (ts timestamp, v int) tags (g int)");
    server.dropLater("taosbridge_" + server.database() + "_st");
    Map<String, String> settings =
        Map.of(
            "connection.url",
            server.url(),
            "name",
            server.database(),
            "database",
            server.database(),
            "stables",
            "st",
            "auto.offset.reset",
            "latest",
            "meta.handling",
            "replicate");
    Harness run = new Harness(settings, stored);
    started.add(run);
    run.pollUntil(harness -> !harness.engine().positions().all().isEmpty());

    // When
    server.execute("create table $db.c using $db.st tags (1)");

    // Then
    assertThat(event(run.receive(1).get(0)).table()).isEqualTo("c");
  }

  @Test
  void refusesATopicWithoutMetadata() {
    // Given
    String topic = server.topic("plain");
    server.execute("create topic " + topic + " as database $db");
    Harness run = start(topic);

    // When, Then
    assertThatThrownBy(() -> run.receive(1))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining(topic)
        .hasMessageContaining("WITH META")
        .hasMessageContaining("meta.handling=ignore");
  }

  @Test
  void sendsEventsToATopicOfTheirOwnAndTombstonesToTheRows() throws InterruptedException {
    // Given
    String topic = databaseTopic();
    server.execute("create table $db.n (ts timestamp, v int)");
    server.execute("drop table $db.n");

    // When
    List<SourceRecord> records =
        start(
                topic,
                "meta.handling",
                "events",
                "meta.topic",
                "changes-of-${database}",
                "meta.tombstones",
                "true")
            .receive(3);

    // Then
    String changes = "changes-of-" + server.database();
    assertThat(records).extracting(SourceRecord::topic).containsExactly(changes, changes, topic);
    assertThat(records).extracting(SourceRecord::key).containsOnly("n");
    assertThat(records.get(2).value()).isNull();
    assertThat(header(records.get(2), RecordNames.KIND_HEADER)).isEqualTo("tombstone");
  }
}
