package io.taosbridge.source.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.source.offset.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ChunksTest {

  private long counts;

  private static long count(long[] times, TimeRange range) {
    long count = 0;
    for (long time : times) {
      if (range.first() <= time && time <= range.last()) {
        count++;
      }
    }
    return count;
  }

  private List<TimeRange> divide(long[] times, TimeRange all, long target) {
    Chunks chunks =
        new Chunks(
            all,
            count(times, all),
            target,
            range -> {
              counts++;
              return count(times, range);
            });
    List<TimeRange> divided = new ArrayList<>();
    for (Optional<TimeRange> next = chunks.next(); next.isPresent(); next = chunks.next()) {
      divided.add(next.get());
    }
    return divided;
  }

  @RepeatedTest(50)
  void dividesAnyTimesIntoStretchesOfAboutTheRowsAskedFor() {
    // Given
    long seed = System.nanoTime();
    Random random = new Random(seed);
    long[] times =
        random
            .longs(1 + random.nextInt(500))
            .map(value -> value >> random.nextInt(64))
            .sorted()
            .toArray();
    TimeRange all = new TimeRange(times[0], times[times.length - 1]);
    int target = 1 + random.nextInt(60);

    // When
    List<TimeRange> divided = divide(times, all, target);

    // Then
    for (long time : times) {
      assertThat(divided.stream().filter(range -> range.first() <= time && time <= range.last()))
          .as("seed %s, time %s", seed, time)
          .hasSize(1);
    }
    for (TimeRange range : divided) {
      assertThat(count(times, range) <= 2L * target || range.first() == range.last())
          .as("seed %s, %s of %s", seed, range, count(times, range))
          .isTrue();
    }
    assertThat(divided)
        .as("seed %s", seed)
        .isSortedAccordingTo((a, b) -> Long.compare(a.first(), b.first()));
    assertThat(divided.get(divided.size() - 1).last()).isEqualTo(all.last());
  }

  @Test
  void readsFewRowsAtOnceWithoutCounting() {
    // When
    List<TimeRange> divided = divide(new long[] {1, 5, 9}, new TimeRange(1, 9), 2);

    // Then
    assertThat(divided).containsExactly(new TimeRange(1, 9));
    assertThat(counts).isZero();
  }

  @Test
  void neverDividesATime() {
    // When
    List<TimeRange> divided = divide(new long[] {4, 5, 5, 5, 5, 5, 5, 6}, new TimeRange(4, 6), 1);

    // Then
    assertThat(divided).contains(new TimeRange(5, 5));
  }

  @Test
  void reachesFromTheFirstTimeThereIsToTheLast() {
    // When
    List<TimeRange> divided =
        divide(
            new long[] {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE},
            new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE),
            1);

    // Then
    assertThat(divided.get(0).first()).isEqualTo(Long.MIN_VALUE);
    assertThat(divided.get(divided.size() - 1).last()).isEqualTo(Long.MAX_VALUE);
  }
}
