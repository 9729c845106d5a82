package io.taosbridge.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {

  private static final Set<String> ALLOWED = Set.of("a", "b");

  @ParameterizedTest
  @CsvSource({"${a}, 1", "x-${a}.${b}-y, x-1.2-y", "plain, plain", "${a}${a}, 11"})
  void fillsPlaceholders(String text, String expected) {
    // When
    String filled = Template.parse(text, ALLOWED).fill(Map.of("a", "1", "b", "2")::get);

    // Then
    assertThat(filled).isEqualTo(expected);
  }

  @Test
  void refusesUnknownPlaceholders() {
    assertThatThrownBy(() -> Template.parse("${a}-${c}", ALLOWED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown placeholder ${c}, expected one of ${a}, ${b}");
  }

  @Test
  void refusesMissingValues() {
    // Given
    Template template = Template.parse("x-${b}", ALLOWED);

    // Then
    assertThatThrownBy(() -> template.fill(Map.of("a", "1")::get))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("${b}")
        .hasMessageContaining("x-${b}");
  }
}
