package io.taosbridge.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {

  private static final int[] HIGHEST = {0x7f, 0x7ff, 0xffff};

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "é",
        "检查",
        "\u0080\u07ff\u0800\uffff",
        "a😀b",
        "\ud83d",
        "\ude00é",
        "é\ud83d"
      })
  void encodesAsTheJdkDoes(String text) {
    requireSame(text);
    requireSame(text.repeat(40));
  }

  @RepeatedTest(50)
  void encodesAnyTextAsTheJdkDoes() {
    // Given
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(100);
    for (int i = 0; i < length; i++) {
      text.append((char) random.nextInt(HIGHEST[random.nextInt(HIGHEST.length)] + 1));
    }

    // When, Then
    System.out.println("seed " + seed);
    requireSame(text.toString());
  }

  private static void requireSame(String text) {
    byte[] expected = text.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[2 + Utf8.MAX_BYTES_PER_CHAR * text.length()];
    int end = Utf8.encode(text, bytes, 2);
    assertThat(Arrays.copyOfRange(bytes, 2, end)).isEqualTo(expected);
    assertThat(Utf8.length(text)).isEqualTo(expected.length);

    int length = Utf8.encode(text.toCharArray(), text.length(), bytes);
    assertThat(Arrays.copyOf(bytes, length)).isEqualTo(expected);
  }
}
