package io.taosbridge.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.client.error.InterfaceException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemalessBatchTest {

  @Test
  void joinsLines() {
    // When
    SchemalessBatch batch = SchemalessBatch.ofLines(List.of("m v=1 1", "m v=2 2\n", "m v=3 3\r\n"));

    // Then
    assertThat(batch.text()).isEqualTo("m v=1 1\nm v=2 2\nm v=3 3");
    assertThat(batch.protocol()).isEqualTo(SchemalessProtocol.LINE);
    assertThat(batch.precision()).isEqualTo(SchemalessPrecision.NANOSECOND);
    assertThat(batch.requestId()).isNotZero();
  }

  @Test
  void leavesOutBlankLinesForWhichTheServerWouldRefuseAll() {
    assertThat(SchemalessBatch.ofLines(List.of("", "m v=1", "  ", "\n", "m v=2")).text())
        .isEqualTo("m v=1\nm v=2");
    assertThat(
            SchemalessBatch.ofText(SchemalessProtocol.TELNET, "\na 1 1 b=c\r\n\r\nd 1 1 e=f\n\n")
                .text())
        .isEqualTo("a 1 1 b=c\nd 1 1 e=f");
  }

  @Test
  void takesTextWithoutBlankLinesAsItIs() {
    assertThat(SchemalessBatch.ofText(SchemalessProtocol.LINE, "# c\r\nm v=1\n").text())
        .isEqualTo("# c\r\nm v=1\n");
  }

  @Test
  void namesTheLineWithANewlineInIt() {
    assertThatThrownBy(() -> SchemalessBatch.ofLines(List.of("m v=1", "m v=\"a\nb\"")))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("lines[1]")
        .hasMessageContaining("newline");
    assertThatThrownBy(() -> SchemalessBatch.ofTelnet(List.of("a 1 1 b=c\nd 1 1 e=f")))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("lines[0]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\n"})
  void refusesToWriteNothing(String text) {
    for (SchemalessProtocol protocol : SchemalessProtocol.values()) {
      assertThatThrownBy(() -> SchemalessBatch.ofText(protocol, text))
          .isInstanceOf(InterfaceException.class)
          .hasMessageContaining("no schemaless text");
    }
    assertThatThrownBy(() -> SchemalessBatch.ofLines(List.of())).hasMessageContaining("no schem");
    assertThatThrownBy(() -> SchemalessBatch.ofJson(List.of())).hasMessageContaining("no schem");
    assertThatThrownBy(() -> SchemalessBatch.ofJson(List.of("[]", " [ ] ")))
        .hasMessageContaining("no schem");
    assertThatThrownBy(() -> SchemalessBatch.ofText(SchemalessProtocol.JSON, " [ ] "))
        .hasMessageContaining("no schem");
  }

  @Test
  void mergesJsonPayloadsOfBothKinds() {
    // When
    SchemalessBatch batch =
        SchemalessBatch.ofJson(
            List.of(
                "{\"metric\":\"a\",\"value\":18446744073709551615.000100}",
                " [ {\"b\": [1, {\"c\": 2}]} , {\"d\":\"}\\\"]\"} ] ",
                "[]"));

    // Then
    assertThat(batch.text())
        .isEqualTo(
            "[{\"metric\":\"a\",\"value\":18446744073709551615.000100},"
                + "{\"b\": [1, {\"c\": 2}]},{\"d\":\"}\\\"]\"}]");
    assertThat(batch.protocol()).isEqualTo(SchemalessProtocol.JSON);
  }

  static List<Arguments> jsonTexts() {
    return List.of(
        Arguments.of("{\"a\":1}{\"b\":2}", "[{\"a\":1},{\"b\":2}]"),
        Arguments.of("{\"a\":1}\n{\"é😀\":2}\n", "[{\"a\":1},{\"é😀\":2}]"),
        Arguments.of("[{\"a\":1}] [{\"b\":2},{\"c\":3}]", "[{\"a\":1},{\"b\":2},{\"c\":3}]"),
        Arguments.of("[] {\"a\":1}", "[{\"a\":1}]"),
        Arguments.of(" [ {\"a\":1} ] ", " [ {\"a\":1} ] "),
        Arguments.of("{\"a\":1}", "{\"a\":1}"));
  }

  @ParameterizedTest
  @MethodSource("jsonTexts")
  void noJsonTextBehindAnotherIsLost(String text, String merged) {
    // When
    SchemalessBatch batch = SchemalessBatch.ofText(SchemalessProtocol.JSON, text);

    // Then
    assertThat(batch.text()).isEqualTo(merged);
    assertThat(batch.withTtlDays(1).text()).isEqualTo(merged);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "\"a\"",
        "null",
        "[1]",
        "[[{\"a\":1}]]",
        "{\"a\":1}1",
        "{\"a\":1} 'b'",
        "{",
        "[{\"a\":1}",
        "{\"a\":1},{\"b\":2}",
        "{\"a\":NaN}",
        "m v=1"
      })
  void refusesWhatIsNeitherObjectNorArrayOfObjects(String text) {
    assertThatThrownBy(() -> SchemalessBatch.ofText(SchemalessProtocol.JSON, text))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("the text is n");
    assertThatThrownBy(() -> SchemalessBatch.ofJson(List.of("{\"a\":1}", text)))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("payloads[1] is n");
  }

  @Test
  void refusesAnEmptyObject() {
    assertThatThrownBy(() -> SchemalessBatch.ofJson(List.of("{\"a\":1}", "[{\"b\":{}}, { }]")))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("payloads[1] has an empty object");
  }

  @Test
  void refusesImpossibleSettings() {
    // Given
    SchemalessBatch batch = SchemalessBatch.ofLines(List.of("m v=1"));

    // When, Then
    assertThatThrownBy(() -> batch.withTtlDays(-1)).hasMessageContaining("ttlDays");
    assertThatThrownBy(() -> batch.withRequestId(0)).hasMessageContaining("request id");
  }

  @Test
  void thePrecisionBelongsToLinesAlone() {
    // Given
    SchemalessBatch line =
        SchemalessBatch.ofLines(List.of("m v=1")).withPrecision(SchemalessPrecision.MICROSECOND);
    SchemalessBatch telnet = SchemalessBatch.ofTelnet(List.of("a 1 1 b=c"));

    // When, Then
    assertThat(line.precisionSymbol()).as("not us, which means ns").isEqualTo("u");
    assertThat(telnet.precisionSymbol()).isEmpty();
    assertThat(SchemalessPrecision.values())
        .extracting(SchemalessPrecision::code)
        .containsExactly(1, 2, 3, 4, 5, 6);
  }
}
