package io.taosbridge.schemaless;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.client.SchemalessProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

  private static ReadPoints read(String text) {
    return ReadPoints.of(SchemalessProtocol.JSON, text);
  }

  private static String point(String timestamp, String value, String tags) {
    return "{\"metric\":\"m\",\"timestamp\":%s,\"value\":%s,\"tags\":%s}"
        .formatted(timestamp, value, tags);
  }

  @Test
  void readsPointsAndArraysOfThem() {
    // When
    ReadPoints read =
        read(
            """
            [
              {"metric":"sys.cpu","timestamp":1767225600,"value":18.5,
               "tags":{"host":"web01","id":7}},
              {"Tags":{"host":"web01","id":7},"VALUE":true,"Timestamp":1767225600001,
               "metric":"sys.cpu"}
            ]
            {"metric":"é","timestamp":{"value":1767225600000000001,"type":"ns"},"value":"x\\n",
             "tags":{"a":{"value":1,"type":"tinyint"},"b":true,"c":{"value":"é","type":"nchar"}}}
            """);

    // Then
    assertThat(read.faults).isEmpty();
    assertThat(read.written())
        .containsExactly(
            "sys_cpu{host=web01,id=7.0:DOUBLE} _value=18.5:DOUBLE 1767225600000000000",
            "sys_cpu{host=web01,id=7.0:DOUBLE} _value=true:BOOL 1767225600001000000",
            "é{a=1:TINYINT,b=true:BOOL,c=é} _value=x\n:VARCHAR 1767225600000000001");
    assertThat(read.points.get(1).table()).isSameAs(read.points.get(0).table());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\0',
      value = {
        "1;1.0:DOUBLE",
        "1e400;Infinity:DOUBLE",
        "\"\";:VARCHAR",
        "{\"value\":true,\"type\":\"BOOL\"};true:BOOL",
        "{\"value\":127,\"type\":\"i8\"};127:TINYINT",
        "{\"value\":-1.9,\"type\":\"smallint\"};-1:SMALLINT",
        "{\"type\":\"int\",\"value\":2147483647};2147483647:INT",
        "{\"value\":9007199254740993,\"type\":\"i64\"};9007199254740993:BIGINT",
        "{\"value\":9223372036854775808,\"type\":\"bigint\"};9223372036854775807:BIGINT",
        "{\"value\":1.5,\"type\":\"f32\"};1.5:FLOAT",
        "{\"value\":0.1,\"type\":\"double\"};0.1:DOUBLE",
        "{\"value\":\"a\",\"type\":\"binary\"};a:VARCHAR",
        "{\"value\":\"a\",\"type\":\"varbinary\"};61:VARBINARY",
        "{\"value\":\"é\",\"type\":\"nchar\"};é:NCHAR",
      })
  void readsValues(String value, String expected) {
    // When
    ReadPoints read = read(point("1767225600", value, "{\"t\":\"x\"}"));

    // Then
    assertThat(read.faults).isEmpty();
    assertThat(read.written())
        .containsExactly("m{t=x} _value=" + expected + " 1767225600000000000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[1]",
        "{}",
        "{\"value\":1}",
        "{\"value\":1,\"type\":\"i8\",\"more\":1}",
        "{\"value\":{},\"type\":\"i8\"}",
        "{\"value\":128,\"type\":\"i8\"}",
        "{\"value\":1e39,\"type\":\"f32\"}",
        "{\"value\":1,\"type\":\"bool\"}",
        "{\"value\":true,\"type\":\"i8\"}",
        "{\"value\":\"1\",\"type\":\"i8\"}",
        "{\"value\":1,\"type\":\"binary\"}",
        "{\"value\":1,\"type\":7}",
      })
  void refusesBadValuesAndTags(String value) {
    // When
    ReadPoints read =
        read(
            "["
                + point("1767225600", value, "{\"t\":\"x\"}")
                + ","
                + point("1767225600", "1", "{\"t\":" + value + "}")
                + ","
                + point("1767225600", "1", "{\"t\":\"x\"}")
                + "]");

    // Then
    assertThat(read.faults).hasSize(2);
    assertThat(read.faults.get(0)).startsWith("1: the value ");
    assertThat(read.faults.get(1)).startsWith("2: tag `t` ");
    assertThat(read.points).extracting(Point::line).containsExactly(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "17672256000",
        "-1767225600",
        "1e30",
        "null",
        "\"1767225600\"",
        "{\"value\":1,\"type\":\"d\"}",
        "{\"value\":-1,\"type\":\"s\"}",
        "{\"value\":1}",
        "{\"value\":99999999999999,\"type\":\"s\"}",
      })
  void refusesBadTimes(String timestamp) {
    // When
    ReadPoints read = read(point(timestamp, "1", "{\"t\":\"x\"}"));

    // Then
    assertThat(read.faults).hasSize(1);
    assertThat(read.faults.get(0)).contains("time");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7",
        "{}",
        "{\"metric\":7,\"timestamp\":0,\"value\":1,\"tags\":{\"t\":\"x\"}}",
        "{\"metric\":\"m\",\"timestamp\":0,\"value\":1}",
        "{\"metric\":\"m\",\"timestamp\":0,\"value\":1,\"tags\":[]}",
        "{\"metric\":\"m\",\"timestamp\":0,\"value\":1,\"tags\":{}}",
        "{\"metric\":\"m\",\"timestamp\":0,\"value\":1,\"tags\":{\"t\":\"x\",\"t\":\"y\"}}",
        "{\"metric\":\"m\",\"timestamp\":0,\"value\":1,\"tags\":{\"t\":\"x\"},\"more\":[{}]}",
        "{\"metric\":\"\",\"timestamp\":0,\"value\":1,\"tags\":{\"t\":\"x\"}}",
      })
  void refusesWhatIsNoPoint(String point) {
    // When
    ReadPoints read = read("[" + point + "," + point("0", "1", "{\"t\":\"x\"}") + "]");

    // Then
    assertThat(read.faults).hasSize(1);
    assertThat(read.faults.get(0)).startsWith("1: ");
    assertThat(read.points).extracting(Point::timestamp).containsExactly(ReadPoints.NOW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "m v=1", "[1", "{\"metric\":"})
  void refusesTextThatIsNotJson(String text) {
    // When
    ReadPoints read = read(text);

    // Then
    assertThat(read.points).isEmpty();
    assertThat(read.faults).isNotEmpty();
  }

  @Test
  void keepsWhatStandsBeforeAFaultOfTheJson() {
    // When
    ReadPoints read = read(point("1767225600", "1", "{\"t\":\"x\"}") + " {\"metric\":");

    // Then
    assertThat(read.points).hasSize(1);
    assertThat(read.faults).hasSize(1);
    assertThat(read.faults.get(0)).startsWith("2: not JSON");
  }
}
