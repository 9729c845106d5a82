package io.taosbridge.client.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WellKnownTextTest {

  private static final String ONE = "000000000000f03f";
  private static final String TWO = "0000000000000040";
  private static final String POINT = "0101000000" + ONE + TWO;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        POINT + " | POINT (1.0 2.0)",
        "00000000013ff00000000000004000000000000000 | POINT (1.0 2.0)",
        "010200000002000000" + ONE + TWO + TWO + ONE + " | LINESTRING (1.0 2.0, 2.0 1.0)",
        "010200000000000000 | LINESTRING EMPTY",
        "01030000000100000002000000" + ONE + TWO + TWO + ONE + " | POLYGON ((1.0 2.0, 2.0 1.0))",
        "010400000002000000" + POINT + POINT + " | MULTIPOINT ((1.0 2.0), (1.0 2.0))",
        "010500000001000000010200000001000000" + ONE + TWO + " | MULTILINESTRING ((1.0 2.0))",
        "01060000000100000001030000000100000001000000"
            + ONE
            + TWO
            + " | MULTIPOLYGON (((1.0 2.0)))",
        "010700000001000000" + POINT + " | GEOMETRYCOLLECTION (POINT (1.0 2.0))"
      })
  void writesEveryKind(String hex, String expected) {
    // When
    String text = WellKnownText.of(HexFormat.of().parseHex(hex));

    // Then
    assertThat(text).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "01",
        "0108000000",
        "0101000000" + ONE,
        POINT + "00",
        "0102000000ffffff7f",
        "0101000020e6100000" + ONE + TWO,
        "0101000000000000000000f87f" + ONE
      })
  void refusesWhatIsNoGeometry(String hex) {
    // When, Then
    assertThatThrownBy(() -> WellKnownText.of(HexFormat.of().parseHex(hex)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesEndlessNesting() {
    // Given
    byte[] nested = HexFormat.of().parseHex("010700000001000000".repeat(10_000));

    // When, Then
    assertThatThrownBy(() -> WellKnownText.of(nested))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("levels");
  }
}
