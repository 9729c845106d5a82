package io.taosbridge.sink.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextBytesTest {

  private static final List<String> TEXTS =
      List.of("ascii", "é1", "检查", "ascii again", "", "a😀b", "x", "é".repeat(5000), "short", "y");

  @Test
  void areThoseOfEachTextInTurn() {
    // Given
    TextBytes bytes = new TextBytes();

    for (String text : TEXTS) {
      // When
      bytes.set(text);

      // Then
      assertThat(text(bytes)).isEqualTo(text);
    }
  }

  @Test
  void areThoseOfBytesAndBuffersAmongStrings() {
    // Given
    TextBytes bytes = new TextBytes();
    byte[] array = "é of an array".getBytes(StandardCharsets.UTF_8);
    ByteBuffer buffer = ByteBuffer.wrap(array).position(3).slice();

    for (Object value : List.of("é", array, "ascii", buffer, "检查", buffer)) {
      // When
      bytes.set(value);

      // Then
      String expected =
          value == array ? "é of an array" : value == buffer ? "of an array" : (String) value;
      assertThat(text(bytes).strip()).isEqualTo(expected);
    }
    assertThat(buffer.position()).isZero();
  }

  private static String text(TextBytes bytes) {
    return new String(Arrays.copyOf(bytes.array(), bytes.length()), StandardCharsets.UTF_8);
  }
}
