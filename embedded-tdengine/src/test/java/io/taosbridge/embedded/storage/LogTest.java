package io.taosbridge.embedded.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogTest {

  private final Log log = new Log();

  private static InternalEntry entry(int number) {
    return new InternalEntry("entry " + number);
  }

  @Test
  void numbersEntriesFromZero() {
    // When
    long first = log.append(entry(0));
    long second = log.append(entry(1));

    // Then
    assertThat(first).isZero();
    assertThat(second).isEqualTo(1);
    assertThat(log.end()).isEqualTo(2);
    assertThat(log.read(1)).contains(entry(1));
    assertThat(log.read(2)).isEmpty();
  }

  @Test
  void forgetsRecycledEntriesAndKeepsNumbering() {
    // Given
    for (int i = 0; i < 5; i++) {
      log.append(entry(i));
    }

    // When
    log.recycle(3);

    // Then
    assertThat(log.begin()).isEqualTo(3);
    assertThat(log.end()).isEqualTo(5);
    assertThat(log.read(2)).isEmpty();
    assertThat(log.read(3)).contains(entry(3));
    assertThat(log.append(entry(5))).isEqualTo(5);
  }

  @Test
  void cannotBeRecycledBeyondItsEnd() {
    assertThatThrownBy(() -> log.recycle(1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tellsListenersOfGrowthUntilTheyLeave() {
    // Given
    List<Long> ends = new ArrayList<>();
    Runnable listener = () -> ends.add(log.end());
    log.addListener(listener);

    // When
    log.append(entry(0));
    log.removeListener(listener);
    log.append(entry(1));

    // Then
    assertThat(ends).containsExactly(1L);
  }
}
