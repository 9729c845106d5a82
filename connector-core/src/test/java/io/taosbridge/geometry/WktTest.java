package io.taosbridge.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WktTest {

  private static final String ONE_TWO = "000000000000f03f0000000000000040";
  private static final String THREE_FOUR = "00000000000008400000000000001040";
  private static final String RING = "04000000" + ONE_TWO + THREE_FOUR + THREE_FOUR + ONE_TWO;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0101000000" + ONE_TWO + "| POINT(1.0 2.0)",
        "00000000013ff00000000000004000000000000000 | POINT(1.0 2.0)",
        "0101000000000000000000f87f000000000000f87f | POINT EMPTY",
        "010200000002000000" + ONE_TWO + THREE_FOUR + "| LINESTRING(1.0 2.0,3.0 4.0)",
        "010200000000000000 | LINESTRING EMPTY",
        "010300000001000000" + RING + "| POLYGON((1.0 2.0,3.0 4.0,3.0 4.0,1.0 2.0))",
        "0104000000020000000101000000"
            + ONE_TWO
            + "0101000000"
            + THREE_FOUR
            + "| MULTIPOINT((1.0 2.0),(3.0 4.0))",
        "010500000001000000010200000002000000"
            + ONE_TWO
            + THREE_FOUR
            + "| MULTILINESTRING((1.0 2.0,3.0 4.0))",
        "010600000001000000010300000001000000"
            + RING
            + "| MULTIPOLYGON(((1.0 2.0,3.0 4.0,3.0 4.0,1.0 2.0)))",
        "0107000000020000000101000000"
            + ONE_TWO
            + "010200000000000000 | GEOMETRYCOLLECTION(POINT(1.0 2.0),LINESTRING EMPTY)",
      })
  void writesEachKindOfGeometry(String hex, String expected) {
    // Given
    byte[] binary = HexFormat.of().parseHex(hex);

    // Then
    assertThat(Wkt.ofBinary(binary)).isEqualTo(expected);
  }

  @Test
  void keepsAllDigits() {
    // Given: 0.1 + 0.2 and the smallest double there is
    byte[] binary = HexFormat.of().parseHex("0101000000343333333333d33f0100000000000000");

    // Then
    assertThat(Wkt.ofBinary(binary)).isEqualTo("POINT(0.30000000000000004 4.9E-324)");
  }

  @Test
  void refusesWhatFollows() {
    // Given
    byte[] binary = HexFormat.of().parseHex("0101000000" + ONE_TWO + "00");

    // Then
    assertThatThrownBy(() -> Wkt.ofBinary(binary)).hasMessageContaining("1 more bytes");
  }

  @Test
  void refusesWhatIsCutOff() {
    // Given
    byte[] whole = HexFormat.of().parseHex("010300000001000000" + RING);

    // Then
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Wkt.ofBinary(part))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("cut off");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0201000000, byte order 2",
    "0108000000, type 8",
    "01e9030000, type 1001",
    "0104000000010000000102000000, another type",
    "0102000000ffffffff, cut off",
    "0102000000ffffff7f, cut off",
  })
  void refusesWhatIsNoGeometry(String hex, String message) {
    assertThatThrownBy(() -> Wkt.ofBinary(HexFormat.of().parseHex(hex)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesToGoDownForEver() {
    // Given
    byte[] binary = HexFormat.of().parseHex("010700000001000000".repeat(1000));

    // Then
    assertThatThrownBy(() -> Wkt.ofBinary(binary)).hasMessageContaining("beyond 32");
  }
}
