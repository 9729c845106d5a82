package io.taosbridge.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is counted of records that are good and bad, and of what is made for them. */
@Timeout(120)
class MetricsOnTDengineTest {

  private final TestServer server = new TestServer();
  private final SinkHarness sink =
      new SinkHarness(server).with("tags", "g").with("table", "t_${value.g}");

  @AfterEach
  void close() {
    sink.close();
    server.close();
  }

  @Test
  void countsBadRecordsByWhatIsWrongWithThem() {
    // Given
    server.execute("create database $db keep 36500d vgroups 2");
    server.execute("create stable $db.air (ts timestamp, v int, s varchar(3)) tags (g int)");
    sink.with("unknown.field", "dlq")
        .json("{'ts': 1714557600000, 'v': 1, 's': 'ok', 'g': 1}")
        .json("{'ts': 1714557600001, 'v': 1, 's': 'too long', 'g': 1}")
        .json("{'ts': 1714557600002, 'v': 1, 's': 'longer', 'g': 1}")
        .json("{'ts': -5000000000000, 'v': 1, 's': 'old', 'g': 1}")
        .json("{'ts': null, 'v': 1, 's': 'x', 'g': 1}")
        .json("{'v': 1, 's': 'x', 'g': 1}")
        .json("{'ts': 1714557600003, 'v': 1, 's': 'x', 'g': 1, 'other': 1}")
        .json("{'ts': 1714557600004, 'v': 'many', 's': 'x', 'g': 1}")
        .json("'text'");

    // When
    sink.write();

    // Then
    assertThat(sink.shown.counted(name -> name.startsWith("bad-record")))
        .containsOnly(
            Map.entry("bad-record-total", 8L),
            Map.entry("bad-record-too-long-total", 2L),
            Map.entry("bad-record-out-of-range-total", 1L),
            Map.entry("bad-record-no-timestamp-total", 2L),
            Map.entry("bad-record-unknown-field-total", 1L),
            Map.entry("bad-record-unfit-total", 2L));
    assertThat(sink.shown.value("row-total")).isEqualTo(1L);
  }

  @Test
  void countsTextThatCannotBeRead() {
    // Given
    sink.with("input.format", "line").with("text.precision", "ms");
    line("air,g=1 v=1 1714557600000");
    line("air,g=1 v=high 1714557600000");
    line("air");

    // When
    sink.write();

    // Then
    assertThat(sink.shown.counted(name -> name.matches("bad.*|row.*|table-created.*")))
        .containsOnly(
            Map.entry("row-total", 1L),
            Map.entry("rows-per-batch-avg", 1L),
            Map.entry("table-created-total", 1L),
            Map.entry("bad-record-total", 2L),
            Map.entry("bad-record-bad-text-total", 2L));
  }

  @ParameterizedTest
  @CsvSource({"stmt2, ws", "sql, http"})
  void countsWhatIsWrittenAndMade(String method, String scheme) {
    // Given
    sink.over(scheme).with("write.method", method).with("auto.evolve", "true");
    for (int i = 0; i < 10; i++) {
      sink.json("{'ts': " + (SinkHarness.RECORD_TIME + i) + ", 's': 'x', 'g': " + i % 2 + "}");
    }
    sink.write();

    // When
    sink.json("{'ts': 1714557700000, 's': 'x', 'v': 1, 'g': 1}").write();
    sink.json("{'ts': 1714557700001, 's': '" + "x".repeat(500) + "', 'g': 1}").write();

    // Then
    assertThat(server.query("select count(*) from $db.air")).containsExactly("12");
    assertThat(sink.shown.counted(name -> name.matches("(row|batch|table.*|column.*|bad.*)-total")))
        .containsOnly(
            Map.entry("row-total", 12L),
            Map.entry("batch-total", 3L),
            Map.entry("table-created-total", 1L),
            Map.entry("column-added-total", 1L),
            Map.entry("column-widened-total", 1L));
    assertThat(sink.shown.value("rows-per-batch-avg")).isEqualTo(4.0);
    assertThat(sink.shown.value("byte-total").longValue()).isGreaterThan(500);
  }

  private void line(String text) {
    sink.record(null, new SchemaAndValue(Schema.STRING_SCHEMA, text), new ConnectHeaders());
  }
}
