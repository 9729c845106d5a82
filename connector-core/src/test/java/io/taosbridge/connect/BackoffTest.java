package io.taosbridge.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

  private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofMillis(1_000));

  @ParameterizedTest
  @CsvSource({"1, 100", "2, 200", "4, 800", "5, 1000", "1000, 1000"})
  void doublesUpToALimitWithJitter(int failures, long most) {
    // Given
    Random random = new Random(failures);

    // When
    List<Long> pauses =
        IntStream.range(0, 200).mapToObj(i -> backoff.pause(failures, random).toMillis()).toList();

    // Then
    assertThat(pauses).allMatch(pause -> pause >= most / 2 && pause <= most);
    assertThat(pauses).anyMatch(pause -> pause < most * 3 / 4);
    assertThat(pauses).anyMatch(pause -> pause > most * 3 / 4);
  }
}
