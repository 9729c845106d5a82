package io.taosbridge.sink.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.OperationalException;
import io.taosbridge.client.error.TDengineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HalvesTest {

  private final List<Integer> done = new ArrayList<>();
  private final List<Integer> refused = new ArrayList<>();
  private int attempts;

  private void run(int count, Set<Integer> bad, ErrorAction action) {
    new Halves<Integer>(
            some -> {
              attempts++;
              if (some.stream().anyMatch(bad::contains)) {
                throw error(action);
              }
              done.addAll(some);
            },
            (one, reason) -> refused.add(one))
        .run(IntStream.range(0, count).boxed().toList());
  }

  private static TDengineException error(ErrorAction action) {
    return new OperationalException("no", 0x0127, 0, action, null);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4_999, 5_000, 9_999})
  void findsOneAmongTenThousandInFewAttempts(int bad) {
    // When
    run(10_000, Set.of(bad), ErrorAction.BAD_RECORD);

    // Then
    assertThat(refused).containsExactly(bad);
    assertThat(done).hasSize(9_999).doesNotContain(bad).isSorted();
    assertThat(attempts).isLessThanOrEqualTo(29);
  }

  @Test
  void findsEachOfSeveral() {
    // When
    run(7, Set.of(0, 3, 4, 6), ErrorAction.BAD_RECORD);

    // Then
    assertThat(refused).containsExactly(0, 3, 4, 6);
    assertThat(done).containsExactly(1, 2, 5);
  }

  @Test
  void triesNothingWhereThereIsNothing() {
    // When
    run(0, Set.of(), ErrorAction.BAD_RECORD);

    // Then
    assertThat(attempts).isZero();
  }

  @Test
  void leavesAnOutageToOthers() {
    assertThatThrownBy(() -> run(10, Set.of(5), ErrorAction.RECONNECT))
        .isInstanceOf(TDengineException.class);
    assertThat(attempts).isOne();
    assertThat(refused).isEmpty();
  }
}
