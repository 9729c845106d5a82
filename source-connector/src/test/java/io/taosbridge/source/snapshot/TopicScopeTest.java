package io.taosbridge.source.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicScopeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "create topic t as stable db.st | true | ''",
        "create topic if not exists `a b` as stable `d.b`.`S t`; | true | ''",
        "create topic t with meta as stable db.st where t1 > 0 and t2 = 'x;y'; | true"
            + " | t1 > 0 and t2 = 'x;y'",
        "CREATE TOPIC t AS STABLE st WHERE(t1>0) | true | (t1>0)",
        "create topic t only meta as database db | false | ''",
        "create topic `as stable x where y` as stable y | true | ''"
      })
  void findsWhatATopicHas(String statement, boolean hasRows, String condition) {
    // When
    TopicScope scope = TopicScope.of(statement);

    // Then
    assertThat(scope).isEqualTo(new TopicScope(hasRows, condition));
  }
}
