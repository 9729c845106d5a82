package io.taosbridge.schemaless;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.block.Precision;
import io.taosbridge.client.SchemalessPrecision;
import io.taosbridge.client.SchemalessProtocol;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {

  private static ReadPoints read(String text) {
    return ReadPoints.of(SchemalessProtocol.LINE, text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\0',
      value = {
        "1;1.0:DOUBLE",
        "-0.25;-0.25:DOUBLE",
        "+.5;0.5:DOUBLE",
        "5.;5.0:DOUBLE",
        "1e3;1000.0:DOUBLE",
        "1E-2f64;0.01:DOUBLE",
        "0.1;0.1:DOUBLE",
        "100000000000000000;1.0E17:DOUBLE",
        "1234567890123456789012;1.2345678901234568E21:DOUBLE",
        "0.30000000000000004;0.30000000000000004:DOUBLE",
        "4.9e-324;4.9E-324:DOUBLE",
        "-0;-0.0:DOUBLE",
        "NaN;NaN:DOUBLE",
        "-Infinity;-Infinity:DOUBLE",
        "0x1F;31.0:DOUBLE",
        "0x.8p1;1.0:DOUBLE",
        "1.1f32;1.1:FLOAT",
        "1F32;1.0:FLOAT",
        "-128i8;-128:TINYINT",
        "1.9i8;1:TINYINT",
        "-32768I16;-32768:SMALLINT",
        "2147483647i32;2147483647:INT",
        "9223372036854775807i64;9223372036854775807:BIGINT",
        "-9223372036854775808i;-9223372036854775808:BIGINT",
        "9007199254740993i;9007199254740993:BIGINT",
        "1e3i;1:BIGINT",
        ".5i;0:BIGINT",
        "255u8;255:UTINYINT",
        "65535U16;65535:USMALLINT",
        "4294967295u32;4294967295:UINT",
        "18446744073709551615u64;18446744073709551615:UBIGINT",
        "7u;7:UBIGINT",
        "t;true:BOOL",
        "FALSE;false:BOOL",
        "\"\";:VARCHAR",
        "\"a b,c=d\";a b,c=d:VARCHAR",
        "\"say \\\"hi\\\" \\\\ \\n\";say \"hi\" \\ \\n:VARCHAR",
        "L\"数据😀\";数据😀:NCHAR",
        "B\"ab\";6162:VARBINARY",
        "b\"\\x00fF\";00ff:VARBINARY",
        "g\"Point(1 2)\";0101000000000000000000f03f0000000000000040:GEOMETRY",
      })
  void tellsTypesByTheFormOfValues(String value, String expected) {
    // When
    ReadPoints read = read("m,t=x v=" + value + ",w=1i 7");

    // Then
    assertThat(read.faults).isEmpty();
    assertThat(read.written()).containsExactly("m{t=x} v=" + expected + ",w=1:BIGINT 7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v",
        "v=",
        "v=,w=1",
        "=1",
        "v=abc",
        "v=1.5x",
        "v=1i7",
        "v=1i08",
        "v=1f",
        "v=128i8",
        "v=-1u8",
        "v=-1u",
        "v=18446744073709551616u64",
        "v=9223372036854775808i",
        "v=nanf32",
        "v=1e39f32",
        "v=nani8",
        "v=tr",
        "v=truely",
        "v=\"a",
        "v=\"a\\\"",
        "v=\"a\"b",
        "v=L\"a",
        "v=B\"\\x0\"",
        "v=G\"POINT(1)\"",
        "v=G\"POLYGON((0 0, 1 1, 2 2, 3 3))\"",
        "v=1,v=2",
        "_ts=1",
        "12345678901234567890123456789012345678901234567890123456789012345=1",
      })
  void refusesBadFields(String fields) {
    // When
    ReadPoints read = read("m,t=x " + fields + " 7\nm,t=x v=1 8");

    // Then
    assertThat(read.faults).hasSize(1);
    assertThat(read.faults.get(0)).startsWith("1: ");
    assertThat(read.written()).containsExactly("m{t=x} v=1.0:DOUBLE 8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",t=x v=1 7",
        "m",
        "m,t=x",
        "m,t=x ",
        "m,t= v=1 7",
        "m,t v=1 7",
        "m,=x v=1 7",
        "m,t=a=b v=1 7",
        "m,t=x,t=y v=1 7",
        "m,_ts=x v=1 7",
        "m,t=x v=1 abc",
        "m,t=x v=1 -7",
        "m,t=x v=1 7.5",
        "m,t=x v=1 99999999999999999999",
      })
  void refusesBadLines(String line) {
    // When
    ReadPoints read = read(line);

    // Then
    assertThat(read.points).isEmpty();
    assertThat(read.faults).hasSize(1);
  }

  @Test
  void readsNamesWithEscapes() {
    // When
    ReadPoints read = read("m\\ a\\,b\\\\c.d,t\\=\\ 1=x\\,\\=\\ y\\z f\\,1=1,g=2 7");

    // Then
    assertThat(read.written())
        .containsExactly("m a,b\\c_d{t= 1=x,= y\\z} f,1=1.0:DOUBLE,g=2.0:DOUBLE 7");
  }

  @Test
  void passesOverBlankLinesAndComments() {
    // When
    ReadPoints read = read("\n# no=1 7\n   \n  m v=1 7 rest\r\nm v=2\r\nm, v=3, 0\n");

    // Then
    assertThat(read.faults).isEmpty();
    assertThat(read.written())
        .containsExactly("m{} v=1.0:DOUBLE 7", "m{} v=2.0:DOUBLE 42", "m{} v=3.0:DOUBLE 42");
    assertThat(read.points).extracting(Point::line).containsExactly(4, 5, 6);
  }

  @Test
  void namesChildTablesAsTheServerDoes() {
    // When
    ReadPoints read =
        read(
            """
            readings,name=truck_2,driver=Derek,model=F-150,device_version=v1.5 v=1
            readings,model=F-150,name=truck_2,device_version=v1.5,driver=Derek v=2
            readings,model=F-151,name=truck_2,device_version=v1.5,driver=Derek v=2
            """);

    // Then
    assertThat(read.points.get(0).table().name()).isEqualTo("t_b7d815c9222ca64cdf2614c61de8f211");
    assertThat(read.points.get(1).table().first()).isSameAs(read.points.get(0).table());
    assertThat(read.points.get(2).table().name()).isNotEqualTo(read.points.get(0).table().name());
  }

  @Test
  void namesChildTablesByATag() {
    // Given
    PointReader reader =
        PointReader.of(
            SchemalessProtocol.LINE,
            SchemalessPrecision.NANOSECOND,
            Precision.NANOSECONDS,
            new TableNaming("name", ""));

    // When
    ReadPoints read = ReadPoints.read(reader, "m,a=1,name=the.Table v=1\nm,b=2 v=1");

    // Then
    assertThat(read.points).extracting(p -> p.table().name()).first().isEqualTo("the_Table");
    assertThat(read.points.get(0).table().tags()).extracting(Tag::name).containsExactly("a");
    assertThat(read.points.get(1).table().name()).startsWith("t_");
  }

  @Test
  void namesChildTablesByTheValuesOfTags() {
    // Given
    PointReader reader =
        PointReader.of(
            SchemalessProtocol.LINE,
            SchemalessPrecision.NANOSECOND,
            Precision.NANOSECONDS,
            new TableNaming("", "-"));

    // When
    ReadPoints read = ReadPoints.read(reader, "m,b=x.y,a=z v=1\nm,b=" + "x".repeat(193) + " v=1");

    // Then
    assertThat(read.points).extracting(p -> p.table().name()).first().isEqualTo("x_y-z");
    assertThat(read.points.get(1).table().name()).startsWith("t_");
  }

  @Test
  void sharesShapesOfPointsThatLookAlike() {
    // When
    ReadPoints read = read("m,t=1 a=1,b=2i 1\nm,t=2 a=3,b=4i 2\nm,t=2 a=3,b=4 3\nm,t=1 a=1,b=2i 4");

    // Then
    List<Shape> shapes = read.points.stream().map(Point::shape).toList();
    assertThat(shapes.get(1)).isSameAs(shapes.get(0));
    assertThat(shapes.get(2)).isNotSameAs(shapes.get(0));
    assertThat(shapes.get(3)).isSameAs(shapes.get(0));
  }

  @ParameterizedTest
  @CsvSource({
    "HOUR,MILLISECONDS,490896,1767225600000",
    "MINUTE,MICROSECONDS,29453760,1767225600000000",
    "SECOND,NANOSECONDS,1767225600,1767225600000000000",
    "MILLISECOND,MILLISECONDS,1767225600123,1767225600123",
    "MICROSECOND,MILLISECONDS,1767225600123999,1767225600123",
    "NANOSECOND,MICROSECONDS,1767225600123456789,1767225600123456",
    "NANOSECOND,NANOSECONDS,9223372036854775807,9223372036854775807",
  })
  void readsTimesInTheirUnit(
      SchemalessPrecision unit, Precision target, String time, long expected) {
    // Given
    PointReader reader = PointReader.of(SchemalessProtocol.LINE, unit, target, TableNaming.BY_HASH);

    // When
    ReadPoints read = ReadPoints.read(reader, "m v=1 " + time);

    // Then
    assertThat(read.points).extracting(Point::timestamp).containsExactly(expected);
  }

  @Test
  void refusesTimesThatTheDatabaseCannotHold() {
    // Given: milliseconds in a database of nanoseconds, taken for minutes
    PointReader reader =
        PointReader.of(
            SchemalessProtocol.LINE,
            SchemalessPrecision.MINUTE,
            Precision.NANOSECONDS,
            TableNaming.BY_HASH);

    // When
    ReadPoints read = ReadPoints.read(reader, "m v=1 1767225600000");

    // Then
    assertThat(read.faults).hasSize(1);
    assertThat(read.faults.get(0)).contains("1767225600000", "unit");
  }

  /** Against Java's own reading, which rounds to the nearest. */
  @Test
  void readsDoublesToTheNearest() {
    // Given
    long seed = System.nanoTime();
    System.out.println("LineReaderTest.readsDoublesToTheNearest: seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      double value =
          switch (i % 4) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> random.nextInt(1_000_000) / 1000.0;
            case 2 -> random.nextGaussian() * 1e6;
            default -> random.nextLong() / 1e5;
          };
      String text = Double.isFinite(value) ? Double.toString(value) : "0";

      // When
      ReadPoints read = read("m v=" + text + " 1");

      // Then
      assertThat(read.written()).containsExactly("m{} v=" + Double.parseDouble(text) + ":DOUBLE 1");
    }
  }
}
