package io.taosbridge.embedded.schemaless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.block.DataType;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text becomes the points that schemaless.md says it does. */
class SchemalessTextTest {

  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00.123456789Z");
  private static final long NOW_NANOS = NOW.getEpochSecond() * 1_000_000_000 + NOW.getNano();

  private static List<Point> parse(int protocol, String text, String precision, String key) {
    return new SchemalessText(protocol, text, precision, key)
        .parse(Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static Point line(String text) {
    return parse(SchemalessText.LINE, text, "ns", "").get(0);
  }

  private static Point telnet(String text) {
    return parse(SchemalessText.TELNET, text, "", "").get(0);
  }

  private static Point json(String text) {
    return parse(SchemalessText.JSON, text, "", "").get(0);
  }

  private static String show(List<Attribute> attributes) {
    return attributes.stream()
        .map(each -> each.name() + " " + each.type() + " " + text(each.value()))
        .toList()
        .toString();
  }

  private static String text(Object value) {
    return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "1 | DOUBLE 1.0",
        "-1.5e3 | DOUBLE -1500.0",
        ".5f64 | DOUBLE 0.5",
        "nan | DOUBLE NaN",
        "-inf | DOUBLE -Infinity",
        "1.5F32 | FLOAT 1.5",
        "-128i8 | TINYINT -128",
        "32767I16 | SMALLINT 32767",
        "2.9i32 | INT 2",
        "-9223372036854775808i | BIGINT -9223372036854775808",
        "9223372036854775807i64 | BIGINT 9223372036854775807",
        "255u8 | UTINYINT 255",
        "65535u16 | USMALLINT 65535",
        "4294967295u32 | UINT 4294967295",
        "18446744073709551615u | UBIGINT 18446744073709551615",
        "0x1F | DOUBLE 31.0",
        "T | BOOL true",
        "tRuE | BOOL true",
        "False | BOOL false",
        "\"a b,c=d\" | VARCHAR a b,c=d",
        "\"\" | VARCHAR ",
        "\"q\\\"q\\\\n\\n\" | VARCHAR q\"q\\n\\n",
        "l\"é😀\" | NCHAR é😀",
        "b\"\\x00fF\" | VARBINARY 00ff",
        "B\"xy\" | VARBINARY 7879",
        "g\"POINT(1 2)\" | GEOMETRY 0101000000000000000000f03f0000000000000040",
      })
  void tellsTheTypeByTheForm(String value, String expected) {
    // When
    Point point = line("m,t=x v=" + value + " 1");

    // Then
    String shown = show(point.fields());
    assertThat(shown)
        .isEqualTo("[v " + (expected.endsWith("VARCHAR") ? expected + " " : expected) + "]");
  }

  @Test
  void readsEverythingOfALine() {
    // When
    Point point = line("  st.a,t1=a,t2=\"b\"  f1=1i,f2=t   1767225600000000001 more");

    // Then
    assertThat(point.superTable()).isEqualTo("st_a");
    assertThat(show(point.tags())).isEqualTo("[t1 NCHAR a, t2 NCHAR \"b\"]");
    assertThat(show(point.fields())).isEqualTo("[f1 BIGINT 1, f2 BOOL true]");
    assertThat(point.nanos()).isEqualTo(1767225600000000001L);
  }

  @Test
  void takesTheMeaningFromEscapedCharacters() {
    // When
    Point point = line("m\\,x\\ y\\\\z=,t\\=g\\,\\ \\q=a\\=b\\,c\\ d\\\\e f\\ g=\"a\\b\" 1");

    // Then
    assertThat(point.superTable()).isEqualTo("m,x y\\z=");
    assertThat(show(point.tags())).isEqualTo("[t=g, \\q NCHAR a=b,c d\\e]");
    assertThat(show(point.fields())).isEqualTo("[f g VARCHAR a\\b]");
  }

  @Test
  void countsLinesButNotComments() {
    // Given
    SchemalessText text =
        new SchemalessText(SchemalessText.LINE, "# one\nm v=1 1\n# two\nm v=2 2\r\n", "ns", "");

    // When
    List<Point> points = text.parse(Clock.systemUTC());

    // Then
    assertThat(text.lines()).isEqualTo(2);
    assertThat(points).extracting(Point::nanos).containsExactly(1L, 2L);
  }

  @ParameterizedTest
  @CsvSource({
    "h, 490896, 1767225600000000000",
    "m, 29453760, 1767225600000000000",
    "s, 1767225600, 1767225600000000000",
    "ms, 1767225600001, 1767225600001000000",
    "u, 1767225600000001, 1767225600000001000",
    "μ, 1767225600000001, 1767225600000001000",
    "ns, 1767225600000000001, 1767225600000000001",
    // Not a unit: the numbers are taken for nanoseconds.
    "us, 1767225600000001, 1767225600000001",
    "fortnight, 17, 17",
    "'', 17, 17",
    "ms, 9999999999999999, 9223372036854775807",
    "s, 99999999999, 9223372036854775807",
  })
  void readsTimesInTheUnitOfTheRequest(String precision, String time, long nanos) {
    assertThat(parse(SchemalessText.LINE, "m v=1 " + time, precision, "").get(0).nanos())
        .isEqualTo(nanos);
  }

  @ParameterizedTest
  @CsvSource({"m v=1", "m v=1 0"})
  void takesAMissingTimeForNow(String text) {
    assertThat(line(text).nanos()).isEqualTo(NOW_NANOS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "m,t=x | 3002 | SML line cols is empty",
        ",t=x v=1 1 | 3002 | Invalid data format",
        "m,t= v=1 1 | 3002 | invalid value: v=1 1",
        "m,t=a=b v=1 1 | 3002 | invalid data:=b v=1 1",
        "m,t v=1 1 | 3002 | invalid data: v=1 1",
        "m,t=x bad line | 3002 | SML line invalid data: line",
        "m,t=x bad | 21f | SML line invalid key or key is too long than 64:bad",
        "m,t=x v= 1 | 3002 | SML line invalid value: 1",
        "m,t=x v=\"a 1 | 3002 | SML line unbalanced quotes:\"a 1",
        "m,t=x v=\"a\"b\" 1 | 3002 | SML line unbalanced quotes:\"a\"b\" 1",
        "m,t=x v=abc 1 | 203 | invalid data:abc 1",
        "m,t=x v=true1 1 | 203 | Invalid value in client",
        "m,t=x v=1i9 1 | 203 | invalid data:1i9 1",
        "m,t=x v=128i8 1 | 203 | tiny int out of range[-128,127]:128i8 1",
        "m,t=x v=-1u 1 | 203 | unsigned big int out of range[0,18446744073709551615]:-1u 1",
        "m,t=x v=3.5e38f32 1 | 203 | float out of range[-3.402823466e+38,3.402823466e+38]:3.5e38f32 1",
        "m,t=x v=B\"\\x0\" 1 | 266a | Invalid varbinary value",
        "m,t=x v=1 -5 | 127 | Invalid timestamp format",
        "m,t=x v=1 12a | 127 | SML line invalid timestamp:12a",
      })
  void refusesABadLine(String text, String code, String message) {
    assertThatThrownBy(() -> line(text))
        .isInstanceOfSatisfying(
            SchemalessException.class,
            e -> assertThat(Integer.toHexString(e.code())).isEqualTo(code))
        .hasMessage(message);
  }

  @Test
  void refusesEmptyLinesAndNames() {
    for (String text : List.of("m v=1 1\n\n", "\n", "x".repeat(193) + " v=1 1")) {
      assertThatThrownBy(() -> line(text))
          .isInstanceOfSatisfying(
              SchemalessException.class, e -> assertThat(e.code()).isEqualTo(0x020A));
    }
    assertThatThrownBy(() -> line("# nothing"))
        .isInstanceOfSatisfying(
            SchemalessException.class, e -> assertThat(e.code()).isEqualTo(0x3002));
    assertThatThrownBy(() -> line("m," + "x".repeat(65) + "=1 v=1 1"))
        .isInstanceOfSatisfying(
            SchemalessException.class, e -> assertThat(e.code()).isEqualTo(0x021F));
    assertThat(line("m," + "x".repeat(64) + "=1 v=1 1").tags()).hasSize(1);
  }

  @Test
  void readsTelnetLines() {
    // When
    Point seconds = telnet("  sys.if   1767225600  1.5   host=a  dc=x\\,y ");
    Point millis = telnet("m 1767225600123 \"s\" host=a");

    // Then
    assertThat(seconds.superTable()).isEqualTo("sys_if");
    assertThat(show(seconds.tags())).isEqualTo("[host NCHAR a, dc NCHAR x\\,y]");
    assertThat(show(seconds.fields())).isEqualTo("[_value DOUBLE 1.5]");
    assertThat(seconds.nanos()).isEqualTo(1767225600000000000L);
    assertThat(show(millis.fields())).isEqualTo("[_value VARCHAR s]");
    assertThat(millis.nanos()).isEqualTo(1767225600123000000L);
    assertThat(telnet("m 0 1 host=a").nanos()).isEqualTo(NOW_NANOS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tel | 20a",
        "tel 1767225600 1 | 203",
        "tel 17672256001 1 host=a | 127",
        "tel 1767225600 x host=a | 203",
        "tel 1767225600 1 host | 21f",
        "tel 1767225600 1 host= | 203",
        "tel 1767225600 1 host=a=b | 3002",
        "tel 1767225600 1 host a=b | 3002",
      })
  void refusesABadTelnetLine(String text, String code) {
    assertThatThrownBy(() -> telnet(text))
        .isInstanceOfSatisfying(
            SchemalessException.class,
            e -> assertThat(Integer.toHexString(e.code())).isEqualTo(code));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | DOUBLE 1.0",
        "true | BOOL true",
        "\"text\" | VARCHAR text",
        "{\"value\":1,\"type\":\"I8\"} | TINYINT 1",
        "{\"value\":9007199254740993,\"type\":\"bigint\"} | BIGINT 9007199254740992",
        "{\"value\":1e30,\"type\":\"i64\"} | BIGINT 9223372036854775807",
        "{\"Value\":1.5,\"TYPE\":\"Float\"} | FLOAT 1.5",
        "{\"value\":\"é\",\"type\":\"nchar\"} | NCHAR é",
        "{\"value\":\"00ff\",\"type\":\"varbinary\"} | VARBINARY 30306666",
      })
  void tellsTheTypeOfJsonValues(String value, String expected) {
    // When
    Point point =
        json(
            "{\"metric\":\"m\",\"timestamp\":1767225600,\"value\":"
                + value
                + ",\"tags\":{\"t\":1}}");

    // Then
    assertThat(show(point.fields())).isEqualTo("[_value " + expected + "]");
    assertThat(show(point.tags())).isEqualTo("[t DOUBLE 1.0]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1767225600 | 1767225600000000000",
        "1767225600123 | 1767225600123000000",
        "{\"value\":1767225600,\"type\":\"S\"} | 1767225600000000000",
        "{\"value\":1767225600123,\"type\":\"ms\"} | 1767225600123000000",
        "{\"value\":1767225600123456,\"type\":\"us\"} | 1767225600123456000",
        "{\"value\":1767225600123456789,\"type\":\"ns\"} | 1767225600123456768",
      })
  void readsJsonTimes(String time, long nanos) {
    assertThat(
            json("{\"metric\":\"m\",\"timestamp\":" + time + ",\"value\":1,\"tags\":{\"t\":1}}")
                .nanos())
        .isEqualTo(nanos);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ | 221",
        "{} | 221",
        "[] | 70f",
        "5 | 221",
        "{\"metric\":\"m\",\"timestamp\":1767225600,\"value\":1} | 221",
        "{\"metric\":\"m\",\"timestamp\":1767225600,\"value\":1,\"tags\":{}} | 221",
        "{\"metric\":\"m\",\"timestamp\":1767225600,\"value\":null,\"tags\":{\"t\":1}} | 221",
        "{\"metric\":\"m\",\"timestamp\":1767225600,\"value\":1,\"tags\":{\"t\":1},\"x\":1} | 221",
        "{\"metric\":\"\",\"timestamp\":1767225600,\"value\":1,\"tags\":{\"t\":1}} | 20a",
        "{\"metric\":\"m\",\"timestamp\":12345,\"value\":1,\"tags\":{\"t\":1}} | 127",
        "{\"metric\":\"m\",\"timestamp\":-1767225600,\"value\":1,\"tags\":{\"t\":1}} | 127",
        "{\"metric\":\"m\",\"timestamp\":1767225600,\"value\":{\"value\":300,\"type\":\"i8\"},\"tags\":{\"t\":1}} | 224",
        "{\"metric\":\"m\",\"timestamp\":1767225600,\"value\":{\"value\":\"x\",\"type\":\"int\"},\"tags\":{\"t\":1}} | 222",
      })
  void refusesBadJson(String text, String code) {
    assertThatThrownBy(() -> json(text))
        .isInstanceOfSatisfying(
            SchemalessException.class,
            e -> assertThat(Integer.toHexString(e.code())).isEqualTo(code));
  }

  @Test
  void readsTheFirstOfSeveralJsonTexts() {
    // Given
    String point = "{\"metric\":\"m%d\",\"timestamp\":1767225600,\"value\":1,\"tags\":{\"t\":1}}";

    // When
    List<Point> points =
        parse(SchemalessText.JSON, point.formatted(1) + "\n" + point.formatted(2), "", "");

    // Then
    assertThat(points).extracting(Point::superTable).containsExactly("m1");
  }

  @Test
  void namesChildTablesByTheHashOfTheirTags() {
    // The tables' names were seen on real servers.
    assertThat(
            line("readings,name=truck_2,driver=Derek,model=F-150,device_version=v1.5 v=1 1")
                .childTable())
        .isEqualTo("t_b7d815c9222ca64cdf2614c61de8f211");
    assertThat(telnet("sys.if.bytes.out 1767225600 1 host=web01 interface=eth0").childTable())
        .isEqualTo("t_f67972b49aa8adf8bca5d0d54f0d850d");
  }

  @Test
  void namesChildTablesByATag() {
    // When
    Point named = parse(SchemalessText.LINE, "m,host=h1,name=Tab.1 v=1 1", "ns", "name").get(0);
    Point other = parse(SchemalessText.LINE, "m,host=h1 v=1 1", "ns", "name").get(0);

    // Then
    assertThat(named.childTable()).isEqualTo("Tab_1");
    assertThat(named.tags()).extracting(Attribute::name).containsExactly("host");
    assertThat(other.childTable()).startsWith("t_").hasSize(34);
  }

  @Test
  void refusesAnUnknownProtocol() {
    assertThatThrownBy(() -> parse(4, "m v=1 1", "ns", ""))
        .isInstanceOfSatisfying(
            SchemalessException.class, e -> assertThat(e.code()).isEqualTo(0x3000))
        .hasMessage("protocol invalidate");
  }

  @Test
  void knowsTheTypeOfTags() {
    assertThat(line("m,t=1 v=1 1").tags().get(0).type()).isEqualTo(DataType.NCHAR);
  }
}
