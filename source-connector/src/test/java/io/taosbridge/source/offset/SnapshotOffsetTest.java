package io.taosbridge.source.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SnapshotOffsetTest {

  private static final SnapshotPlace GROUP =
      new SnapshotPlace("st", "a", "k", new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE));

  static Stream<SnapshotOffset> offsets() {
    SnapshotOffset start = SnapshotOffset.start(12, SnapshotOffset.NONE);
    SnapshotPlace table = new SnapshotPlace("n", null, null, new TimeRange(-5, 5));
    return Stream.of(
        start,
        start.at(GROUP),
        start.at(GROUP.finished()),
        start.at(table),
        start.at(table.finished()),
        start.finished(),
        SnapshotOffset.start(12, 7).at(GROUP));
  }

  @ParameterizedTest
  @MethodSource("offsets")
  void isReadAsItWasWritten(SnapshotOffset offset) {
    assertThat(SnapshotOffset.read(offset.toMap())).contains(offset);
  }

  @Test
  void isReadFromSmallNumbersToo() {
    // When
    SnapshotOffset offset =
        SnapshotOffset.read(Map.of("log", 3, "table", "n", "from", 1, "to", 2)).orElseThrow();

    // Then
    assertThat(offset.log()).isEqualTo(3);
    assertThat(offset.place()).isEqualTo(new SnapshotPlace("n", null, null, new TimeRange(1, 2)));
  }

  static Stream<Map<String, ?>> wrong() {
    return Stream.of(
        Map.of("done", true),
        Map.of("log", -1),
        Map.of("log", "3"),
        Map.of("log", 3, "done", "yes"),
        Map.of("log", 3, "more", 1),
        Map.of("log", 3, "table", "st", "firstChild", "a"),
        Map.of("log", 3, "table", "st", "from", 1),
        Map.of("log", 3, "table", "st", "from", 2, "to", 1));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void saysWhatItShouldLookLike(Map<String, ?> stored) {
    assertThatThrownBy(() -> SnapshotOffset.read(stored))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("looks like")
        .hasMessageContaining("\"log\"");
  }

  @Test
  void isOverWhenTheLogWasReadBeyondItsReason() {
    // Given
    SnapshotOffset initial = SnapshotOffset.start(12, SnapshotOffset.NONE).at(GROUP);
    SnapshotOffset afterLoss = SnapshotOffset.start(12, 7).at(GROUP);

    // Then
    assertThat(new StoredPosition(SnapshotOffset.NONE, initial).isUnfinished()).isTrue();
    assertThat(new StoredPosition(0, initial).isUnfinished()).isFalse();
    assertThat(new StoredPosition(7, afterLoss).isUnfinished()).isTrue();
    assertThat(new StoredPosition(12, afterLoss).isUnfinished()).isFalse();
  }

  @Test
  void tellsWhereTheLogGoesOn() {
    // Given
    SnapshotOffset done = SnapshotOffset.start(12, 7).finished();

    // Then
    assertThat(new StoredPosition(SnapshotOffset.NONE, null).start()).isEmpty();
    assertThat(new StoredPosition(5, null).start()).hasValue(5);
    assertThat(new StoredPosition(5, done).start()).hasValue(12);
    assertThat(new StoredPosition(9, done).start()).hasValue(9);
    assertThat(new StoredPosition(SnapshotOffset.NONE, done).start()).hasValue(12);
  }
}
