package io.taosbridge.source.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class TopicsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "create topic t as stable db.st | st",
        "create topic if not exists t as stable st | st",
        "CREATE TOPIC IF NOT EXISTS `a b` AS STABLE `d.b`.`S t` | S t",
        "create topic t with meta as stable db.ST where t1 > 0 | st",
        "create topic t only meta as stable `db` . `St`; | St",
        "create topic `as stable x` as stable y | y"
      })
  void findsTheSupertableInTheStatementOfATopic(String sql, String expected) {
    assertThat(Topics.stableOf("t", sql)).isEqualTo(expected);
  }

  @Test
  void saysWhichStatementItCannotRead() {
    assertThatThrownBy(() -> Topics.stableOf("t1", "create topic t1 as something"))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("t1")
        .hasMessageContaining("create topic t1 as something");
  }
}
