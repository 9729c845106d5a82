package io.taosbridge.schemaless;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalsTest {

  private static final int MIN_EXPONENT = -27;

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "1,0",
    "1,-1",
    "1,-27",
    "9007199254740993,0", // half way between two doubles
    "9007199254740995,0",
    "90071992547409930,-1",
    "90071992547409925,-1",
    "45035996273704985,-1",
    "9007199254740993000,-3",
    "9007199254740993001,-3",
    "9007199254740991999,-3",
    "9223372036854775807,0",
    "9223372036854775807,-27",
    "9999999999999999999,0", // a power of two is near
    "9999999999999999999,-27",
  })
  void areRoundedToTheNearest(String digits, int exponent) {
    requireNearest(Long.parseUnsignedLong(digits), exponent);
  }

  @Test
  void areRoundedToTheNearestWhateverTheirDigits() {
    // Given
    long seed = System.nanoTime();
    System.out.println("DecimalsTest: seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);

    for (int i = 0; i < 200_000; i++) {
      // When
      long digits = random.nextLong() >>> random.nextInt(Long.SIZE);
      int exponent = random.nextInt(MIN_EXPONENT, 1);

      // Then
      requireNearest(digits, exponent);
    }
  }

  private static void requireNearest(long digits, int exponent) {
    assertThat(Decimals.has(exponent)).isTrue();
    String text = Long.toUnsignedString(digits) + "e" + exponent;
    assertThat(Decimals.nearest(digits, exponent)).as(text).isEqualTo(Double.parseDouble(text));
  }

  @Test
  void haveNoOtherExponents() {
    assertThat(Decimals.has(1)).isFalse();
    assertThat(Decimals.has(MIN_EXPONENT - 1)).isFalse();
  }
}
