package io.taosbridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

  private final StringWriter printed = new StringWriter();

  @Test
  void endsWithALineOfItsOwn() {
    // Given
    ProgressLine line = new ProgressLine(new PrintWriter(printed), false, "loading", 420_768);

    // When
    line.finish(420_768);

    // Then
    assertThat(printed.toString())
        .startsWith("loading ")
        .contains("420,768 of 420,768 rows")
        .endsWith(" rows/s" + System.lineSeparator());
  }

  @Test
  void replacesTheLineOnATerminal() {
    // Given
    ProgressLine line = new ProgressLine(new PrintWriter(printed), true, "loading", 10);

    // When
    line.finish(10);

    // Then
    assertThat(printed.toString()).startsWith("\r\033[Kloading ");
  }

  @Test
  void saysNothingBeforeItIsTime() {
    // Given
    ProgressLine line = new ProgressLine(new PrintWriter(printed), false, "loading", 10);

    // When
    line.update(1, "");

    // Then
    assertThat(printed.toString()).isEmpty();
  }

  @Test
  void countsRowsPerSecond() {
    assertThat(ProgressLine.perSecond(3_000, Duration.ofMillis(1_500))).isEqualTo(2_000);
    assertThat(ProgressLine.perSecond(0, Duration.ZERO)).isZero();
  }
}
