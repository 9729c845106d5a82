package io.taosbridge.source.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.source.testing.Harness;
import io.taosbridge.source.testing.TestServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A query topic that TDengine cuts inside one write to several tables (tmq.md, section 6). */
class QueryTopicTest {

  private static final int TABLES = 8;

  private final TestServer server = new TestServer("vgroups 1");
  private final Map<Map<String, ?>, Map<String, ?>> stored = new HashMap<>();
  private final Map<String, String> settings = new HashMap<>();

  @BeforeEach
  void writeToSeveralTables() {
    server.execute("create stable $db.st (ts timestamp, v int) tags (t1 int)");
    String topic = server.topic("q");
    server.execute("create topic " + topic + " as select ts, v, tbname from $db.st");
    StringBuilder insert = new StringBuilder("insert into");
    for (int table = 0; table < TABLES; table++) {
      insert.append(" $db.c" + table + " using $db.st tags (1) values (1700000000000, ");
      insert.append(table + ")");
    }
    server.execute(insert.toString());
    settings.put("connection.url", server.url());
    settings.put("topics", topic);
    settings.put("name", server.database());
    settings.put("min.poll.rows", "2");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** After each of the parts, of which the first ones alone are in Kafka. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void losesNothingOfAWriteWhenItCrashesBetweenItsParts(int before) throws InterruptedException {
    // Given
    List<Object> values = new ArrayList<>();
    settings.put("group.id", server.database() + "_before");
    try (Harness first = new Harness(settings, stored)) {
      List<SourceRecord> polled = new ArrayList<>();
      while (polled.size() < before) {
        polled.addAll(first.engine().poll());
      }
      polled.subList(0, before).forEach(first::deliver);
      values.addAll(values(first.received()));
    }

    // When
    settings.put("group.id", server.database() + "_after");
    try (Harness second = new Harness(settings, stored)) {
      second.receive(TABLES);
      values.addAll(values(second.received()));
    }

    // Then
    assertThat(new TreeSet<>(values)).hasSize(TABLES);
  }

  @Test
  void goesOnBehindAWriteOnceALaterOneIsInKafka() throws InterruptedException {
    // Given
    try (Harness first = new Harness(settings, stored)) {
      first.receive(TABLES);
      server.execute("insert into $db.c0 values (1700000000001, 100)");
      first.receive(TABLES + 1);
    }

    // When
    server.execute("insert into $db.c0 values (1700000000002, 101)");
    try (Harness second = new Harness(settings, stored)) {
      second.receive(2);

      // Then
      assertThat(values(second.received())).containsExactly(100, 101);
    }
  }

  private static List<Object> values(List<SourceRecord> records) {
    return records.stream().map(record -> ((Struct) record.value()).get("v")).toList();
  }
}
