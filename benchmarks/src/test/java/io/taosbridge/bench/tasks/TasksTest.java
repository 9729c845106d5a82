package io.taosbridge.bench.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.bench.client.Connections;
import io.taosbridge.bench.client.Fleet;
import io.taosbridge.bench.race.Lap;
import io.taosbridge.embedded.EmbeddedTDengine;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tasks in this process, with few rows. */
class TasksTest {

  private static final long WARM_UP = 400;
  private static final long ROWS = 1_000;

  @Test
  void whatTheSourceReadsIsWhatTheSinkWrites() throws Exception {
    try (EmbeddedTDengine server = EmbeddedTDengine.start()) {
      // Given
      Fleet fleet =
          new Fleet(
              new Connections("127.0.0.1:" + server.port(), "root", "taosdata"), "few", 20, 2, 10);
      fleet.create();
      fleet.fill(WARM_UP + ROWS);

      // When
      Copying copying = Copying.of(fleet.server().ours(""), fleet, 2, WARM_UP, ROWS);
      Lap lap = copying.run(100, Map.of());

      // Then: both have checked counts and sums
      assertThat(fleet.checksum()).isEqualTo(Fleet.checksum(WARM_UP + ROWS));
      assertThat(copying.before().size()).isEqualTo(WARM_UP / 10);
      assertThat(copying.measured().size()).isEqualTo(ROWS);
      assertThat(lap.seconds()).isPositive();
    }
  }

  @Test
  void costsAreComparedWithTheSmallestSize() {
    // Given
    Sizes sizes = new Sizes("some work");
    sizes.add("1", new Lap(2, 1));
    sizes.add("10", new Lap(4, 1.5));

    // When
    List<Boolean> met =
        sizes.lines(1.2).stream()
            .flatMap(line -> line.verdicts().stream())
            .map(verdict -> verdict.isMet())
            .toList();

    // Then
    assertThat(met).containsExactly(false);
  }
}
