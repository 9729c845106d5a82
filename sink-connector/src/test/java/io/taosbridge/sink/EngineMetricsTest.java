package io.taosbridge.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.sink.config.SinkConfig;
import io.taosbridge.sink.insert.Session;
import io.taosbridge.sink.metrics.ShownMetrics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** What an engine shows of itself while the server is away and when it is back. */
class EngineMetricsTest {

  private static final TopicPartition PARTITION = new TopicPartition("air", 0);

  private static final SinkRecord EMPTY = new SinkRecord("air", 0, null, null, null, null, 0);

  private final FakeTDengine server = new FakeTDengine();
  private final ShownMetrics shown = new ShownMetrics();
  private final AtomicLong now = new AtomicLong(1_000_000);
  private final SettledEngine engine = engine("ignore");

  private SettledEngine engine(String nullRecord) {
    return new SettledEngine(
        new SinkConfig(
            Map.of(
                "connection.url", "ws://localhost:6041",
                "linger.ms", "60000",
                "database", "city",
                "stable", "air",
                "database.auto.create", "true",
                "table", "t_${value.g}",
                "tags", "g",
                "null.record", nullRecord)),
        () -> new Session(() -> shown.metrics.watched(server.connect())),
        new FakeReporter(),
        now::get,
        shown.metrics);
  }

  @Test
  void showsWhatWaitsForTheServerAndEveryAttempt() {
    // Given
    server.down = true;
    engine.put(records(3));
    Map<String, Long> accepted = shown.counted(name -> name.matches("pending-records|retry.*"));

    // When
    commit();
    now.addAndGet(100_000);
    commit();

    // Then
    assertThat(accepted).containsExactly(Map.entry("pending-records", 3L));
    assertThat(shown.counted(name -> name.matches("pending-records|retry.*|row-total")))
        .containsOnly(
            Map.entry("pending-records", 3L),
            Map.entry("retry-total", 2L),
            Map.entry("retrying", 1L));
    assertThat(shown.value("pending-bytes").longValue()).isPositive();
  }

  @Test
  void showsThatTheServerTakesRowsAgain() {
    // Given
    server.down = true;
    engine.put(records(3));
    commit();
    server.down = false;
    now.addAndGet(100_000);

    // When
    commit();

    // Then
    assertThat(shown.counted(name -> name.matches("pending.*|retry.*|(row|batch)-total")))
        .containsOnly(
            Map.entry("retry-total", 1L), Map.entry("row-total", 3L), Map.entry("batch-total", 1L));
    assertThat(shown.value("write-age-seconds").doubleValue()).isNotNegative();
    assertThat(shown.value("byte-total").longValue()).isPositive();
    assertThat(shown.value("bind-time-ms-total").doubleValue()).isPositive();
    assertThat(shown.value("exec-time-ms-total").doubleValue()).isPositive();
  }

  @Test
  void showsWhatIsInFlightWhileTheServerIsAtIt() {
    // Given
    List<Number> seen = new ArrayList<>();
    server.badRow =
        row -> {
          seen.add(shown.value("pending-records"));
          return false;
        };
    engine.put(records(2));

    // When
    commit();

    // Then
    assertThat(seen).isNotEmpty().containsOnly(2);
    assertThat(shown.value("pending-records")).isEqualTo(0);
  }

  @Test
  void forgetsWhatAnotherTaskWrites() {
    // Given
    server.down = true;
    engine.put(records(2));

    // When
    engine.revoke(List.of(PARTITION));

    // Then
    assertThat(shown.value("pending-records")).isEqualTo(0);
    assertThat(shown.value("pending-bytes")).isEqualTo(0L);
  }

  @Test
  void countsRecordsThatAreLeftOut() {
    // When
    engine.put(List.of(EMPTY));

    // Then
    assertThat(shown.value("ignored-row-total")).isEqualTo(1L);
    assertThat(shown.value("bad-record-total")).isEqualTo(0L);
  }

  @Test
  void countsRecordsWithoutValueThatAreBad() {
    // When
    engine("fail").put(List.of(EMPTY));

    // Then
    assertThat(shown.counted(name -> name.matches("bad.*|ignored.*")))
        .containsOnly(
            Map.entry("bad-record-total", 1L), Map.entry("bad-record-no-value-total", 1L));
  }

  @Test
  void countsRecordsThatTheServerRefuses() {
    // Given
    server.beforeExecution.add(FakeTDengine.error(ErrorAction.BAD_RECORD, 0x0216, "no such value"));
    engine.put(records(1));

    // When
    commit();

    // Then
    assertThat(shown.counted(name -> name.matches("bad.*|retry.*|row-total")))
        .containsOnly(Map.entry("bad-record-total", 1L), Map.entry("bad-record-refused-total", 1L));
  }

  private void commit() {
    engine.preCommit(Map.of(PARTITION, new OffsetAndMetadata(10)));
  }

  private static List<SinkRecord> records(int count) {
    List<SinkRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, Object> value = new HashMap<>();
      value.put("ts", SinkHarness.RECORD_TIME + i);
      value.put("v", 1.5);
      value.put("g", 1);
      records.add(new SinkRecord("air", 0, null, null, null, value, i));
    }
    return records;
  }
}
