package io.taosbridge.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.client.error.TDengineException;
import io.taosbridge.source.testing.CountingProxy;
import io.taosbridge.source.testing.TaskRun;
import io.taosbridge.source.testing.TestServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A task whose server leaves it waiting, or whose Kafka does. */
@DisabledIfSystemProperty(named = "tdengine.url", matches = ".+")
class TaskLifeTest {

  private static final Duration FOREVER = Duration.ofMinutes(10);

  private final TestServer server = new TestServer("vgroups 1");
  private final Map<Map<String, ?>, Map<String, Object>> stored = new HashMap<>();
  private final String topic = server.topic("t");
  private TaskRun task;

  @BeforeEach
  void createTopic() {
    server.execute("create stable $db.st (ts timestamp, v int) tags (t1 int)");
    server.execute("create topic " + topic + " as stable $db.st");
  }

  private TaskRun start(String... settings) {
    Map<String, String> all = new HashMap<>();
    all.put("connection.url", server.url() + "?read_timeout=600&conn_retries=0");
    all.put("name", "life");
    all.put("topics", topic);
    all.put("poll.max.wait.ms", "100");
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    task = new TaskRun(all, stored);
    return task;
  }

  @AfterEach
  void stop() {
    task.close();
    server.close();
  }

  private void insert(String table, int... values) {
    for (int value : values) {
      server.execute(
          "insert into $db."
              + table
              + " using $db.st tags (1) values ("
              + (1_700_000_000_000L + value)
              + ", "
              + value
              + ")");
    }
  }

  /** A topic can be dropped then only. */
  private void awaitThatNobodyIsSubscribed() {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptionsInstanceOf(TDengineException.class)
        .until(
            () -> {
              server.execute("drop topic " + topic);
              return true;
            });
  }

  private static List<Object> values(List<SourceRecord> records) {
    return records.stream().map(record -> ((Struct) record.value()).get("v")).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"conn", "binary_query", "subscribe", "assignment", "seek"})
  void pollsAndStopsWhenAnAnswerDoesNotComeAtTheStart(String action) {
    // Given
    server.faults().delay(action, FOREVER, 1);
    start();
    Awaitility.await().until(() -> server.faults().pending() == 0);

    // When
    List<SourceRecord> polled = task.poll();
    task.close();

    // Then
    assertThat(polled).isEmpty();
    awaitThatNobodyIsSubscribed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"poll", "fetch_raw_data", "fetch_raw_block"})
  void pollsAndStopsWhenAnAnswerDoesNotComeWhileItReads(String action) {
    // Given
    start();
    insert("a", 1);
    task.receive(1);
    server.faults().delay(action, FOREVER, 1);
    insert("b", 2);
    Awaitility.await().until(() -> server.faults().pending() == 0);

    // When
    task.poll();
    task.close();

    // Then
    awaitThatNobodyIsSubscribed();
  }

  @Test
  void readsOnWhereItStoppedAfterAnAnswerThatDidNotCome() {
    // Given
    start();
    insert("a", 1);
    task.receive(1);
    server.faults().delay("fetch_raw_data", FOREVER, 1);
    insert("a", 2, 3);
    Awaitility.await().until(() -> server.faults().pending() == 0);
    task.close();

    // When
    List<SourceRecord> records = start().receive(2);

    // Then
    assertThat(values(records)).containsExactly(2, 3);
  }

  @Test
  void goesOnWhenItsConsumerWasLostWhileNobodyPolled() {
    // Given
    start("max.buffered.bytes", "1", "min.poll.rows", "1");
    insert("a", 1, 2, 3, 4, 5, 6, 7, 8);
    task.receive(1);

    // When
    assertThat(server.faults().loseConsumers(server.groupOf(topic))).isEqualTo(1);
    List<SourceRecord> records = task.receive(8);

    // Then
    assertThat(values(records)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void goesToTheNextHostWhenItsOwnIsGone() {
    // Given
    try (CountingProxy first = new CountingProxy(server.url());
        CountingProxy second = new CountingProxy(server.url())) {
      String hosts = hostAndPort(first.url()) + "," + hostAndPort(second.url());
      start("connection.url", server.url().replace(hostAndPort(server.url()), hosts));
      insert("a", 1);
      task.receive(1);
      CountingProxy used = first.received() > second.received() ? first : second;

      // When
      used.close();
      insert("a", 2);
      List<SourceRecord> records = task.receive(2);

      // Then
      assertThat(values(records)).containsExactly(1, 2);
    }
  }

  private static String hostAndPort(String url) {
    return url.substring(url.indexOf('@') + 1);
  }
}
