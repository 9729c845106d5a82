package io.taosbridge.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WktReaderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POINT(1.0 2.0)",
        "POINT(0.30000000000000004 4.9E-324)",
        "POINT EMPTY",
        "LINESTRING(1.0 2.0,3.0 4.0)",
        "LINESTRING EMPTY",
        "POLYGON((1.0 2.0,3.0 4.0,3.0 4.0,1.0 2.0),(1.0 2.0,3.0 4.0,3.0 4.0,1.0 2.0))",
        "POLYGON EMPTY",
        "MULTIPOINT((1.0 2.0),(3.0 4.0))",
        "MULTILINESTRING((1.0 2.0,3.0 4.0),(1.0 2.0,3.0 4.0))",
        "MULTIPOLYGON(((1.0 2.0,3.0 4.0,3.0 4.0,1.0 2.0)))",
        "GEOMETRYCOLLECTION(POINT(1.0 2.0),LINESTRING EMPTY,MULTIPOINT((1.0 2.0)))",
      })
  void readsWhatIsWritten(String text) {
    assertThat(Wkt.ofBinary(Wkt.toBinary(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"point(1 -2e0)", " Point ( 1.0  -2 ) ", "POINT(+1 -2.)"})
  void readsOtherSpellings(String text) {
    assertThat(HexFormat.of().formatHex(Wkt.toBinary(text)))
        .isEqualTo("0101000000000000000000f03f00000000000000c0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "POINT",
        "POINT()",
        "POINT(1)",
        "POINT(1 2",
        "POINT(1 2) x",
        "POINT(1 2 3)",
        "CIRCLE(1 2)",
        "LINESTRING(1 2)",
        "POLYGON((1 2,3 4,5 6,7 8))",
        "POLYGON((1 2,1 2))",
        "MULTIPOINT(1 2",
      })
  void refusesWhatIsNoGeometry(String text) {
    assertThatThrownBy(() -> Wkt.toBinary(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
