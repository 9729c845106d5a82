package io.taosbridge.sink.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.client.Connection;
import io.taosbridge.client.SchemalessBatch;
import io.taosbridge.client.StubConnection;
import io.taosbridge.client.error.Errors;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SinkMetricsTest {

  private final ShownMetrics shown = new ShownMetrics();

  @Test
  void tellsHowLongAgoTheServerTookRows() {
    // Given
    shown.metrics.close();
    AtomicLong now = new AtomicLong(-5);
    SinkMetrics metrics = new SinkMetrics(shown.task(), now::get);
    Number before = shown.value("write-age-seconds");

    // When
    metrics.written(10, 100);
    metrics.written(20, 100);
    now.addAndGet(TimeUnit.MILLISECONDS.toNanos(2_500));

    // Then
    assertThat(before).isNull();
    assertThat(shown.value("write-age-seconds")).isEqualTo(2.5);
    assertThat(shown.value("rows-per-batch-avg")).isEqualTo(15.0);
  }

  @Test
  void countsTextThatIsPassedOnThoughTheServerDoesNotTellItsRows() {
    // Given
    Connection rest =
        new StubConnection() {
          @Override
          public long insert(SchemalessBatch batch) {
            return -1;
          }
        };

    // When
    shown.metrics.watched(rest).insert(SchemalessBatch.ofLines(List.of("m v=1 1")));

    // Then
    assertThat(shown.counted(name -> name.matches("(row|batch|byte)-total")))
        .containsOnlyKeys("batch-total", "byte-total");
  }

  @Test
  void countsTheTimeOfAnExecutionThatFailsAndNothingElse() {
    // Given
    Connection lost =
        new StubConnection() {
          @Override
          public long execute(String sql, long requestId) {
            throw Errors.lost("connection lost", null);
          }
        };

    // When
    assertThatThrownBy(() -> shown.metrics.watched(lost).execute("INSERT INTO `t` VALUES (1)"))
        .hasMessageContaining("connection lost");

    // Then
    assertThat(shown.value("exec-time-ms-total").doubleValue()).isPositive();
    assertThat(shown.value("batch-total")).isEqualTo(0L);
    assertThat(shown.value("write-age-seconds")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "CREATE STABLE IF NOT EXISTS `d`.`s` (`ts` TIMESTAMP) TAGS (`g` INT); CREATE",
        "CREATE TABLE IF NOT EXISTS `d`.`t` USING `d`.`s` TAGS (1); CREATE",
        "CREATE DATABASE IF NOT EXISTS `d`; NONE",
        "ALTER STABLE `d`.`s` ADD COLUMN `v` INT; ADD",
        "ALTER TABLE `d`.`t` ADD TAG `v` INT; ADD",
        "ALTER STABLE `d`.`a ADD COLUMN b` MODIFY TAG `v` NCHAR(8); WIDEN",
        "ALTER TABLE `d`.`t` SET TAG `v` = 1; NONE",
        "DROP TABLE IF EXISTS `d`.`t`; NONE"
      })
  void knowsWhatAStatementDoesToTables(String statement, TableChange change) {
    // When / Then
    assertThat(TableChange.of(statement)).isEqualTo(change);
  }
}
