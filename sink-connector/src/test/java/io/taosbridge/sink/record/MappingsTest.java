package io.taosbridge.sink.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.block.ColumnType;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class MappingsTest {

  @Test
  void givesATopicItsOwnOptionsInThePlaceOfTheCommonOnes() {
    // Given
    Mappings mappings =
        Mappings.of(
            Map.of(
                "stable", "common",
                "timestamp.unit", "us",
                "topic.a.b.timestamp.unit", "s",
                "topic.timestamp.unit.stable", "odd"));

    // When / Then
    assertThat(mappings.of("a.b").timestamp().unit()).isEqualTo(EpochUnit.SECONDS);
    assertThat(mappings.of("a.b").names().stable()).hasToString("common");
    assertThat(mappings.of("timestamp.unit").names().stable()).hasToString("odd");
    assertThat(mappings.of("other").timestamp().unit()).isEqualTo(EpochUnit.MICROSECONDS);
  }

  @Test
  void saysWhichOptionOfATopicIsWrong() {
    // When / Then
    assertThat(
            Mappings.problems(
                Map.of(
                    "topic.a.stable", "fine",
                    "topic.a.types", "v:STRING",
                    "topic.a.linger.ms", "1",
                    "topic.stable", "no topic")))
        .containsOnlyKeys("topic.a.types", "topic.a.linger.ms", "topic.stable")
        .extractingByKey("topic.a.linger.ms")
        .asString()
        .contains("topic.<name>.<option>", "timestamp.unit");
    assertThatThrownBy(() -> Mappings.of(Map.of("topic.a.nested", "no")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("topic a");
  }

  @Test
  void readsTypesWithCommasInside() {
    // When
    Map<String, ColumnType> types =
        Mappings.of(Map.of("types", "a:DECIMAL(10,2), b : int unsigned,c:NCHAR(8)"))
            .common()
            .fields()
            .types();

    // Then
    assertThat(types)
        .containsOnly(
            Map.entry("a", ColumnType.decimal(10, 2)),
            Map.entry("b", ColumnType.parse("INT UNSIGNED")),
            Map.entry("c", ColumnType.parse("NCHAR(8)")));
  }
}
