package io.taosbridge.sink.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class KnownNamesTest {

  private static final ValueReader FIRST = (record, value) -> ((List<?>) value).get(0);
  private static final ValueReader SECOND = (record, value) -> ((List<?>) value).get(1);

  private final SinkRecord record = new SinkRecord("air", 0, null, null, null, null, 0);
  private final AtomicInteger made = new AtomicInteger();
  private final KnownNames names =
      new KnownNames(
          List.of(FIRST, SECOND),
          (given, value) -> {
            made.incrementAndGet();
            return "t" + value;
          });

  @Test
  void makesANameOnceForTheSameValues() {
    // When
    String first = names.of(record, List.of("a", 1));
    String other = names.of(record, List.of("a", 2));
    String again = names.of(record, List.of("a", 1));

    // Then
    assertThat(first).isEqualTo("t[a, 1]");
    assertThat(other).isEqualTo("t[a, 2]");
    assertThat(again).isSameAs(first);
    assertThat(made).hasValue(2);
  }

  @Test
  void tellsApartWhatIsOfAnotherType() {
    // When
    String number = names.of(record, List.of("a", 1));
    String longer = names.of(record, List.of("a", 1L));
    String text = names.of(record, List.of("a", "1"));
    String none = names.of(record, Arrays.asList("a", null));

    // Then
    assertThat(List.of(number, longer, text)).containsOnly("t[a, 1]");
    assertThat(none).isEqualTo("t[a, null]");
    assertThat(made).hasValue(4);
  }

  @Test
  void keepsNothingThatMayChange() {
    // Given
    StringBuilder text = new StringBuilder("b");

    // When
    String before = names.of(record, List.of("a", text));
    text.append("c");
    String after = names.of(record, List.of("a", text));

    // Then
    assertThat(before).isEqualTo("t[a, b]");
    assertThat(after).isEqualTo("t[a, bc]");
  }

  @Test
  void triesAgainWhereThereWasNoName() {
    // Given
    KnownNames failing =
        new KnownNames(
            List.of(FIRST),
            (given, value) -> {
              if (made.incrementAndGet() == 1) {
                throw new BadRecordException("no name");
              }
              return "t";
            });

    // When, Then
    assertThatThrownBy(() -> failing.of(record, List.of("a"))).hasMessage("no name");
    assertThat(failing.of(record, List.of("a"))).isEqualTo("t");
  }
}
